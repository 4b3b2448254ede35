import { EVIDENCE, PHASES, PREMISE_BASES, type PlanSpec, type PlanStep } from '@lockstep/documents';
import { judgePair } from '@lockstep/matrix/domain';
import { addObjectives, checkContext, costOfHop, leaningOfSteps, NO_COST } from '@lockstep/planner/checks';
import { type PlanningProblem } from '../oracle/index.js';
import type { Choose } from './choose.js';

/**
 * One way to break a plan. `lie` leaves the steps as they are and makes the plan say something untrue, so it must be refuted; `change` makes it
 * another plan, which may happen to be safe. Returns null where the plan has nothing to break in this way.
 */
export interface Mutation {
  readonly kind: 'lie' | 'change';
  readonly apply: (choose: Choose, spec: PlanSpec, problem: PlanningProblem) => PlanSpec | null;
}

const withStep = (spec: PlanSpec, index: number, change: (step: PlanStep) => Partial<PlanStep>): PlanSpec => ({
  ...spec,
  steps: spec.steps.map((step, position) => (position === index ? { ...step, ...change(step) } : step)),
});

/** A lie about one step that has what `list` takes; the second index points into that list. */
const aboutStep =
  <T>(
    list: (step: PlanStep) => readonly T[],
    change: (choose: Choose, step: PlanStep, at: number, problem: PlanningProblem, spec: PlanSpec) => Partial<PlanStep> | null,
  ): Mutation['apply'] =>
  (choose, spec, problem) => {
    const candidates = spec.steps.flatMap((step, index) => (list(step).length > 0 ? [index] : []));
    if (candidates.length === 0) return null;
    const index = choose.pick(candidates);
    const step = spec.steps[index]!;
    const changed = change(choose, step, choose.int(0, list(step).length - 1), problem, spec);
    return changed && withStep(spec, index, () => changed);
  };

const dropAt = <T>(list: readonly T[], at: number): T[] => list.filter((_, index) => index !== at);
const replaceAt = <T>(list: readonly T[], at: number, value: T): T[] => list.map((item, index) => (index === at ? value : item));
const other = <T>(choose: Choose, options: readonly T[], not: T): T => choose.pick(options.filter((option) => option !== not));

/** The list without one of its statements, or with one that it does not name. */
function withoutOrWith(choose: Choose, ids: readonly string[], { matrix: { matrix } }: PlanningProblem): string[] {
  const others = ['no-such-statement', ...matrix.statements.map(({ id }) => id).filter((id) => !ids.includes(id))];
  return ids.length > 0 && choose.chance(50) ? dropAt(ids, choose.int(0, ids.length - 1)) : [...ids, choose.pick(others)].sort();
}

/** After a change of steps the totals are counted again, or the plan would be refuted for them alone. */
function recount(spec: PlanSpec, problem: PlanningProblem): PlanSpec {
  const context = checkContext(problem);
  const objective = spec.steps.reduce(
    (sum, step) =>
      context.matrix.components.has(step.component) ? addObjectives(sum, costOfHop(context, step.component), step.subjects.length) : sum,
    NO_COST,
  );
  return {
    ...spec,
    outcome: spec.steps.length === 0 ? 'nothing-to-do' : 'planned',
    objective,
    ...leaningOfSteps(context, spec.steps),
  };
}

