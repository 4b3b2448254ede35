import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Change, Explanation, GoalSpec } from '@lockstep/documents';
import { type MatrixRevision, ruleHop } from '@lockstep/matrix/domain';
import { computePlan, type FleetNode, fleetTrees, judgingOf, subtree } from '@lockstep/planner';
import { compileSpec } from '@lockstep/testing/builders';
import { domainsOf, type PlanningProblem, solveByEnumeration } from '@lockstep/testing/oracle';
import { propertyRuns, type RandomProblem, randomProblems } from '@lockstep/testing/problems';
import { VersionTable } from '../search/version-table.js';
import { BlockedDomain } from './blocked-domain.js';
import type { Facts, Repairing } from './facts.js';

const UNHURRIED = { timeout: 3_600_000 };
const RUNS = 1000;

interface Refused {
  readonly problem: RandomProblem;
  readonly explanation: Explanation;
}

/** Random problems that have no plan: about one in five of those that are drawn. */
function forRefused(runs: number, claim: (refused: Refused) => void): number {
  let refused = 0;
  fc.assert(
    fc.property(randomProblems(), (problem) => {
      const { explanation } = computePlan(problem).spec;
      if (!explanation) return;
      refused++;
      claim({ problem, explanation });
    }),
    { numRuns: propertyRuns(runs) },
  );
  return refused;
}

/** The part of a problem under one NSX manager. */
const under = (problem: PlanningProblem, nsxManager: string): PlanningProblem => ({
  ...problem,
  fleet: domainsOf(problem.fleet).find(({ spec }) => spec.nsxManagers[0]!.id === nsxManager)!,
});

const withoutClusters = ({ fleet, ...rest }: PlanningProblem, gone: (id: string) => boolean): PlanningProblem => ({
  ...rest,
  fleet: { ...fleet, spec: { ...fleet.spec, clusters: fleet.spec.clusters.filter(({ id }) => !gone(id)) } },
});

/** Targets that are gone keep their place, so that indexes go on meaning the same. */
const withTargets = ({ goal, ...rest }: PlanningProblem, change: (index: number) => string | null | undefined): PlanningProblem => ({
  ...rest,
  goal: {
    ...goal,
    spec: {
      ...goal.spec,
      targets: goal.spec.targets.flatMap((target, index) => {
        const version = change(index);
        return version === null ? [] : [{ ...target, version: version ?? target.version }];
      }),
    },
  },
});

it('every blocker is needed, and together they block', UNHURRIED, () => {
  const seen = forRefused(RUNS, ({ problem, explanation }) => {
    for (const nsxManager of new Set(explanation.blockers.map((blocker) => blocker.nsxManager!))) {
      const blockers = explanation.blockers.filter((blocker) => blocker.nsxManager === nsxManager);
      const reduced = (kept: Explanation['blockers']): PlanningProblem => {
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
      };
      expect(['infeasible', 'too-large']).toContain(solveByEnumeration(reduced(blockers)).outcome);
      for (const blocker of blockers)
        expect(['feasible', 'too-large'], blocker.message).toContain(
          solveByEnumeration(reduced(blockers.filter((other) => other !== blocker))).outcome,
        );
    }
  });
  expect(seen).toBeGreaterThan(propertyRuns(RUNS) / 10);
});

it('every repair is enough, as is the furthest point', UNHURRIED, () => {
  const seen = { repairs: 0, furthest: 0 };
  forRefused(RUNS, ({ problem, explanation }) => {
    for (const { nsxManager, changes } of explanation.relaxations!) {
      seen.repairs++;
      expect(['feasible', 'too-large'], JSON.stringify(changes)).toContain(
        solveByEnumeration(repaired(problem, nsxManager, changes)).outcome,
      );
    }
    for (const { nsxManager, targets, supportedUntil, objective } of explanation.furthest!) {
      const part = withTargets(under(problem, nsxManager), (index) => targets[index]!.version);
      const solution = solveByEnumeration(
        supportedUntil ? part : { ...part, goal: { ...part.goal, spec: { ...part.goal.spec, supportedUntil: undefined } } },
      );
      if (solution.outcome === 'too-large') continue;
      seen.furthest++;
      expect(solution).toMatchObject({ outcome: 'feasible', objective });
    }
    expect(explanation.furthest).toHaveLength(new Set(explanation.blockers.map(({ nsxManager }) => nsxManager)).size);
  });
  expect(seen.repairs).toBeGreaterThan(propertyRuns(RUNS) / 10);
});

