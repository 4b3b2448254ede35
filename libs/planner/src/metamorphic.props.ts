import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FleetSnapshot, LATEST, type Objective, type PlanSpec, type PlanStep, type Selector } from '@lockstep/documents';
import { computePlan, findExposures } from '@lockstep/planner';
import { addObjectives, checkContext, costOfHop, NO_COST } from '@lockstep/planner/checks';
import { compileSpec, goalOf, snapshotOf } from '@lockstep/testing/builders';
import { type PlanningProblem, spellOut } from '@lockstep/testing/oracle';
import { type Choose, chooseWith, propertyRuns, type RandomProblem, randomProblems } from '@lockstep/testing/problems';

type Entry = Record<string, unknown>;
type MatrixEntries = { releases: Entry[]; statements: Entry[]; relations: Entry[]; hops: Entry[] };

const RUNS = { numRuns: propertyRuns(300) };

/** Half a minute on a quiet machine; runs may be asked for by the ten thousand. */
const UNHURRIED = { timeout: 3_600_000 };

/** With every node named where it is: what is written as a group depends on how many nodes there are. */
const solve = (problem: PlanningProblem): PlanSpec => spellOut(problem.matrix.matrix, computePlan(problem).spec);
const isFeasible = ({ outcome }: PlanSpec): boolean => outcome === 'planned' || outcome === 'nothing-to-do';
const order = (a: Objective, b: Objective): number =>
  a.sharedHops - b.sharedHops || a.clusterRollouts - b.clusterRollouts || a.addonHops - b.addonHops;
const matrixOf = (problem: RandomProblem) => problem.specs.matrix as unknown as MatrixEntries;
const withMatrix = (problem: RandomProblem, change: Partial<MatrixEntries>): PlanningProblem => ({
  matrix: compileSpec({ ...problem.specs.matrix, ...change }),
  fleet: problem.fleet,
  goal: problem.goal,
});

/** Runs a property over draws of problem and choices, and sees to it that enough of them said something. */
function holds(sentence: (problem: RandomProblem, choose: Choose) => boolean | void, problems = randomProblems()): void {
  let told = 0;
  fc.assert(
    fc.property(problems, fc.gen(), (problem, draw) => {
      if (sentence(problem, chooseWith(draw)) !== false) told++;
    }),
    RUNS,
  );
  expect(told).toBeGreaterThan(RUNS.numRuns / 10);
}

describe('a fact more', UNHURRIED, () => {
  it('a validated statement makes no plan costlier and no goal unreachable, where the start is inside', () =>
    holds((problem, choose) => {
      const { relations, statements } = matrixOf(problem);
      if (relations.length === 0 || !startsInside(problem)) return false;
      const before = solve(problem);
      const [a, b] = choose.pick(relations)['between'] as [string, string];
      const range = (component: string) => {
        const releases = problem.matrix.matrix.releases(component).map(({ version }) => version.text);
        return releases.length > 0 && choose.chance(80) ? `=${choose.pick(releases)}` : '*';
      };
      const statement = { id: 'one-more', between: { [a]: range(a), [b]: range(b) }, status: 'validated', evidence: 'vendor' };
      const after = solve(withMatrix(problem, { statements: [...statements, statement] }));
      if (!isFeasible(before)) return;
      expect(isFeasible(after)).toBe(true);
      const changed = before.latest.find((decision, index) => decision.version !== after.latest[index]!.version);
      if (!changed) expect(order(after.objective, before.objective)).toBeLessThanOrEqual(0);
      else expect(isHigher(problem, changed, after)).toBe(true);
    }));

  it('a release that nothing runs and no step takes can be taken away without a trace', () =>
    holds((problem, choose) => {
      const plan = solve(problem);
      if (!isFeasible(plan)) return false;
      const { releases } = matrixOf(problem);
      const unused = releases.filter((release) => isUnused(problem, plan, release));
      if (unused.length === 0) return false;
      const gone = choose.pick(unused);
      const without = solve(withMatrix(problem, { releases: releases.filter((release) => release !== gone) }));
      expect({ ...without, inputs: null }).toEqual({ ...plan, inputs: null });
    }));
});

const startsInside = ({ matrix, fleet, goal }: PlanningProblem): boolean =>
  findExposures(matrix, fleet, goal.spec.policy).every(({ kind }) => kind !== 'exposure');

function isHigher({ matrix: { matrix }, goal }: PlanningProblem, before: PlanSpec['latest'][number], after: PlanSpec): boolean {
  const versions = matrix.releases(goal.spec.targets[before.target]!.component).map(({ version }) => version.text);
  const now = after.latest.find(({ target, nsxManager }) => target === before.target && nsxManager === before.nsxManager)!;
  return versions.indexOf(now.version) > versions.indexOf(before.version);
}

