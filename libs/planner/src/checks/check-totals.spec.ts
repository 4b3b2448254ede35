import { describe, expect, it } from 'vitest';
import type { PlanSpec } from '@lockstep/documents';
import { fleet, goal, matrix } from '@lockstep/testing/builders';
import { sealPlan, solveByEnumeration, writePlan } from '@lockstep/testing/oracle';
import { verifyPlan } from './index.js';

const problem = {
  matrix: matrix({ releases: { nsx: ['4.2.0', '9.0.0'], vkr: ['v1.33.1', 'v1.34.1'] } }),
  fleet: fleet({ nsxManagers: { 'nsx-1': { nsx: '4.2.0' } }, clusters: { c1: { vkr: 'v1.33.1' }, c2: { vkr: 'v1.33.1' } } }),
  goal: goal({ targets: ['nsx =9.0.0', 'vkr =v1.34.1'] }),
};

function messagesOf(claims: Partial<PlanSpec>): string[] {
  const solution = solveByEnumeration(problem);
  if (solution.outcome !== 'feasible') throw new Error('test; the problem must have a plan; found none');
  const { spec } = writePlan(problem, solution.walk);
  const verification = verifyPlan({ ...problem, plan: sealPlan({ ...spec, ...claims }) });
  return verification.outcome === 'proven' ? [] : verification.refutations.map(({ message }) => message);
}

describe('the lower bound of a plan', () => {
  const lowerBound = { sharedHops: 1, clusterRollouts: 2, addonHops: 0 };

  it('may leave a gap when the plan is not called optimal', () => {
    expect(messagesOf({ optimal: false, lowerBound: { ...lowerBound, clusterRollouts: 1, addonHops: 7 } })).toEqual([]);
  });

  it('may be the objective of any plan', () => {
    expect(messagesOf({ optimal: true, lowerBound })).toEqual([]);
    expect(messagesOf({ optimal: false, lowerBound })).toEqual([]);
  });

  it.each<[string, Partial<PlanSpec>, string]>([
    [
      'is missing, though the plan is not called optimal',
      { optimal: false },
      'plan test: lowerBound; a plan that is not called optimal says what no plan can be cheaper than; found none',
    ],
    [
      'is above the objective, counted from its first part on',
      { optimal: false, lowerBound: { sharedHops: 2, clusterRollouts: 0, addonHops: 0 } },
      'plan test: lowerBound; it is not above the objective, 1 shared hops, 2 cluster rollouts, 0 addon hops; found 2 shared hops, 0 cluster rollouts, 0 addon hops',
    ],
    [
      'is below the objective of a plan that is called optimal',
      { optimal: true, lowerBound: { ...lowerBound, clusterRollouts: 1 } },
      'plan test: lowerBound; that of an optimal plan is its objective, 1 shared hops, 2 cluster rollouts, 0 addon hops; found 1 shared hops, 1 cluster rollouts, 0 addon hops',
    ],
  ])('refutes the plan when it %s', (_, claims, message) => expect(messagesOf(claims)).toEqual([message]));
});
