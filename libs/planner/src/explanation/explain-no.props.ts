import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Change, type Explanation, type GoalSpec, LATEST } from '@lockstep/documents';
import { isNewer, parseRange, satisfies, type Version } from '@lockstep/kernel';
import { computePlan, type FleetNode, fleetTrees, judgingOf, subtree } from '@lockstep/planner';
import { type PlanningProblem, solveByEnumeration } from '@lockstep/testing/oracle';
import { propertyRuns, type RandomProblem, randomProblems } from '@lockstep/testing/problems';
import { repaired, under, withoutClusters, withTargets, withTwins } from '../../test/changed-problems.js';
import { constraintsOf } from '../model/constraints.js';
import { selects } from '../model/selection.js';
import { decideLatest } from '../search/decide-latest.js';
import { isFeasible } from '../search/solve-domain.js';
import { VersionTable } from '../search/version-table.js';
import { Facts, type Repairing } from './facts.js';

const UNHURRIED = { timeout: 3_600_000 };
const RUNS = 1000;

interface Refused {
  readonly problem: RandomProblem;
  readonly explanation: Explanation;
}

/** Every third problem has classes of two clusters and more. */
const problems = fc.oneof(
  { weight: 2, arbitrary: randomProblems() },
  { weight: 1, arbitrary: randomProblems({ maxClusters: 2 }).map(withTwins) },
);

/** Random problems that have no plan: about one in five of those that are drawn. */
function forRefused(runs: number, claim: (refused: Refused) => void): number {
  let refused = 0;
  fc.assert(
    fc.property(problems, (problem) => {
      const { explanation } = computePlan(problem).spec;
      if (!explanation) return;
      refused++;
      claim({ problem, explanation });
    }),
    { numRuns: propertyRuns(runs) },
  );
  return refused;
}

const managersOf = ({ blockers }: Explanation): string[] => [...new Set(blockers.map(({ nsxManager }) => nsxManager!))];

/** What is left of a problem when some blockers are all there is. */
function onlyBlockers(problem: RandomProblem, nsxManager: string, kept: Explanation['blockers']): PlanningProblem {
  const numbered = (kind: string) =>
    new Set(kept.flatMap((one) => (one.kind === kind ? [Number(/ (\d+):/.exec(one.message)![1]) - 1] : [])));
  const [targets, holds] = [numbered('target'), numbered('hold')];
  const part = withTargets(
    withoutClusters(under(problem, nsxManager), (id) => !kept.some((one) => one.kind === 'cluster' && one.subject === id)),
    (index) => (targets.has(index) ? undefined : null),
  );
  const spec: GoalSpec = {
    ...part.goal.spec,
    hold: problem.goal.spec.hold.filter((_, index) => holds.has(index)),
    supportedUntil: kept.some(({ kind }) => kind === 'supported-until') ? problem.goal.spec.supportedUntil : undefined,
  };
  return { ...part, goal: { ...part.goal, spec } };
}

const outcomeOf = (problem: PlanningProblem): string => solveByEnumeration(problem).outcome;

it('every blocker is needed, together they block, and so they do with a cluster that is alike in place of one', UNHURRIED, () => {
  const seen = { alike: 0 };
  const refused = forRefused(RUNS, ({ problem, explanation }) => {
    for (const nsxManager of managersOf(explanation)) {
      const blockers = explanation.blockers.filter((blocker) => blocker.nsxManager === nsxManager);
      expect(['infeasible', 'too-large']).toContain(outcomeOf(onlyBlockers(problem, nsxManager, blockers)));
      for (const blocker of blockers) {
        const others = blockers.filter((other) => other !== blocker);
        expect(['feasible', 'too-large'], blocker.message).toContain(outcomeOf(onlyBlockers(problem, nsxManager, others)));
        for (const subject of blocker.alike ?? []) {
          seen.alike++;
          expect(['infeasible', 'too-large'], subject).toContain(
            outcomeOf(onlyBlockers(problem, nsxManager, [...others, { ...blocker, subject }])),
          );
        }
      }
    }
  });
  expect(refused).toBeGreaterThan(propertyRuns(RUNS) / 10);
  expect(seen.alike).toBeGreaterThan(propertyRuns(RUNS) / 20);
});

it('every repair is enough', UNHURRIED, () => {
  const seen = { repairs: 0, classes: 0 };
  forRefused(RUNS, ({ problem, explanation }) => {
    for (const { nsxManager, changes } of explanation.relaxations!) {
      seen.repairs++;
      if (changes.filter(({ kind }) => kind === 'exclude-cluster').length > 1) seen.classes++;
      expect(['feasible', 'too-large'], JSON.stringify(changes)).toContain(outcomeOf(repaired(problem, nsxManager, changes)));
    }
  });
  expect(seen.repairs).toBeGreaterThan(propertyRuns(RUNS) / 10);
  expect(seen.classes).toBeGreaterThan(0);
});

