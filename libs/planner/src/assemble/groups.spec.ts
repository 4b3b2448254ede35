import { describe, expect, it } from 'vitest';
import type { FleetSnapshot } from '@lockstep/documents';
import { computePlan } from '@lockstep/planner';
import { fleet, goal, hop, matrix } from '@lockstep/testing/builders';

const ids = (count: number, prefix = 'c'): string[] => Array.from({ length: count }, (_, index) => `${prefix}${index}`);

/** Clusters go one minor at a time. */
const facts = matrix({
  releases: { vkr: ['v1.33.1', 'v1.34.1', 'v1.35.1', 'v1.36.1'] },
  hops: [hop('vkr', '*', '*', { maxMinorStep: 1 })],
});

const planFor = (clusters: readonly string[], targets: Parameters<typeof goal>[0]['targets']) =>
  computePlan({
    matrix: facts,
    fleet: fleet({ nsxManagers: { 'nsx-1': {} }, clusters: Object.fromEntries(clusters.map((id) => [id, { vkr: 'v1.33.1' }])) }),
    goal: goal({ targets }),
  }).spec;

const subjectsIn = ({ steps }: ReturnType<typeof planFor>) => steps.map(({ subjects, groups }) => [subjects, groups]);

describe('nodes that take the very same steps', () => {
  it('are named once, in text order, when they are ten', () => {
    const spec = planFor(ids(12), ['vkr =1.35']);
    expect(spec.groups).toEqual([{ id: 'g1', members: ids(12).toSorted() }]);
    expect(subjectsIn(spec)).toEqual([
      [[], ['g1']],
      [[], ['g1']],
    ]);
  });

  it('are written out when they are nine', () => {
    const spec = planFor(ids(9), ['vkr =1.35']);
    expect(spec).not.toHaveProperty('groups');
    expect(subjectsIn(spec)).toEqual([
      [ids(9), undefined],
      [ids(9), undefined],
    ]);
  });

  it('are written out when it is one step, however many they are', () => {
    const spec = planFor(ids(12), ['vkr =1.34']);
    expect(spec).not.toHaveProperty('groups');
    expect(subjectsIn(spec)).toEqual([[ids(12).toSorted(), undefined]]);
  });

  it('make groups that are numbered by their first step, then by their first member', () => {
    const [early, late] = [ids(10, 'a'), ids(10, 'b')];
    const spec = planFor(
      [...late, ...early, 'c'],
      [
        { target: 'vkr =1.35', select: { ids: early } },
        { target: 'vkr =1.36', select: { ids: late } },
        { target: 'vkr =1.34', select: { ids: ['c'] } },
      ],
    );
    expect(spec.groups?.map(({ id, members }) => [id, members[0]])).toEqual([
      ['g1', 'a0'],
      ['g2', 'b0'],
    ]);
    expect(subjectsIn(spec)).toEqual([
      [['c'], ['g1', 'g2']],
      [[], ['g1', 'g2']],
      [[], ['g2']],
    ]);
  });
});

it('a plan of 100,000 clusters is hardly larger than their ids, each of which takes three steps', { timeout: 60_000 }, () => {
  const all = ids(100_000, 'fra/cluster-');
  const versions = { vkr: 'v1.33.1' };
  const small = fleet({ nsxManagers: { 'nsx-1': {} }, clusters: { c: { vkr: 'v1.33.1' } } });
  const large: FleetSnapshot = {
    ...small,
    spec: { ...small.spec, clusters: all.map((id) => ({ ...small.spec.clusters[0]!, id, versions })) },
  };
  const { spec } = computePlan({ matrix: facts, fleet: large, goal: goal({ targets: ['vkr =1.36'] }) });
  expect(spec.objective.clusterRollouts).toBe(300_000);
  expect(JSON.stringify(spec).length).toBeLessThan(1.1 * JSON.stringify(all).length);
});
