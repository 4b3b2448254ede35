import { expect, it } from 'vitest';
import { computePlan } from '@lockstep/planner';
import { fleet, goal, matrix, transitional, validated } from '@lockstep/testing/builders';

it('lists a transitional pairing that nobody touched as a remaining exposure, and not one that was left behind', () => {
  const { spec } = computePlan({
    matrix: matrix({
      releases: { nsx: ['4.2.0', '9.0.0'], vks: ['3.4.0', '3.5.0'], vkr: ['v1.33.1', 'v1.34.1'] },
      statements: [transitional('vkr 1.33', 'vks 3.4'), validated('vkr 1.34', 'vks *')],
    }),
    fleet: fleet({
      nsxManagers: { 'nsx-1': { nsx: '4.2.0' } },
      supervisors: { sup: { vks: '3.4.0' } },
      clusters: { moving: { vkr: 'v1.33.1' }, resting: { vkr: 'v1.33.1' } },
    }),
    goal: goal({ targets: [{ target: 'vkr =1.34', select: { ids: ['moving'] } }] }),
  });
  expect(spec.outcome).toBe('planned');
  expect(spec.exposures).toEqual([
    { between: ['vkr', 'vks'], nodes: ['resting', 'sup'], versions: ['v1.33.1', '3.4.0'], verdict: 'transitional', endedBy: null },
  ]);
});