it(
  'the furthest point can be reached at what it says it costs, and no target can ask for the next release beside the others',
  UNHURRIED,
  () => {
    const seen = { furthest: 0, next: 0 };
    forRefused(RUNS, ({ problem, explanation }) => {
      expect(explanation.furthest).toHaveLength(managersOf(explanation).length);
      for (const { nsxManager, targets, supportedUntil, objective } of explanation.furthest!) {
        const asking = (change: (index: number) => string | null): PlanningProblem => {
          const part = withTargets(under(problem, nsxManager), change);
          const spec = supportedUntil ? part.goal.spec : { ...part.goal.spec, supportedUntil: undefined };
          return { ...part, goal: { ...part.goal, spec } };
        };
        const solution = solveByEnumeration(asking((index) => targets[index]!.version));
        if (solution.outcome === 'too-large') continue;
        seen.furthest++;
        expect(solution).toMatchObject({ outcome: 'feasible', objective });
        if (!explanation.complete) continue;
        for (const { target, reached, version } of targets) {
          const next = reached === 'met' ? null : nextRelease(problem, nsxManager, target, version);
          if (next === null) continue;
          seen.next++;
          expect(['infeasible', 'too-large'], `target ${target} ${next}`).toContain(
            outcomeOf(asking((index) => (index === target ? next : targets[index]!.version))),
          );
        }
      }
    });
    expect(seen.furthest).toBeGreaterThan(propertyRuns(RUNS) / 10);
    expect(seen.next).toBeGreaterThan(propertyRuns(RUNS) / 20);
  },
);

/** `>=` the release after what a target was loosened to, if there is one that the target accepts or is older than one that it accepts. */
function nextRelease(
  { matrix: { matrix }, fleet, goal }: RandomProblem,
  nsxManager: string,
  index: number,
  reached: string | null,
): string | null {
  const { component, version, select } = goal.spec.targets[index]!;
  const { scheme } = matrix.component(component);
  const asked = version === LATEST ? null : parseRange(scheme, version);
  const releases = matrix.releases(component).map((release) => release.version);
  const newest = releases.findLastIndex((release) => asked === null || (asked.ok && satisfies(release, asked.value)));
  const root = fleetTrees(matrix, fleet).find(({ id }) => id === nsxManager)!;
  const running = [...subtree(root)].flatMap((node) =>
    selects(select, node) ? node.instances.flatMap((one) => (one.component.id === component ? [one.version] : [])) : [],
  );
  const isAhead = (release: Version) =>
    reached === null
      ? running.some((one) => one === null || isNewer(release, one))
      : release.text !== reached.slice(2) &&
        isNewer(
          release,
          releases.find(({ text }) => text === reached.slice(2))!,
        );
  const next = releases.findIndex(isAhead);
  return running.length === 0 || next < 0 || next > newest ? null : `>=${releases[next]!.text}`;
}

/** Of problems in which no single change helps, so many are compared with every pair of changes there is: it takes seconds each. */
const MAX_PAIRED = 12;
const MAX_CHANGES_PAIRED = 140;

it('no smaller repair exists than those that are listed, and none of their size is left out', UNHURRIED, () => {
  const seen = { complete: 0, incomplete: 0, larger: 0, paired: 0 };
  forRefused(RUNS / 2, ({ problem, explanation }) => {
    seen[explanation.complete ? 'complete' : 'incomplete']++;
    for (const root of fleetTrees(problem.matrix.matrix, problem.fleet)) {
      if (!managersOf(explanation).includes(root.id)) continue;
      const table = new VersionTable(problem.matrix.matrix, judgingOf(problem.fleet, problem.goal), subtree(root));
      const facts = new Facts(table);
      const helps = (changes: readonly Repairing[]) => isPlannable(table, problem.goal.spec, root, changes);
      const namesOf = (sets: readonly (readonly Repairing[])[]) =>
        sets
          .map((changes) =>
            changes
              .map((one) => nameOfInternal(facts, one))
              .sort()
              .join(' + '),
          )
          .sort();
      expect(helps([])).toBe(false);
      const listed = explanation.relaxations!.filter(({ nsxManager, minimal }) => nsxManager === root.id && minimal);
      const size = listed[0]?.changes.length ?? 0;
      expect(listed.every(({ changes }) => changes.length === size)).toBe(true);
      const named = listed.map(({ changes }) => changes.map(nameOf).sort().join(' + ')).sort();
      // With three of a size there may be more of it.
      const claimsAll = explanation.complete === true && listed.length < 3;
      if (size > 1) seen.larger++;
      if (!claimsAll && size < 2) continue;
      const changes = allChanges(facts, problem.goal.spec, root);
      const enough = changes.filter((change) => helps([change]));
      if (size < 2) {
        expect(namesOf(enough.map((change) => [change]))).toEqual(named);
        continue;
      }
      expect(enough).toEqual([]);
      if (seen.paired >= MAX_PAIRED || changes.length > MAX_CHANGES_PAIRED) continue;
      seen.paired++;
      const pairs = changes.flatMap((first, index) => changes.slice(index + 1).map((second) => [first, second]));
      const helpful = pairs.filter(helps);
      if (size > 2) expect(helpful).toEqual([]);
      else if (claimsAll) expect(namesOf(helpful)).toEqual(named);
    }
  });
  expect(seen.complete).toBeGreaterThan(10 * seen.incomplete);
  expect(seen.larger).toBeGreaterThan(0);
  expect(seen.paired).toBeGreaterThan(0);
});

