import { propertyRuns } from '@lockstep/testing/problems';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { largeWorld } from '../worlds/large-world.js';
import { EXAMPLE_RELEASES, namedWorld, WORLD_NAMES } from '../worlds/named-worlds.js';
import { KIND_OF } from './roll.js';
import { runningVersions } from './running.js';
import type { World } from './world.js';
import type { Trouble, WorldNode } from './world-node.js';

type Deed =
  | { readonly do: 'hop'; readonly component: string; readonly who: number; readonly to: number }
  | { readonly do: 'wait'; readonly minutes: number }
  | { readonly do: 'trouble' | 'heal'; readonly who: number; readonly trouble: Trouble }
  | { readonly do: 'recreate'; readonly who: number };

const NSX = ['4.2.3.3', '9.0.2.0', '9.1.1.0'];
const VKS = ['3.5.1+v1.34', '3.6.3+v1.35', '3.7.0+v1.36'];
const targets: Readonly<Record<string, readonly string[]>> = { nsx: NSX, vks: VKS, vkr: EXAMPLE_RELEASES.map(({ version }) => version) };

const deeds = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('hop' as const), component: fc.constantFrom('nsx', 'vks', 'vkr', 'vkr'), who: fc.nat(20), to: fc.nat(6) }),
    fc.record({ do: fc.constant('wait' as const), minutes: fc.nat(30) }),
    fc.record({
      do: fc.constantFrom('trouble' as const, 'heal' as const),
      who: fc.nat(20),
      trouble: fc.constantFrom<Trouble>('stuck', 'adapter-crash', 'silent'),
    }),
    fc.record({ do: fc.constant('recreate' as const), who: fc.nat(20) }),
  ),
  { maxLength: 30 },
);

function act(world: World, all: readonly Deed[]): World {
  const pick = <T>(list: readonly T[], index: number): T => list[index % list.length]!;
  for (const deed of all) {
    if (deed.do === 'wait') world.advance(world.now + deed.minutes * 60_000);
    else if (deed.do === 'hop') {
      const node = pick(world.all(KIND_OF[deed.component]!), deed.who);
      const from = node.versions[deed.component];
      if (from !== undefined)
        world.startHop({ component: deed.component, subjects: [node.id], from, to: pick(targets[deed.component]!, deed.to) });
    } else {
      const { id } = pick(world.all('cluster'), deed.who);
      if (deed.do === 'recreate') world.recreate(id);
      else world[deed.do]('cluster', id, deed.trouble);
    }
  }
  return world;
}

const running = (node: WorldNode): Record<string, string[]> =>
  Object.fromEntries(Object.keys(node.versions).map((component) => [component, runningVersions(node, component)]));

const rolled = ({ roll }: WorldNode): number => roll!.parts.reduce((sum, { done }) => sum + done, 0);

describe('a world under any deeds', () => {
  it('never jumps: one node changes at a time, a version comes or goes, and only towards the target of a roll', () => {
    fc.assert(
      fc.property(fc.constantFrom(...WORLD_NAMES), deeds, (name, all) => {
        for (const { before, after } of act(namedWorld(name), all).history) {
          if (!before || !after) continue;
          if (before.roll && after.roll) expect(rolled(after) - rolled(before)).toBeLessThanOrEqual(1);
          const [was, is] = [running(before), running(after)];
          for (const component of Object.keys(was)) {
            const came = is[component]!.filter((version) => !was[component]!.includes(version));
            const went = was[component]!.filter((version) => !is[component]!.includes(version));
            expect(came.length).toBeLessThanOrEqual(1);
            expect(went.length).toBeLessThanOrEqual(1);
            for (const version of came) expect(before.roll?.to[component]).toBe(version);
            for (const version of went) expect(version).toBe(before.versions[component]);
            expect(is[component]!.length).toBeLessThanOrEqual(2);
          }
        }
      }),
      { numRuns: propertyRuns(60) },
    );
  });

  it('writes the same history to the byte for the same seed and the same deeds', () => {
    fc.assert(
      fc.property(fc.constantFrom(...WORLD_NAMES), fc.nat(1000), deeds, (name, seed, all) => {
        const write = () => JSON.stringify(act(namedWorld(name, seed), all).history);
        expect(write()).toBe(write());
      }),
      { numRuns: propertyRuns(30) },
    );
  });

  it('comes to its present state by its history', () => {
    fc.assert(
      fc.property(fc.constantFrom(...WORLD_NAMES), deeds, (name, all) => {
        const world = act(namedWorld(name), all);
        let last: unknown;
        for (const { state } of world.states()) last = [...state].sort();
        expect(last).toEqual([...world.state].sort());
      }),
      { numRuns: propertyRuns(30) },
    );
  });

  it('never goes back in time', () => {
    fc.assert(
      fc.property(fc.constantFrom(...WORLD_NAMES), deeds, (name, all) => {
        const times = act(namedWorld(name), all).history.map(({ at }) => at);
        expect(times).toEqual([...times].sort((a, b) => a - b));
      }),
      { numRuns: propertyRuns(30) },
    );
  });

  it('differs by its seed', () => {
    const ids = (seed: number) =>
      largeWorld({ clusters: 20, supervisors: 2, seed })
        .all('cluster')
        .map(({ uid }) => uid);
    expect(new Set([...ids(1), ...ids(2)]).size).toBe(40);
  });
});
