import type { Objective, PlanSpec, PlanStep } from '@lockstep/documents';
import { type Leaning, leaningOf } from '@lockstep/matrix/domain';
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

/** Counts what the steps list; that they list nobody twice is seen while they are replayed. */
export function countObjective(context: CheckContext, { groups = [], steps }: Pick<PlanSpec, 'groups' | 'steps'>): Objective {
  const sizes = new Map(groups.map(({ id, members }) => [id, members.length]));
  return steps.reduce((sum, step) => {
    const hops = (step.groups ?? []).reduce((count, id) => count + sizes.get(id)!, step.subjects.length);
    return addObjectives(sum, costOfHop(context, step.component), hops);
  }, NO_COST);
}

/** Lexicographic, as objectives are minimised: below 0 when `a` is the smaller one. */
export const compareObjectives = (a: Objective, b: Objective): number =>
  a.sharedHops - b.sharedHops || a.clusterRollouts - b.clusterRollouts || a.addonHops - b.addonHops;

/** What the premises of a plan lean on; a cross pairing that is merely not rejected leans on nothing. */
export const leaningOfSteps = ({ matrix, judging }: CheckContext, steps: readonly PlanStep[]): Leaning =>
  leaningOf(
    matrix,
    judging,
    steps.flatMap(({ premises }) =>
      premises.flatMap(({ basis, statement }) => (basis === 'statement' && statement !== null ? [statement] : [])),
    ),
  );