/** Asks the planner about the whole fleet, cluster by cluster, with some changes made. */
function isPlannable(table: VersionTable, goal: GoalSpec, root: FleetNode, changes: readonly Repairing[]): boolean {
  const dropped = new Set(changes.flatMap((change) => (change.kind === 'loosen-target' ? [change.target] : [])));
  const targets = goal.targets.map((target, index) => (dropped.has(index) ? { ...target, select: { ids: [] } } : target));
  const gone = new Set(changes.flatMap((change) => (change.kind === 'exclude-clusters' ? change.members : [])));
  const copy = (node: FleetNode, parent: FleetNode | null): FleetNode => {
    const children: FleetNode[] = [];
    const own: FleetNode = { ...node, parent, children };
    for (const child of node.children) if (!gone.has(child.id)) children.push(copy(child, own));
    return own;
  };
  try {
    for (const change of changes) {
      if (change.kind === 'assume-statement') table.assumeInside(change.a, change.rankA, change.b, change.rankB);
      if (change.kind === 'allow-hop') table.assumeHop(change.component, change.from, change.to);
    }
    const [left, fleet] = [{ ...goal, targets }, copy(root, null)];
    const decisions = decideLatest(table, left, fleet);
    return decisions !== null && isFeasible(table, left.policy, constraintsOf(table.matrix, left, decisions), fleet);
  } finally {
    table.withdrawAssumptions();
  }
}

/** Every single change there is: the whole universe that repairs are drawn from. */
function allChanges(facts: Facts, goal: GoalSpec, root: FleetNode): Repairing[] {
  const { table } = facts;
  const components = [...table.matrix.components.keys()];
  const ranks = (component: string) => Array.from({ length: table.count(component) }, (_, rank) => rank);
  return [
    ...goal.targets.map((_, index) => facts.target(index)),
    ...[...subtree(root)].flatMap((node) => (node.scope === 'cluster' ? [facts.clusters(node)] : [])),
    ...components.flatMap((component) =>
      ranks(component).flatMap((from) =>
        table.releaseRanks(component).flatMap((to) => (facts.ruling(component, from, to) ? [facts.hop(component, from, to)] : [])),
      ),
    ),
    ...components.flatMap((a) =>
      components.flatMap((b) =>
        a < b && table.isEnforced(a, b) ? ranks(a).flatMap((x) => ranks(b).flatMap((y) => facts.statement(a, x, b, y) ?? [])) : [],
      ),
    ),
  ];
}

function nameOf(change: Change): string {
  switch (change.kind) {
    case 'assume-statement':
      return `${change.between.join()} ${change.versions.join()}`;
    case 'allow-hop':
      return `${change.component} ${change.from} ${change.to}`;
    case 'loosen-target':
      return `${change.target}`;
    case 'exclude-cluster':
      return change.cluster;
  }
}

function nameOfInternal({ table }: Facts, change: Repairing): string {
  const text = (component: string, rank: number) => table.version(component, rank)!.text;
  switch (change.kind) {
    case 'assume-statement':
      return `${change.a},${change.b} ${text(change.a, change.rankA)},${text(change.b, change.rankB)}`;
    case 'allow-hop':
      return `${change.component} ${text(change.component, change.from)} ${text(change.component, change.to)}`;
    case 'loosen-target':
      return `${change.target}`;
    case 'exclude-clusters':
      return change.members.join();
  }
}