function isUnused({ matrix: { matrix }, fleet, goal }: PlanningProblem, plan: PlanSpec, release: Entry): boolean {
  const [component, text] = [release['component'] as string, release['version'] as string];
  const { tree } = checkContext({ matrix: { matrix } as never, fleet, goal });
  const others = matrix.releases(component).filter(({ version }) => version.text !== text);
  // A component of which no release has an end of support is not tracked at all: the last one that has it is in use.
  const lifecycleStays = release['endOfSupport'] === undefined || others.some(({ endOfSupport }) => endOfSupport !== null);
  return (
    lifecycleStays &&
    tree.instances.every((instance, index) => instance.component !== component || tree.observed[index]?.text !== text) &&
    plan.steps.every(({ moves }) => moves.every((move) => move.component !== component || move.to !== text)) &&
    plan.latest.every(({ target, version }) => goal.spec.targets[target]!.component !== component || version !== text)
  );
}

describe('other names', UNHURRIED, () => {
  it('of nodes, projects and labels change nothing but these names', () =>
    holds((problem, choose) => {
      const names = new Map<string, string>();
      const rename = (name: string): string => {
        if (!names.has(name)) names.set(name, `${choose.pick(['a', 'm', 'z'])}${choose.int(0, 99)}-${names.size}`);
        return names.get(name)!;
      };
      const renamed = {
        matrix: problem.matrix,
        fleet: snapshotOf(renameFleet(problem.fleet, rename), problem.specs.takenAt),
        goal: goalOf({
          ...problem.goal.spec,
          targets: problem.goal.spec.targets.map((entry) => renameSelection(entry, rename)),
          hold: problem.goal.spec.hold.map((entry) => renameSelection(entry, rename)),
        }),
      };
      const [before, after] = [solve(problem), solve(renamed)];
      expect(after.outcome).toBe(before.outcome);
      expect(after.objective).toEqual(before.objective);
      expect(after.evidenceFloor).toBe(before.evidenceFloor);
      expect(contentOf(after, (name) => name)).toEqual(contentOf(before, rename));
    }));
});

function renameFleet({ spec }: FleetSnapshot, rename: (name: string) => string): object {
  const node = <T extends { id: string; labels: Record<string, string> }>(entry: T) => ({
    ...entry,
    id: rename(entry.id),
    labels: Object.fromEntries(Object.entries(entry.labels).map(([label, value]) => [rename(label), rename(value)])),
  });
  const given = (field: string, value: string | undefined) => (value === undefined ? {} : { [field]: rename(value) });
  return {
    nsxManagers: spec.nsxManagers.map(node),
    vcenters: spec.vcenters.map((entry) => ({ ...node(entry), nsxManager: rename(entry.nsxManager) })),
    supervisors: spec.supervisors.map((entry) => ({
      ...node(entry),
      ...given('vcenter', entry.vcenter),
      ...given('nsxManager', entry.nsxManager),
    })),
    clusters: spec.clusters.map((entry) => ({
      ...node(entry),
      supervisor: rename(entry.supervisor),
      ...given('project', entry.project),
    })),
  };
}

function renameSelection<T extends { select?: Selector | undefined }>(entry: T, rename: (name: string) => string): T {
  const { labels, ...lists } = entry.select ?? {};
  const select = {
    ...Object.fromEntries(Object.entries(lists).map(([field, names]) => [field, names?.map(rename)])),
    ...(labels && { labels: Object.fromEntries(Object.entries(labels).map(([label, value]) => [rename(label), rename(value)])) }),
  };
  return { ...entry, select };
}

/** A plan without the numbers of its steps: they follow the order of the NSX managers' names. */
function contentOf({ steps, exposures, latest }: PlanSpec, rename: (name: string) => string): unknown {
  const keys = new Map(
    steps.map((step) => [step.id, JSON.stringify([step.component, step.subjects.map(rename).toSorted(), step.moves])] as const),
  );
  const sorted = (list: readonly unknown[]) => list.map((item) => JSON.stringify(item)).toSorted();
  return {
    steps: sorted(
      steps.map((step) => [keys.get(step.id), step.after.map((id) => keys.get(id)).toSorted(), step.premises, step.reversible]),
    ),
    exposures: sorted(
      exposures.map(({ nodes, endedBy, ...rest }) => ({
        ...rest,
        nodes: nodes.map(rename),
        endedBy: endedBy === null ? null : keys.get(endedBy),
      })),
    ),
    latest: sorted(latest.map((decision) => ({ ...decision, nsxManager: rename(decision.nsxManager) }))),
  };
}

describe('half way through a plan', UNHURRIED, () => {
  it('planning again never costs more than what was left', () =>
    holds(
      (problem, choose) => {
        const before = solve(problem);
        if (before.outcome !== 'planned') return false;
        const done = someProgress(choose, before.steps);
        const left = before.steps.map((step) => ({ ...step, subjects: step.subjects.filter((id) => !done.has(`${step.id} ${id}`)) }));
        const context = checkContext(problem);
        const rest = left.reduce((sum, step) => addObjectives(sum, costOfHop(context, step.component), step.subjects.length), NO_COST);
        const after = solve({
          matrix: problem.matrix,
          fleet: fleetAfter(problem, before.steps, done),
          goal: decidedGoal(problem, before.latest),
        });
        expect(isFeasible(after)).toBe(true);
        expect(order(after.objective, rest)).toBeLessThanOrEqual(0);
      },
      randomProblems({ nsxManagers: 1 }),
    ));
});

