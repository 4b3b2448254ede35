import type { Objective, PlanSpec, UpgradePlan } from '@lockstep/documents';
import type { CheckContext } from './check-context.js';
import { compareObjectives, countObjective, leaningOfSteps } from './plan-totals.js';
import type { Refutation } from './refutation.js';

/** Compares what a plan says of itself as a whole with what its steps say. */
export const checkTotals = (context: CheckContext, { metadata, spec }: UpgradePlan): Refutation[] => [
  ...checkObjective(context, metadata.name, spec),
  ...checkLowerBound(metadata.name, spec),
  ...checkLeaning(context, metadata.name, spec),
];

function checkObjective(context: CheckContext, plan: string, spec: PlanSpec): Refutation[] {
  const counted = countObjective(context, spec);
  if (compareObjectives(counted, spec.objective) === 0) return [];
  const message = `plan ${plan}: objective; it counts the hops of the steps; found ${renderObjective(spec.objective)}, expected ${renderObjective(counted)}`;
  return [{ kind: 'objective', message }];
}

/** Whether the bound goes with the other claims. That nothing is cheaper than the bound is a claim of the search, and not proved here. */
function checkLowerBound(plan: string, { outcome, optimal, objective, lowerBound }: PlanSpec): Refutation[] {
  const refute = (rule: string, found: Objective | undefined): Refutation[] => [
    { kind: 'lower-bound', message: `plan ${plan}: lowerBound; ${rule}; found ${found ? renderObjective(found) : 'none'}` },
  ];
  if (lowerBound === undefined)
    return optimal || outcome !== 'planned'
      ? []
      : refute('a plan that is not called optimal says what no plan can be cheaper than', undefined);
  const gap = compareObjectives(objective, lowerBound);
  if (gap < 0) return refute(`it is not above the objective, ${renderObjective(objective)}`, lowerBound);
  if (gap > 0 && optimal) return refute(`that of an optimal plan is its objective, ${renderObjective(objective)}`, lowerBound);
  return [];
}

function checkLeaning(context: CheckContext, plan: string, spec: PlanSpec): Refutation[] {
  const expected = leaningOfSteps(context, spec.steps);
  const compare = (
    kind: 'evidence-floor' | 'weakest' | 'waived',
    rule: string,
    found: readonly string[],
    real: readonly string[],
  ): Refutation[] =>
    found.length === real.length && found.every((text, index) => text === real[index])
      ? []
      : [{ kind, message: `plan ${plan}: ${rule}; found ${found.join(', ') || 'none'}, expected ${real.join(', ') || 'none'}` }];
  const floors = [spec.evidenceFloor, expected.evidenceFloor].map((floor) => (floor === null ? [] : [floor]));
  return [
    ...compare('evidence-floor', 'evidenceFloor; it is the weakest evidence that a premise leans on', floors[0]!, floors[1]!),
    ...compare('weakest', 'weakest; it lists the statements of the weakest evidence in text order', spec.weakest, expected.weakest),
    ...compare('waived', 'waived; it lists the statements that pass thanks to a waiver alone in text order', spec.waived, expected.waived),
  ];
}

const renderObjective = ({ sharedHops, clusterRollouts, addonHops }: Objective): string =>
  `${sharedHops} shared hops, ${clusterRollouts} cluster rollouts, ${addonHops} addon hops`;