it('no smaller repair exists than those that are listed, and none of their size is left out', UNHURRIED, () => {
  const seen = { complete: 0, incomplete: 0, larger: 0 };
  forRefused(RUNS / 2, ({ problem, explanation }) => {
    seen[explanation.complete ? 'complete' : 'incomplete']++;
    for (const root of fleetTrees(problem.matrix.matrix, problem.fleet)) {
      if (!explanation.blockers.some(({ nsxManager }) => nsxManager === root.id)) continue;
      const table = new VersionTable(problem.matrix.matrix, judgingOf(problem.fleet, problem.goal), subtree(root));
      const domain = new BlockedDomain(table, problem.goal.spec, root, { solves: Infinity, expansions: Infinity });
      const listed = explanation.relaxations!.filter(({ nsxManager, minimal }) => nsxManager === root.id && minimal);
      expect(domain.hasPlan(domain.remainder([]))).toBe(false);
      // With three of one change each there may be more of that kind.
      const ofOne = listed.filter(({ changes }) => changes.length === 1).map(({ changes: [change] }) => nameOf(change!));
      const claimsAll = explanation.complete === true && ofOne.length < 3;
      if (listed.some(({ changes }) => changes.length > 1)) seen.larger++;
      if (!claimsAll && !listed.some(({ changes }) => changes.length > 1)) continue;
      const enough = allChanges(domain, root).filter((change) => domain.hasPlan(domain.remainder([change])));
      expect(enough.map((change) => nameOfInternal(domain.facts, problem.goal.spec, change)).sort()).toEqual(ofOne.sort());
    }
  });
  expect(seen.complete).toBeGreaterThan(3 * seen.incomplete);
  expect(seen.larger).toBeGreaterThan(0);
});

/** Every single change there is: the whole universe that repairs are drawn from. */
function allChanges({ table, facts, goal }: BlockedDomain, root: FleetNode): Repairing[] {
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

function nameOfInternal({ table }: Facts, _goal: GoalSpec, change: Repairing): string {
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

/** The documents as they would be after the changes. */
function repaired(problem: RandomProblem, nsxManager: string, changes: readonly Change[]): PlanningProblem {
  const gone = new Set(changes.flatMap((change) => (change.kind === 'exclude-cluster' ? [change.cluster] : [])));
  const part = withTargets(
    withoutClusters(under(problem, nsxManager), (id) => gone.has(id)),
    (index) => changes.flatMap((change) => (change.kind === 'loosen-target' && change.target === index ? [change.to] : []))[0],
  );
  const spec = structuredClone(problem.specs.matrix) as { statements: object[] };
  spec.statements.push(
    ...changes.flatMap((change, index) =>
      change.kind === 'assume-statement'
        ? [
            {
              id: `assumed-${index}`,
              between: Object.fromEntries(change.between.map((component, side) => [component, exactly(component, change.versions[side]!)])),
              status: 'validated',
              evidence: 'vendor',
            },
          ]
        : [],
    ),
  );
  const hops = changes.flatMap((change) => (change.kind === 'allow-hop' ? [change] : []));
  return { ...part, matrix: hops.length === 0 ? compileSpec(spec) : compileSpec(withHops(problem.matrix, problem, spec, hops)) };
}

/** `=4.2.0` would cover 4.2.0.5 as well, which some fleets run. */
const exactly = (component: string, text: string): string => (component === 'nsx' ? `>=${text} <${text}.0.1` : `=${text}`);

/** A matrix in which every hop of some components has rules of its own, so that one of them can be allowed and nothing else changes. */
function withHops(
  { matrix }: MatrixRevision,
  { fleet }: PlanningProblem,
  spec: object,
  allowed: readonly (Change & { kind: 'allow-hop' })[],
): object {
  const names = new Set(allowed.map(({ component }) => component));
  const written = spec as { components: { id: string }[]; hops: { component: string }[] };
  const rules: object[] = [];
  for (const component of names) {
    const running = fleetTrees(matrix, fleet).flatMap((root) =>
      [...subtree(root)].flatMap((node) =>
        node.instances.flatMap((one) => (one.component.id === component && one.version ? [one.version] : [])),
      ),
    );
    const carried = [...matrix.components.keys()].flatMap((id) =>
      matrix.releases(id).flatMap(({ bundle }) => (bundle.has(component) ? [bundle.get(component)!] : [])),
    );
    const releases = matrix.releases(component).map(({ version }) => version);
    const versions = new Map([...running, ...carried, ...releases].map((version) => [version.text, version]));
    for (const from of versions.values())
      for (const to of releases) {
        const ruling = ruleHop(matrix, component, from, to);
        if (!ruling) continue;
        const pair = { component, from: exactly(component, from.text), to: exactly(component, to.text) };
        const conditions = (list: readonly { component: string; range: { text: string } }[]) =>
          list.map((condition) => ({ component: condition.component, range: condition.range.text }));
        if (allowed.some((hop) => hop.component === component && hop.from === from.text && hop.to === to.text))
          rules.push({ ...pair, status: 'supported' });
        else if (!ruling.backInTime)
          rules.push(
            ...ruling.supported.map((rule) => ({ ...pair, status: 'supported', requires: conditions(rule.requires) })),
            ...ruling.blocked.map((rule) => ({ ...pair, status: 'blocked', when: conditions(rule.when) })),
          );
      }
  }
  return {
    ...spec,
    components: written.components.map((component) => (names.has(component.id) ? { ...component, backInTime: 'allow' } : component)),
    hops: [
      ...written.hops.filter(({ component }) => !names.has(component)),
      ...rules.map((rule, index) => ({ id: `exact-${index}`, ...rule })),
    ],
  };
}
