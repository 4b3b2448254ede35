import { policy } from '@lockstep/documents';
import { compatibilityOf } from '@lockstep/planner';
import { fleet, matrix, validated } from '@lockstep/testing/builders';
import { describe, expect, it } from 'vitest';

const facts = matrix({
  releases: { nsx: ['4.2.1'], vks: ['3.4.1'], vkr: ['v1.33.1', 'v1.34.1'], antrea: ['2.3.0'] },
  relations: [{ between: ['nsx', 'vkr'] }, { between: ['vkr', 'vks'], enforce: false }, { between: ['antrea', 'vkr'], unknown: 'allow' }],
  statements: [validated('vkr 1.33', 'nsx 4.2', { id: 'fits' })],
});
const world = fleet({
  nsxManagers: { fra: { nsx: '4.2.1' } },
  supervisors: { sup: { vks: '3.4.1' } },
  clusters: { a: { vkr: 'v1.33.1', antrea: '2.3.0' }, b: { vkr: 'v1.34.1', cni: 'calico' }, c: { vkr: 'v1.33.1', cni: 'calico' } },
});
const of = (id: string) => compatibilityOf(facts, world, policy.parse({}), id);
const brief = (id: string) =>
  of(id)!.pairings.map((pairing) => [
    `${pairing.component} ${pairing.version}`,
    `${pairing.with.component} ${pairing.with.version}`,
    pairing.nodes.join(','),
    pairing.inside ? (pairing.statement ?? pairing.verdict) : 'outside',
  ]);

describe('how a node stands to what it meets', () => {
  it('tells each relation of a cluster, inside itself and above', () => {
    expect(of('a')).toMatchObject({ node: 'a', scope: 'cluster', inside: true });
    expect(brief('a')).toEqual([
      ['antrea 2.3.0', 'vkr v1.33.1', 'a', 'unknown'],
      ['vkr v1.33.1', 'nsx 4.2.1', 'fra', 'fits'],
      ['vkr v1.33.1', 'vks 3.4.1', 'sup', 'outside'],
    ]);
  });

  it('is not inside with an enforced pairing outside, and gathers equal versions below a shared node', () => {
    expect(of('b')!.inside).toBe(false);
    expect(of('fra')).toMatchObject({ scope: 'nsxManager', inside: false });
    expect(brief('fra')).toEqual([
      ['nsx 4.2.1', 'vkr v1.33.1', 'a,c', 'fits'],
      ['nsx 4.2.1', 'vkr v1.34.1', 'b', 'outside'],
    ]);
  });

  it('is null for a node that is not there', () => {
    expect(of('nowhere')).toBeNull();
  });
});
