import { type Objective, type PlanStep, type UpgradePlan } from '@lockstep/documents';
import { digestOf } from '@lockstep/kernel';
import { type CheckContext, checkContext, type CheckInput, type Pairing } from './check-context.js';
import { checkExposures } from './check-exposures.js';
import { type LatestDecisions, type Shortfall, shortfallsOf } from './final-state.js';
import { copyState, type FleetState, startState, versionIn } from './fleet-state.js';
import { chainOf, type TreeNode } from './fleet-tree.js';
import { readDecisions } from './latest-decisions.js';
import { countObjective, leaningOfSteps } from './plan-totals.js';
import { namePairing, type Refutation, renderPairing, textOf } from './refutation.js';
import { replayStep } from './replay-step.js';
import { checkStepIds, StepOrder } from './step-order.js';
import { writtenOut } from './written-out.js';

export type Verification = { readonly outcome: 'proven' } | { readonly outcome: 'refuted'; readonly refutations: readonly Refutation[] };

/**
 * Proves or refutes a plan by replaying it over the documents it was made from. It trusts nothing that the plan says of itself, shares no code
 * with the search, and accepts plans made by anybody. The documents must have been validated against each other.
 *
 * Not proved: that the plan is the cheapest one, and that a `latest` decision is the highest possible one.
 *
 * @returns all refutations of the first failing step, or else all of the final state and the totals
 */
export function verifyPlan(input: CheckInput & { readonly plan: UpgradePlan }): Verification {
  const name = input.plan.metadata.name;
  // A plan that was edited has another digest: say so, and say what the edit broke as well.
  const seal = checkPlanDigest(input.plan);
  const plan = { ...input.plan, spec: writtenOut(input.matrix.matrix, input.plan.spec) };
  const documents = [...checkInputs(input), ...checkOutcome(plan), ...checkStepIds(name, plan.spec.steps)];
  if (documents.length > 0) return refuted([...seal, ...documents]);
  const context = checkContext(input);
  const latest = readDecisions(context, name, plan.spec.latest);
  const start = startState(context);
  const replay = replaySteps(context, plan, copyState(start));
  if ('refutations' in replay) return refuted([...seal, ...latest.refutations, ...replay.refutations]);
  const refutations = [
    ...seal,
    ...latest.refutations,
    ...checkFinalState(context, name, start, replay.state, latest.decisions),
    ...checkExposures(context, name, start, replay.state, replay.endedBy, plan.spec.exposures),
    ...checkTotals(context, plan),
  ];
  return refutations.length > 0 ? refuted(refutations) : { outcome: 'proven' };
}

const refuted = (refutations: readonly Refutation[]): Verification => ({ outcome: 'refuted', refutations });

function checkInputs({ matrix, fleet, goal, plan }: CheckInput & { readonly plan: UpgradePlan }): Refutation[] {
  const expected = [
    ['matrix', plan.spec.inputs.matrix, matrix.digest],
    ['fleet', plan.spec.inputs.fleet, digestOf({ takenAt: fleet.metadata.takenAt ?? null, spec: fleet.spec })],
    ['goal', plan.spec.inputs.goal, digestOf(goal.spec)],
  ] as const;
  return expected.flatMap(([document, found, digest]) =>
    checkDigest(plan, document, 'a plan is proved over the documents that it was made from', found, digest),
  );
}

const checkPlanDigest = (plan: UpgradePlan): Refutation[] =>
  plan.metadata.digest === undefined
    ? []
    : checkDigest(plan, 'plan', 'metadata.digest is the digest of its spec', plan.metadata.digest, digestOf(plan.spec));

function checkDigest(
  plan: UpgradePlan,
  document: 'matrix' | 'fleet' | 'goal' | 'plan',
  rule: string,
  found: string,
  digest: string,
): Refutation[] {
  if (found === digest) return [];
  return [
    {
      kind: 'input',
      document,
      message: `plan ${plan.metadata.name}: digest of the ${document}; ${rule}; found ${found}, expected ${digest}`,
    },
  ];
}

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
  { readonly refutations: readonly Refutation[] } | { readonly state: FleetState; readonly endedBy: ReadonlyMap<Pairing, string> };

function replaySteps(context: CheckContext, plan: UpgradePlan, state: FleetState): Replay {
  const order = new StepOrder(plan.spec.steps);
  const endedBy = new Map<Pairing, string>();
  // The last step at each node, and the steps that are the last of some node at or below it.
  const last = new Map<TreeNode, string>();
  const lastBelow = new Map<TreeNode, Set<string>>();
  for (const step of plan.spec.steps) {
    const replayed = replayStep(context, plan.metadata.name, state, step);
    if ('refutations' in replayed) return replayed;
    const unordered = checkMeetingSteps(plan.metadata.name, order, step, replayed.subjects, last, lastBelow);
    if (unordered.length > 0) return { refutations: unordered };
    for (const node of replayed.subjects) {
      last.set(node, step.id);
      for (const upper of chainOf(node)) {
        const below = lastBelow.get(upper);
        if (below && upper !== node) below.add(step.id);
        // Every earlier step at or below this node precedes this one, so it alone stands for them.
        else lastBelow.set(upper, new Set([step.id]));
      }
    }
    for (const pairing of replayed.ended) endedBy.set(pairing, step.id);
  }
  return { state, endedBy };
}

