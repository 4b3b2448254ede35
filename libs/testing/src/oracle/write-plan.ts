import { API_VERSION, type Exposure, type PlanSpec, type PlanStep, type Premise, type UpgradePlan } from '@lockstep/documents';
import { digestOf } from '@lockstep/kernel';
import {
  addObjectives,
  applyMoves,
  type CheckContext,
  checkContext,
  copyState,
  costOfHop,
  groundOf,
  leaningOfSteps,
  NO_COST,
  startState,
  versionIn,
} from '@lockstep/planner/checks';
import type { WalkStep } from './explore.js';
import type { PlanningProblem } from './solve.js';

/** The plan document of a walk: one step per hop, each after every earlier one that it meets. */
export function writePlan(problem: PlanningProblem, walk: readonly WalkStep[], latest: PlanSpec['latest'] = []): UpgradePlan {
  const context = checkContext(problem);
  const steps = walk.map((hop, index) => writeStep(context, problem, walk, hop, index));
  return sealPlan({
    outcome: steps.length === 0 ? 'nothing-to-do' : 'planned',
    inputs: inputsOf(problem),
    objective: walk.reduce((sum, hop) => addObjectives(sum, costOfHop(context, hop.component)), NO_COST),
    optimal: true,
    latest,
    steps,
    exposures: exposuresOf(context, walk),
    ...leaningOfSteps(context, steps),
    explanation: null,
  });
}

/** Wraps a spec and gives it its digest. */
export const sealPlan = (spec: PlanSpec): UpgradePlan => ({
  apiVersion: API_VERSION,
  kind: 'UpgradePlan',
  metadata: { name: 'test', digest: digestOf(spec) },
  spec,
});

export const inputsOf = ({ matrix, fleet, goal }: PlanningProblem): PlanSpec['inputs'] => ({
  matrix: matrix.digest,
  fleet: digestOf({ takenAt: fleet.metadata.takenAt ?? null, spec: fleet.spec }),
  goal: digestOf(goal.spec),
  planner: 'test',
});

function writeStep(context: CheckContext, { fleet }: PlanningProblem, walk: readonly WalkStep[], hop: WalkStep, index: number): PlanStep {
  const premises = new Map<string, Premise>();
  for (const observation of hop.observations) {
    const { basis, verdict } = groundOf(context, hop.before, observation);
    if (basis === 'refused') throw new Error('write-plan; premise; a walk is safe; found a refused pairing');
    const { pairing, phase } = observation;
    const versions = observation.versions.map((version) => version?.text ?? 'unknown') as [string, string];
    const statement = basis === 'start-exposure' ? null : (verdict.statement?.id ?? null);
    const premise: Premise = { between: [pairing.a.component, pairing.b.component], versions, phase, basis, statement };
    premises.set(JSON.stringify(premise), premise);
  }
  return {
    id: `s${index + 1}`,
    component: hop.component,
    subjects: [hop.node],
    moves: hop.moves.map(({ instance, from, to }) => ({ component: instance.component, from: from?.text ?? 'unknown', to: to.text })),
    after: walk.slice(0, index).flatMap((earlier, position) => (nodesMeet(fleet, earlier.node, hop.node) ? [`s${position + 1}`] : [])),
    premises: [...premises.values()],
    reversible: hop.reversible,
  };
}

/** Whether one node is the other or an ancestor of it, read off the document. */
function nodesMeet({ spec }: PlanningProblem['fleet'], a: string, b: string): boolean {
  const parents = new Map<string, string | undefined>([
    ...spec.vcenters.map(({ id, nsxManager }) => [id, nsxManager] as const),
    ...spec.supervisors.map(({ id, vcenter, nsxManager }) => [id, vcenter ?? nsxManager] as const),
    ...spec.clusters.map(({ id, supervisor }) => [id, supervisor] as const),
  ]);
  const chain = (id: string): string[] => [id, ...(parents.has(id) ? chain(parents.get(id)!) : [])];
  return chain(a).includes(b) || chain(b).includes(a);
}

function exposuresOf(context: CheckContext, walk: readonly WalkStep[]): Exposure[] {
  const start = startState(context);
  const state = copyState(start);
  const endedBy = new Map<number, string>();
  walk.forEach((hop, index) => {
    const moves = hop.moves.map((move) => ({
      ...move,
      instance: context.tree.instances.find(({ component, node }) => component === move.instance.component && node.id === hop.node)!,
    }));
    for (const pairing of applyMoves(context, state, moves)) endedBy.set(pairing.index, `s${index + 1}`);
  });
  return context.pairings.flatMap((pairing): Exposure[] => {
    const { a, b } = pairing;
    const [versionA, versionB] = [versionIn(start, a), versionIn(start, b)];
    const { verdict } = context.judge(pairing, versionA, versionB);
    const rests = verdict === 'transitional' && versionIn(state, a) === versionA && versionIn(state, b) === versionB;
    if (!start.exposed.has(pairing.index) && !rests) return [];
    return [
      {
        between: [a.component, b.component],
        nodes: [a.node.id, b.node.id],
        versions: [versionA?.text ?? 'unknown', versionB?.text ?? 'unknown'],
        verdict,
        endedBy: endedBy.get(pairing.index) ?? null,
      },
    ];
  });
}