const lies: Record<string, Mutation['apply']> = {
  'understates the objective': (choose, spec) => {
    const parts = (['sharedHops', 'clusterRollouts', 'addonHops'] as const).filter((part) => spec.objective[part] > 0);
    if (parts.length === 0) return null;
    const part = choose.pick(parts);
    return { ...spec, objective: { ...spec.objective, [part]: spec.objective[part] - 1 } };
  },
  'claims stronger or weaker evidence': (choose, spec) => ({
    ...spec,
    evidenceFloor: other(choose, [...EVIDENCE, null], spec.evidenceFloor),
  }),
  'names other weakest statements': (choose, spec, problem) => ({ ...spec, weakest: withoutOrWith(choose, spec.weakest, problem) }),
  'hides or invents a waiver': (choose, spec, problem) => ({ ...spec, waived: withoutOrWith(choose, spec.waived, problem) }),
  'drops a premise': aboutStep(
    (step) => step.premises,
    (_choose, { premises }, at) => ({ premises: dropAt(premises, at) }),
  ),
  'invents a premise': aboutStep(
    (step) => step.premises,
    (choose, { premises }, at) => {
      const premise = { ...premises[at]!, phase: choose.pick(PHASES), versions: ['0.0.1', premises[at]!.versions[1]] as [string, string] };
      return { premises: [...premises, premise] };
    },
  ),
  'gives a premise another basis': aboutStep(
    (step) => step.premises,
    (choose, { premises }, at) => ({
      premises: replaceAt(premises, at, { ...premises[at]!, basis: other(choose, PREMISE_BASES, premises[at]!.basis) }),
    }),
  ),
  'names a statement that proves nothing': aboutStep(
    (step) => step.premises,
    (choose, { premises }, at, { matrix: { matrix }, goal, fleet }) => {
      const premise = premises[at]!;
      const [a, b] = premise.versions
        .map((text, side) => (text === 'unknown' ? null : matrix.readVersion(premise.between[side]!, text)))
        .map((read) => (read?.ok ? read.value : null));
      const judging = { policy: goal.spec.policy, day: fleet.metadata.takenAt?.slice(0, 10) ?? null };
      const proving = judgePair(matrix, judging, premise.between[0], a ?? null, premise.between[1], b ?? null).statements;
      const useless = matrix.statements.filter((statement) => !proving.includes(statement)).map(({ id }) => id);
      return { premises: replaceAt(premises, at, { ...premise, statement: choose.pick(['no-such-statement', ...useless]) }) };
    },
  ),
  'turns a point of no return around': aboutStep(
    (step) => step.moves,
    (_choose, { reversible }) => ({ reversible: !reversible }),
  ),
  'gives two steps one id': aboutStep(
    (step) => step.moves,
    (choose, step, _at, _problem, { steps }) =>
      steps.length < 2
        ? null
        : {
            id: other(
              choose,
              steps.map(({ id }) => id),
              step.id,
            ),
          },
  ),
  'names a step that is not there': aboutStep(
    (step) => step.moves,
    (_choose, { after }) => ({ after: [...after, 'no-such-step'] }),
  ),
  'names a later step': (choose, spec) => {
    if (spec.steps.length === 0) return null;
    const index = choose.int(0, spec.steps.length - 1);
    const later = spec.steps[choose.int(index, spec.steps.length - 1)]!.id;
    return withStep(spec, index, ({ after }) => ({ after: [...after, later] }));
  },
  'hides an exposure': (choose, spec) =>
    spec.exposures.length === 0 ? null : { ...spec, exposures: dropAt(spec.exposures, choose.int(0, spec.exposures.length - 1)) },
  'says that another step ends an exposure': (choose, spec) => {
    if (spec.exposures.length === 0 || spec.steps.length === 0) return null;
    const at = choose.int(0, spec.exposures.length - 1);
    const exposure = spec.exposures[at]!;
    return {
      ...spec,
      exposures: replaceAt(spec.exposures, at, {
        ...exposure,
        endedBy: other(choose, [null, ...spec.steps.map(({ id }) => id)], exposure.endedBy),
      }),
    };
  },
  'forgets what latest was decided to be': (choose, spec) =>
    spec.latest.length === 0 ? null : { ...spec, latest: dropAt(spec.latest, choose.int(0, spec.latest.length - 1)) },
  'was made for another matrix': (_choose, spec) => ({ ...spec, inputs: { ...spec.inputs, matrix: `sha256:${'0'.repeat(64)}` } }),
  'calls itself infeasible': (choose, spec) => ({ ...spec, outcome: choose.pick(['infeasible', 'invalid-start'] as const) }),
  'says that there is nothing to do': (_choose, spec) => (spec.steps.length === 0 ? null : { ...spec, outcome: 'nothing-to-do' }),
  'moves from another version': aboutStep(
    (step) => step.moves,
    (choose, { moves }, at) => ({
      moves: replaceAt(moves, at, {
        ...moves[at]!,
        from: choose.pick(['unknown', moves[at]!.to].filter((text) => text !== moves[at]!.from)),
      }),
    }),
  ),
  'leaves out what the bundle carries': aboutStep(
    (step) => step.moves.slice(1),
    (_choose, { moves }, at) => ({ moves: dropAt(moves, at + 1) }),
  ),
};

