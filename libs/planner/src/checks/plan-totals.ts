import { EVIDENCE, type Evidence, type Objective, type PlanStep } from '@lockstep/documents';
import type { CheckContext } from './check-context.js';

/** What a hop at one node costs (docs/explanation/planner.md, "Objective"). What a bundle carries along is free. */
export function costOfHop({ matrix }: CheckContext, component: string): Objective {
  const atCluster = matrix.component(component).scope === 'cluster';
  const rollout = atCluster && component === 'vkr';
  return { sharedHops: atCluster ? 0 : 1, clusterRollouts: rollout ? 1 : 0, addonHops: atCluster && !rollout ? 1 : 0 };
}

export const addObjectives = (a: Objective, b: Objective, times = 1): Objective => ({
  sharedHops: a.sharedHops + times * b.sharedHops,
  clusterRollouts: a.clusterRollouts + times * b.clusterRollouts,
  addonHops: a.addonHops + times * b.addonHops,
});

export const NO_COST: Objective = { sharedHops: 0, clusterRollouts: 0, addonHops: 0 };

export const countObjective = (context: CheckContext, steps: readonly PlanStep[]): Objective =>
  steps.reduce((sum, step) => addObjectives(sum, costOfHop(context, step.component), step.subjects.length), NO_COST);

/** The weakest statement that a premise leans on; null when none does. */
export function weakestEvidence({ matrix }: CheckContext, steps: readonly PlanStep[]): Evidence | null {
  let weakest = -1;
  for (const step of steps)
    for (const { basis, statement } of step.premises)
      if (basis === 'statement' && statement !== null)
        weakest = Math.max(weakest, EVIDENCE.indexOf(matrix.findStatement(statement)!.evidence));
  return EVIDENCE[weakest] ?? null;
}
