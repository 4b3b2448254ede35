import { LATEST, type PlanSpec, type UpgradeGoal } from '@lockstep/documents';
import { atOnce, compareTexts } from '@lockstep/kernel';
import type { Matrix } from '@lockstep/matrix/domain';
import { explanationLines, renderOutcome } from '@lockstep/planner';
import type { ChangeDocument, ChangeGoal, ChangeIdentity, ChangeSource, ChangeStep, ChangeSummary } from './change-document.js';
import type { PlanFacts } from './change-facts.js';
import { impactOf, movesOf, type Touched, touchedBy } from './change-impact.js';
import { estimateDuration } from './estimate-duration.js';
import { risksOf } from './change-risks.js';
import { MOST_STEPS, stepsOf } from './change-steps.js';

const MOST_NAMED = 5;
const MOST_TARGETS = 50;

/** Retells a plan to those who decide on it, as if it were in no record. It trusts the plan: what comes from elsewhere is to be proven first. */
export const describePlan = (facts: PlanFacts): ChangeDocument => atOnce(describePlanInTurns(facts));

/** The same with pauses, so that whoever has others to serve can do so in between. */
export function* describePlanInTurns(facts: PlanFacts): Generator<void, ChangeDocument> {
  const { plan, matrix, fleet, goal } = facts;
  const touched = yield* touchedBy(plan.spec, fleet);
  const steps = yield* stepsOf(facts, touched);
  yield;
  const risks = risksOf(facts, touched);
  yield;
  const summary = yield* summaryOf(facts, touched);
  const impact = yield* impactOf(touched);
  return {
    identity: identityOf(facts),
    assumed: [],
    notices: [],
    goal: goalOf(goal, plan.spec.latest),
    outcome: renderOutcome(plan.spec),
    summary,
    ...impact,
    steps,
    untoldSteps: plan.spec.steps.length - steps.length,
    risks,
    approval: null,
    whyNot: whyNotOf(facts),
    sources: sourcesOf(matrix.matrix, steps, risks.weak),
    limits: limitsOf(facts, steps),
  };
}

function identityOf({ plan: { metadata, spec }, fleet }: PlanFacts): ChangeIdentity {
  return {
    name: metadata.name,
    plan: null,
    url: null,
    status: null,
    digest: metadata.digest ?? null,
    matrix: spec.inputs.matrix,
    fleet: spec.inputs.fleet,
    goal: spec.inputs.goal,
    position: null,
    takenAt: fleet.metadata.takenAt ?? null,
    planner: spec.inputs.planner,
    requestedBy: null,
    requestedAt: null,
    parent: null,
  };
}

function goalOf({ spec: { targets, hold, supportedUntil, policy } }: UpgradeGoal, latest: PlanSpec['latest']): ChangeGoal {
  const where = (select: UpgradeGoal['spec']['hold'][number]['select']) => {
    if (!select) return '';
    const { ids, projects, supervisors, nsxManagers, labels } = select;
    const lists = [
      [ids, ''],
      [projects, 'Project '],
      [supervisors, 'Supervisor '],
      [nsxManagers, 'NSX manager '],
    ] as const;
    const told = lists.flatMap(([list, what]) =>
      list
        ? [`${what}${list.slice(0, MOST_NAMED).join(', ')}${list.length > MOST_NAMED ? ` and ${list.length - MOST_NAMED} more` : ''}`]
        : [],
    );
    const labelled = Object.entries(labels ?? {}).map(([label, value]) => `${label}=${value}`);
    return ` at ${[...told, ...labelled].join('; ')}`;
  };
  return {
    targets: targets
      .slice(0, MOST_TARGETS)
      .map(
        ({ component, version, select }) =>
          `${component} ${version === LATEST ? 'the latest that a safe plan reaches' : version}${where(select)}`,
      ),
    latest: latest
      .slice(0, MOST_TARGETS)
      .map(({ target, nsxManager, version }) => `target ${target + 1} under ${nsxManager} is ${version} or later`),
    holds: hold.slice(0, MOST_TARGETS).map(({ component, select }) => `${component}${where(select)}`),
    supportedUntil: supportedUntil ?? null,
    policy: `evidence of kind ${policy.evidence} or stronger; untested pairings ${policy.acceptUntested ? 'are accepted' : 'are not accepted'}; ${
      policy.mixedWindow === 'strict'
        ? 'old and new versions side by side must be validated'
        : 'old and new versions that move together must not be rejected'
    }`,
  };
}

function* summaryOf(facts: PlanFacts, touched: Touched): Generator<void, ChangeSummary> {
  const { spec } = facts.plan;
  const { nodes, rolls, below } = touched;
  const sizes = [...rolls].map(([id, times]) => ({ size: nodes.get(id)!.size, times }));
  return {
    objective: spec.objective,
    ...(yield* movesOf(spec)),
    steps: spec.steps.length,
    clustersRolled: rolls.size,
    clustersBelow: below.size,
    nodesRolled: sizes.reduce((sum, { size, times }) => sum + times * (size ?? 0), 0),
    unknownSizes: sizes.filter(({ size }) => size === null).length,
    window: null,
    estimate: yield* estimateDuration(facts, touched),
  };
}

function whyNotOf(facts: PlanFacts): string[] {
  const { explanation } = facts.plan.spec;
  if (!explanation) return [];
  // The summary has named one that is alone.
  const blockers = explanation.blockers.length > 1 ? explanation.blockers : [];
  const lines = [explanation.summary, ...blockers.map(({ message }) => `- ${message}`), ...(explanationLines(facts) ?? [])];
  return [...new Set(lines)];
}

function sourcesOf(matrix: Matrix, steps: readonly ChangeStep[], weak: readonly { readonly sources: readonly string[] }[]): ChangeSource[] {
  const named = new Set([
    ...steps.flatMap(({ proof, noReturn }) => [
      ...proof.flatMap(({ sources }) => sources),
      ...(noReturn?.rules ?? []).flatMap(({ sources }) => sources),
    ]),
    ...weak.flatMap(({ sources }) => sources),
  ]);
  return [...named].sort(compareTexts).flatMap((id) => matrix.sources.get(id) ?? []);
}

function limitsOf({ plan: { spec }, waysBack }: PlanFacts, steps: readonly ChangeStep[]): string[] {
  const limits: string[] = [];
  if (spec.steps.length > MOST_STEPS)
    limits.push(`It tells of the first ${MOST_STEPS} of ${spec.steps.length} steps; the plan as JSON, YAML or CSV has them all.`);
  const searched = waysBack?.steps.length ?? 0;
  if (waysBack && searched < steps.length)
    limits.push(
      `The way back was searched from the states around the first ${searched} of ${spec.steps.length} steps: beyond that the search is too large to be made while somebody waits.`,
    );
  if (waysBack?.isReduced)
    limits.push(
      'Clusters that nothing tells apart were looked at through two of them when the way back was searched; the others go as one of the two.',
    );
  return limits;
}
