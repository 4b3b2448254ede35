import type { UpgradePlan } from '@lockstep/documents';
import { type CheckContext, checkContext, type CheckInput, type Pairing } from './check-context.js';
import { checkExposures } from './check-exposures.js';
import { checkFinalState } from './check-final-state.js';
import { checkInputs, checkPlanDigest } from './check-inputs.js';
import { checkTotals } from './check-totals.js';
import { ClassLayout } from './class-layout.js';
import { copyState, type FleetState, startState } from './fleet-state.js';
import { readDecisions } from './latest-decisions.js';
import { MeetingSteps } from './meeting-steps.js';
import { ProofMemory } from './proof-memory.js';
import type { Refutation } from './refutation.js';
import { replayStep } from './replay-step.js';
import { checkGroups, checkIdleGroups, rostersOf } from './rosters.js';
import { checkStepCount, checkStepIds, StepOrder } from './step-order.js';

export type Verification = { readonly outcome: 'proven' } | { readonly outcome: 'refuted'; readonly refutations: readonly Refutation[] };

/**
 * Proves or refutes a plan by replaying it over the documents it was made from. It trusts nothing that the plan says of itself, shares no code
 * with the search, and accepts plans made by anybody. The documents must have been validated against each other.
 *
 * Not proved: that the plan is the cheapest one or that nothing is cheaper than its lower bound, and that a `latest` decision is the highest
 * possible one.
 *
 * @param memory given by those who prove again and again
 * @returns all refutations of the first failing step, or else all of the final state and the totals
 */
export function verifyPlan(input: CheckInput & { readonly plan: UpgradePlan }, memory = new ProofMemory()): Verification {
  const { matrix, fleet, goal, plan } = input;
  const { spec } = plan;
  const name = plan.metadata.name;
  // A plan that was edited has another digest: say so, and say what the edit broke as well.
  const seal = checkPlanDigest(plan);
  const documents = [
    ...checkInputs(input),
    ...checkOutcome(plan),
    ...checkStepCount(name, spec.steps),
    ...checkStepIds(name, spec.steps),
    ...checkGroups(name, spec),
  ];
  if (documents.length > 0) return refuted([...seal, ...documents]);
  const layout = new ClassLayout(matrix.matrix, fleet, goal, rostersOf(spec), memory);
  const context = checkContext(input, layout.tree);
  const idle = checkIdleGroups(name, spec, (id) => layout.locate(id) !== undefined);
  const latest = readDecisions(context, name, spec.latest);
  const start = startState(context);
  const replay = replaySteps(context, layout, plan, copyState(start));
  const claims = [...seal, ...idle, ...latest.refutations];
  if ('refutations' in replay) return refuted([...claims, ...replay.refutations]);
  const refutations = [
    ...claims,
    ...checkFinalState(context, name, start, replay.end, latest.decisions),
    ...checkExposures(context, layout, name, { start, ...replay }, spec.exposures),
    ...checkTotals(context, plan),
  ];
  return refutations.length > 0 ? refuted(refutations) : { outcome: 'proven' };
}

const refuted = (refutations: readonly Refutation[]): Verification => ({ outcome: 'refuted', refutations });

function checkOutcome({ metadata, spec: { outcome, steps } }: UpgradePlan): Refutation[] {
  const refute = (why: string): Refutation[] => [
    { kind: 'outcome', outcome, message: `plan ${metadata.name}: outcome ${outcome}; ${why}` },
  ];
  switch (outcome) {
    case 'infeasible':
    case 'invalid-start':
      return refute('only a plan that reaches its goal can be proved; found none to replay');
    case 'nothing-to-do':
      return steps.length === 0 ? [] : refute(`it has no steps; found ${steps.length}`);
    case 'planned':
      return steps.length > 0 ? [] : refute('it has at least one step; found none');
  }
}

type Replay =
  { readonly refutations: readonly Refutation[] } | { readonly end: FleetState; readonly endedBy: ReadonlyMap<Pairing, string> };

/** Takes the steps one after the other, in place, up to the first that fails. */
function replaySteps(context: CheckContext, layout: ClassLayout, plan: UpgradePlan, state: FleetState): Replay {
  const meetings = new MeetingSteps(plan.metadata.name, new StepOrder(plan.spec.steps));
  const endedBy = new Map<Pairing, string>();
  for (const step of plan.spec.steps) {
    const participants = layout.participants(step);
    const replayed = replayStep(context, plan.metadata.name, state, step, participants);
    if ('refutations' in replayed) return replayed;
    const unordered = meetings.take(step, participants.nodes);
    if (unordered.length > 0) return { refutations: unordered };
    for (const pairing of replayed.ended) endedBy.set(pairing, step.id);
  }
  return { end: state, endedBy };
}
