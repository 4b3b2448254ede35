import { describe, expect, it } from 'vitest';
import { EXAMPLE_RELEASES, namedWorld } from '../worlds/named-worlds.js';
import { executeHop, rollHop } from './execute-hop.js';
import { runningParts, runningVersions } from './running.js';
import type { Hop } from './roll.js';

const [V132, V133, V134] = EXAMPLE_RELEASES.slice(1).map(({ version }) => version) as [string, string, string];
const nsx = (from: string, to: string): Hop => ({ component: 'nsx', subjects: ['nsx-1'], from, to });
const vkr = (from: string, to: string, subject = 'shop/batch'): Hop => ({ component: 'vkr', subjects: [subject], from, to });

/** Parts in the order in which a node of them moved. */
function orderOfParts(from: string, to: string): string[] {
  const world = namedWorld('tiny');
  world.replace('nsx-manager', 'nsx-1', 'is set', (node) => ({ ...node, versions: { nsx: from } }));
  executeHop(world, nsx(from, to));
  const parts = world.history.flatMap(({ what }) => /: (\S+) \d+ of/.exec(what)?.[1] ?? []);
  return parts.filter((part, index) => part !== parts[index - 1]);
}

describe('World', () => {
  it('rolls edges, hosts and managers towards NSX 4', () => {
    expect(orderOfParts('4.2.1.0', '4.2.3.3')).toEqual(['EDGE', 'HOST', 'MP']);
  });

  it('rolls managers, edges and hosts towards NSX 9, and finalizes', () => {
    expect(orderOfParts('4.2.1.0', '9.0.2.0')).toEqual(['MP', 'EDGE', 'HOST', 'FINALIZE_UPGRADE']);
  });

  it('keeps the old version of the product until the last part of it is through', () => {
    const world = namedWorld('tiny');
    const versions = new Set<string>();
    const roll = rollHop(world, nsx('4.2.1.0', '9.0.2.0'));
    while (!roll.next().done) if (world.get('nsx-manager', 'nsx-1').roll) versions.add(world.get('nsx-manager', 'nsx-1').versions['nsx']!);
    expect([...versions]).toEqual(['4.2.1.0']);
    expect(world.get('nsx-manager', 'nsx-1').versions['nsx']).toBe('9.0.2.0');
  });

  it('moves Antrea and the adapter with the package, after the control plane and before the workers', () => {
    const world = namedWorld('tiny');
    world.startHop(vkr(V132, V133));
    const seen: unknown[] = [];
    while (world.get('cluster', 'shop/batch').roll) {
      world.advance(world.nextAt()!);
      const node = world.get('cluster', 'shop/batch');
      seen.push([runningParts(node, 'vkr').filter(({ version }) => version === V133).length, runningVersions(node, 'antrea-nsx-adapter')]);
    }
    expect(seen).toEqual([
      [1, ['1.1.0']],
      [1, ['1.3.0']],
      [1, ['1.3.0']],
      [2, ['1.3.0']],
      [2, ['1.3.0']],
      [0, ['1.3.0']],
    ]);
    expect(world.get('cluster', 'shop/batch').versions).toMatchObject({
      vkr: V133,
      antrea: '2.3.1+vmware.2-tkg.1',
      'antrea-nsx-adapter': '1.3.0',
    });
  });

  it('never runs an agent that is newer than its controller', () => {
    const world = namedWorld('tiny');
    world.startHop(vkr(V132, V133));
    const newWhileControllerIsOld: string[] = [];
    while (world.get('cluster', 'shop/batch').roll) {
      const parts = runningParts(world.get('cluster', 'shop/batch'), 'antrea');
      const isNew = parts.filter(({ version }) => version.startsWith('2.3')).map(({ part }) => part);
      if (!isNew.includes('package')) newWhileControllerIsOld.push(...isNew);
      world.advance(world.nextAt()!);
    }
    expect(newWhileControllerIsOld).toEqual([]);
  });

  it.each([
    [
      'back',
      vkr(V133, V132, 'shop/checkout'),
      'cluster shop/checkout cannot go from vkr v1.33.6+vmware.1-fips-vkr.2 back to v1.32.10+vmware.1-fips-vkr.2',
    ],
    [
      'two minors at once',
      vkr(V132, V134),
      'cluster shop/batch cannot go from vkr v1.32.10+vmware.1-fips-vkr.2 to v1.34.2+vmware.2-vkr.2: one minor at a time',
    ],
    ['to what is not offered', vkr(V132, 'v1.33.99'), 'cluster shop/batch is offered no vkr v1.33.99'],
    ['from where it is not', nsx('4.2.3.3', '9.0.2.0'), 'nsx-manager nsx-1 runs nsx 4.2.1.0, not 4.2.3.3'],
    ['of somebody who is not there', vkr(V132, V133, 'shop/ghost'), 'cluster shop/ghost is not there'],
    ['of a node of another kind', { ...vkr(V132, V133), component: 'vks', subjects: ['shop/batch'] }, 'supervisor shop/batch is not there'],
  ])('refuses a hop %s', (_, hop, reason) => {
    const world = namedWorld('tiny');
    expect(executeHop(world, hop)).toEqual({ outcome: 'refused', reason });
    expect(world.history).toEqual([]);
  });

  it('refuses a hop of what is rolling already', () => {
    const world = namedWorld('tiny');
    world.startHop(nsx('4.2.1.0', '9.0.2.0'));
    expect(world.startHop(nsx('4.2.1.0', '9.0.2.0'))).toEqual({ outcome: 'refused', reason: 'nsx-manager nsx-1 is rolling nsx already' });
  });

  it('goes no further than time allows, and not at all while it is stuck', () => {
    const world = namedWorld('tiny');
    world.startHop(nsx('4.2.1.0', '9.0.2.0'));
    world.advance(world.nextAt()! - 1);
    expect(world.history).toHaveLength(1);
    world.trouble('nsx-manager', 'nsx-1', 'stuck');
    world.advance(world.now + 86_400_000);
    expect(runningVersions(world.get('nsx-manager', 'nsx-1'), 'nsx')).toEqual(['4.2.1.0']);
    world.heal('nsx-manager', 'nsx-1', 'stuck');
    world.advance(world.now + 86_400_000);
    expect(runningVersions(world.get('nsx-manager', 'nsx-1'), 'nsx')).toEqual(['9.0.2.0']);
  });

  it('names who is stuck, and does not wait for them', () => {
    const world = namedWorld('tiny');
    const roll = rollHop(world, { ...vkr(V132, V133), subjects: ['shop/batch'] });
    roll.next();
    world.trouble('cluster', 'shop/batch', 'stuck');
    expect(roll.next()).toEqual({ done: true, value: { outcome: 'stuck', nodes: ['shop/batch'] } });
  });

  it('gives a cluster that is made again another uid and another registration', () => {
    const world = namedWorld('tiny');
    const before = world.get('cluster', 'shop/batch');
    const after = world.recreate('shop/batch');
    expect(after.uid).not.toBe(before.uid);
    expect(after.nsxClusterId).not.toBe(before.nsxClusterId);
    expect(world.recreate('shop/batch').uid).not.toBe(after.uid);
  });
});