/** Steps whose nodes meet never overlap: the earlier one must come before, by the transitive closure of `after`. */
function checkMeetingSteps(
  plan: string,
  order: StepOrder,
  step: PlanStep,
  subjects: readonly TreeNode[],
  last: ReadonlyMap<TreeNode, string>,
  lastBelow: ReadonlyMap<TreeNode, ReadonlySet<string>>,
): Refutation[] {
  const meeting = new Set(
    subjects.flatMap((node) => [...(lastBelow.get(node) ?? []), ...chainOf(node).flatMap((upper) => last.get(upper) ?? [])]),
  );
  return [...meeting].flatMap((other): Refutation[] => {
    if (order.precedes(other, step.id)) return [];
    const message = `plan ${plan}, step ${step.id}: steps whose nodes meet are ordered by \`after\`; found nothing that puts it after step ${other}`;
    return [{ kind: 'order', step: step.id, other, message }];
  });
}

function checkFinalState(
  context: CheckContext,
  plan: string,
  start: FleetState,
  state: FleetState,
  decisions: LatestDecisions,
): Refutation[] {
  return shortfallsOf(context, start, state, decisions).map((shortfall) => renderShortfall(context, plan, state, shortfall));
}

function renderShortfall(context: CheckContext, plan: string, state: FleetState, shortfall: Shortfall): Refutation {
  const where = `plan ${plan}, final state:`;
  switch (shortfall.kind) {
    case 'undecided': {
      const { target, nsxManager } = shortfall;
      const message = `plan ${plan}: latest of target ${target.index} under ${nsxManager}; each domain with selected instances needs a decision; found none`;
      return { kind: 'latest', target: target.index, nsxManager, message };
    }
    case 'target': {
      const { target, instance, wanted } = shortfall;
      const message = `${where} ${target.component} at ${instance.node.id}; target ${target.index} wants ${wanted}; found ${textOf(versionIn(state, instance))}`;
      return { kind: 'target', target: target.index, subject: instance.node.id, message };
    }
    case 'support': {
      const { instance, endOfSupport } = shortfall;
      const message = `${where} ${instance.component} ${textOf(versionIn(state, instance))} at ${instance.node.id}; must be supported until ${context.supportedUntil}; found end of support ${endOfSupport ?? 'unknown'}`;
      return { kind: 'support', component: instance.component, subject: instance.node.id, message };
    }
    case 'pairing': {
      const { pairing, verdict } = shortfall;
      const versions: [string, string] = [textOf(versionIn(state, pairing.a)), textOf(versionIn(state, pairing.b))];
      const message = `${where} ${renderPairing(pairing, versions)}; every pairing that moved or is asked about must rest inside its window; found ${verdict.verdict}`;
      return { kind: 'final-pairing', ...namePairing(pairing), versions, message };
    }
  }
}

function checkTotals(context: CheckContext, { metadata, spec }: UpgradePlan): Refutation[] {
  const refutations: Refutation[] = [];
  const counted = countObjective(context, spec.steps);
  if (renderObjective(counted) !== renderObjective(spec.objective))
    refutations.push({
      kind: 'objective',
      message: `plan ${metadata.name}: objective; it counts the hops of the steps; found ${renderObjective(spec.objective)}, expected ${renderObjective(counted)}`,
    });
  const { evidenceFloor: floor, weakest, waived } = leaningOfSteps(context, spec.steps);
  if (floor !== spec.evidenceFloor)
    refutations.push({
      kind: 'evidence-floor',
      message: `plan ${metadata.name}: evidenceFloor; it is the weakest evidence that a premise leans on; found ${spec.evidenceFloor ?? 'none'}, expected ${floor ?? 'none'}`,
    });
  const compareIds = (kind: 'weakest' | 'waived', rule: string, found: readonly string[], expected: readonly string[]) => {
    if (found.length !== expected.length || found.some((id, index) => id !== expected[index]))
      refutations.push({
        kind,
        message: `plan ${metadata.name}: ${kind}; ${rule}; found ${found.join(', ') || 'none'}, expected ${expected.join(', ') || 'none'}`,
      });
  };
  compareIds('weakest', 'it lists the statements of the weakest evidence in text order', spec.weakest, weakest);
  compareIds('waived', 'it lists the statements that pass thanks to a waiver alone in text order', spec.waived, waived);
  return refutations;
}

const renderObjective = ({ sharedHops, clusterRollouts, addonHops }: Objective): string =>
  `${sharedHops} shared hops, ${clusterRollouts} cluster rollouts, ${addonHops} addon hops`;