const changes: Record<string, Mutation['apply']> = {
  'drops a step': (choose, spec) => {
    if (spec.steps.length === 0) return null;
    const dropped = choose.pick(spec.steps);
    const steps = spec.steps.filter((step) => step !== dropped).map((step) => ({ ...step, after: inheritAfter(step.after, dropped) }));
    return {
      ...spec,
      steps,
      exposures: spec.exposures.map((exposure) => ({ ...exposure, endedBy: exposure.endedBy === dropped.id ? null : exposure.endedBy })),
    };
  },
  'drops a subject': aboutStep(
    (step) => step.subjects.slice(1),
    (_choose, { subjects }, at) => ({ subjects: dropAt(subjects, at) }),
  ),
  'repeats a subject': aboutStep(
    (step) => step.subjects,
    (_choose, { subjects }, at) => ({ subjects: [...subjects, subjects[at]!] }),
  ),
  'swaps two steps with their orders': (choose, spec) => {
    if (spec.steps.length < 2) return null;
    const at = choose.int(0, spec.steps.length - 2);
    const [first, second] = [spec.steps[at]!, spec.steps[at + 1]!];
    const turned = second.after.includes(first.id);
    const steps = [...spec.steps];
    steps[at] = { ...second, after: inheritAfter(second.after, first) };
    steps[at + 1] = turned ? { ...first, after: [...first.after, second.id] } : first;
    return { ...spec, steps };
  },
  'lists two steps the other way round': (choose, spec) => {
    if (spec.steps.length < 2) return null;
    const at = choose.int(0, spec.steps.length - 2);
    const steps = [...spec.steps];
    [steps[at], steps[at + 1]] = [steps[at + 1]!, steps[at]!];
    return { ...spec, steps };
  },
  'forgets an order': aboutStep(
    (step) => step.after,
    (_choose, { after }, at) => ({ after: dropAt(after, at) }),
  ),
  'merges two steps that move alike': (choose, spec) => {
    const key = (step: PlanStep) => JSON.stringify(step.moves);
    const pairs = spec.steps.flatMap((first, i) =>
      spec.steps.slice(i + 1).flatMap((second) => (key(first) === key(second) ? [[first, second] as const] : [])),
    );
    if (pairs.length === 0) return null;
    const [first, second] = choose.pick(pairs);
    const merged = {
      ...first,
      subjects: [...first.subjects, ...second.subjects],
      premises: [...first.premises, ...second.premises],
      after: [...new Set([...first.after, ...second.after.filter((id) => id !== first.id)])],
    };
    const renamed = (ids: readonly string[]) => [...new Set(ids.map((id) => (id === second.id ? first.id : id)))];
    return {
      ...spec,
      steps: spec.steps.flatMap((step) =>
        step === second ? [] : [{ ...(step === first ? merged : step), after: renamed(step === first ? merged.after : step.after) }],
      ),
    };
  },
  'goes to another release': aboutStep(
    (step) => step.moves,
    (choose, { moves }, at, { matrix: { matrix } }) => {
      const releases = matrix
        .releases(moves[at]!.component)
        .map(({ version }) => version.text)
        .filter((text) => text !== moves[at]!.to);
      return releases.length === 0 ? null : { moves: replaceAt(moves, at, { ...moves[at]!, to: choose.pick(releases) }) };
    },
  ),
  'moves another node': aboutStep(
    (step) => step.subjects,
    (choose, { subjects }, at, { fleet: { spec } }) => {
      const nodes = [...spec.nsxManagers, ...spec.vcenters, ...spec.supervisors, ...spec.clusters].map(({ id }) => id);
      return { subjects: replaceAt(subjects, at, other(choose, nodes, subjects[at]!)) };
    },
  ),
};

/** Whoever came after a step that is gone comes after what that step came after. */
const inheritAfter = (after: readonly string[], gone: PlanStep): string[] => [
  ...new Set(after.flatMap((id) => (id === gone.id ? gone.after : [id]))),
];

/** Every mutation by its name, which reads as what the plan then does. */
export const MUTATIONS: Readonly<Record<string, Mutation>> = Object.fromEntries([
  ...Object.entries(lies).map(([name, apply]) => [name, { kind: 'lie', apply }] as const),
  ...Object.entries(changes).map(([name, apply]): [string, Mutation] => [
    name,
    {
      kind: 'change',
      apply: (choose, spec, problem) => {
        const changed = apply(choose, spec, problem);
        return changed && recount(changed, problem);
      },
    },
  ]),
]);
