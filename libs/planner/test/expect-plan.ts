import { expect } from 'vitest';
import type { UpgradePlan } from '@lockstep/documents';
import { computePlan } from '@lockstep/planner';
import { verifyPlan } from '@lockstep/planner/checks';
import { fleet, type FleetSketch, goal, type GoalSketch, matrix, type MatrixSketch, outline } from '@lockstep/testing/builders';
import { type PlanningProblem, solveByEnumeration } from '@lockstep/testing/oracle';

export interface ProblemSketch {
  readonly matrix: MatrixSketch;
  readonly fleet: FleetSketch;
  readonly goal: GoalSketch;
}

export interface ExpectedPlan {
  /** As `outline` writes them. */
  readonly steps: readonly string[];
  /** sharedHops, clusterRollouts, addonHops */
  readonly objective: readonly [number, number, number];
}

const problemOf = (sketch: ProblemSketch): PlanningProblem => ({
  matrix: matrix(sketch.matrix),
  fleet: fleet(sketch.fleet),
  goal: goal(sketch.goal),
});

/** Plans and compares with the expectation; the checker has its say too, and so has brute force unless the fleet is too large for it. */
export function expectPlan(
  sketch: ProblemSketch,
  { steps, objective: [sharedHops, clusterRollouts, addonHops] }: ExpectedPlan,
  byBruteForce = true,
): UpgradePlan {
  const problem = problemOf(sketch);
  const plan = computePlan(problem);
  const objective = { sharedHops, clusterRollouts, addonHops };
  expect(outline(plan)).toEqual(steps);
  expect(plan.spec).toMatchObject({ outcome: 'planned', objective, optimal: true });
  expect(verifyPlan({ ...problem, plan })).toEqual({ outcome: 'proven' });
  if (byBruteForce) expect(solveByEnumeration(problem)).toMatchObject({ outcome: 'feasible', objective });
  return plan;
}

export function expectInfeasible(sketch: ProblemSketch): void {
  const problem = problemOf(sketch);
  expect(computePlan(problem).spec).toMatchObject({ outcome: 'infeasible', steps: [] });
  expect(solveByEnumeration(problem)).toEqual({ outcome: 'infeasible' });
}