/** Subjects that have taken their step, as `step subject`: whole steps as `after` allows, and a part of one more. */
function someProgress(choose: Choose, steps: readonly PlanStep[]): Set<string> {
  const complete = new Set<string>();
  const done = new Set<string>();
  for (const step of steps) {
    if (!step.after.every((id) => complete.has(id))) continue;
    const subjects = choose.chance(60) ? step.subjects : step.subjects.filter(() => choose.chance(40));
    for (const id of subjects) done.add(`${step.id} ${id}`);
    if (subjects.length === step.subjects.length) complete.add(step.id);
  }
  return done;
}

/** What an observer would see: every version written down, the riders' too. */
function fleetAfter(problem: RandomProblem, steps: readonly PlanStep[], done: ReadonlySet<string>): FleetSnapshot {
  const { tree } = checkContext(problem);
  const versions = new Map<string, Record<string, string>>();
  tree.instances.forEach(({ component, node }, index) => {
    const known = versions.get(node.id) ?? {};
    versions.set(node.id, { ...known, [component]: tree.observed[index]?.text ?? 'unknown' });
  });
  for (const step of steps)
    for (const id of step.subjects)
      if (done.has(`${step.id} ${id}`)) for (const { component, to } of step.moves) versions.get(id)![component] = to;
  const { nsxManagers, vcenters, supervisors, clusters } = problem.fleet.spec;
  const moved = <T extends { id: string }>(list: readonly T[]) =>
    list.map((entry) => ({ ...entry, versions: versions.get(entry.id) ?? {} }));
  return snapshotOf(
    { nsxManagers: moved(nsxManagers), vcenters: moved(vcenters), supervisors: moved(supervisors), clusters: moved(clusters) },
    problem.specs.takenAt,
  );
}

/** The goal with its `latest` targets as decided: seen from half way a higher release may be open, and that may cost more. */
const decidedGoal = ({ goal }: PlanningProblem, latest: PlanSpec['latest']) =>
  goalOf({
    ...goal.spec,
    targets: goal.spec.targets.map((target, index) =>
      target.version === LATEST ? { ...target, version: `>=${latest.find((decision) => decision.target === index)!.version}` } : target,
    ),
  });

describe('more and fewer clusters', UNHURRIED, () => {
  it('each cluster many times over multiplies what clusters cost, and each step takes all copies where it took one', () =>
    holds((problem, choose) => {
      const copies = choose.pick([2, 12]);
      const before = solve(problem);
      const copiesOf = (id: string): string[] => Array.from({ length: copies }, (_, copy) => `${id}-${copy}`);
      const { clusters } = problem.fleet.spec;
      const isCluster = (id: string) => clusters.some((cluster) => cluster.id === id);
      const all = (ids: readonly string[]) => ids.flatMap((id) => (isCluster(id) ? copiesOf(id) : [id])).toSorted();
      const many = <T extends { select?: Selector | undefined }>(entry: T): T =>
        entry.select?.ids ? { ...entry, select: { ...entry.select, ids: all(entry.select.ids) } } : entry;
      const after = solve({
        matrix: problem.matrix,
        fleet: snapshotOf(
          { ...problem.fleet.spec, clusters: clusters.flatMap((cluster) => copiesOf(cluster.id).map((id) => ({ ...cluster, id }))) },
          problem.specs.takenAt,
        ),
        goal: goalOf({
          ...problem.goal.spec,
          targets: problem.goal.spec.targets.map(many),
          hold: problem.goal.spec.hold.map(many),
        }),
      });
      expect(after.outcome).toBe(before.outcome);
      expect(after.latest).toEqual(before.latest);
      const { sharedHops, clusterRollouts, addonHops } = before.objective;
      expect(after.objective).toEqual({ sharedHops, clusterRollouts: copies * clusterRollouts, addonHops: copies * addonHops });
      if (!isFeasible(before)) return false;
      expect(after.steps).toEqual(before.steps.map((step) => ({ ...step, subjects: all(step.subjects) })));
    }));

  it('one cluster less makes no plan costlier and no goal unreachable', () =>
    holds(
      (problem, choose) => {
        const before = solve(problem);
        const { clusters } = problem.fleet.spec;
        if (!isFeasible(before) || clusters.length === 0) return false;
        const gone = choose.pick(clusters);
        const after = solve({
          matrix: problem.matrix,
          fleet: snapshotOf({ ...problem.fleet.spec, clusters: clusters.filter((cluster) => cluster !== gone) }, problem.specs.takenAt),
          goal: decidedGoal(problem, before.latest),
        });
        expect(isFeasible(after)).toBe(true);
        expect(order(after.objective, before.objective)).toBeLessThanOrEqual(0);
      },
      randomProblems({ nsxManagers: 1 }),
    ));
});
