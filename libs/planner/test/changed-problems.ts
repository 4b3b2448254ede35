import type { Change } from '@lockstep/documents';
import { type MatrixRevision, ruleHop } from '@lockstep/matrix/domain';
import { fleetTrees, subtree } from '@lockstep/planner';
import { compileSpec, goalOf, snapshotOf } from '@lockstep/testing/builders';
import { domainsOf, type PlanningProblem } from '@lockstep/testing/oracle';
import type { RandomProblem } from '@lockstep/testing/problems';

/** The part of a problem under one NSX manager. */
export const under = (problem: PlanningProblem, nsxManager: string): PlanningProblem => ({
  ...problem,
  fleet: domainsOf(problem.fleet).find(({ spec }) => spec.nsxManagers[0]!.id === nsxManager)!,
});

export const withoutClusters = ({ fleet, ...rest }: PlanningProblem, gone: (id: string) => boolean): PlanningProblem => ({
  ...rest,
  fleet: { ...fleet, spec: { ...fleet.spec, clusters: fleet.spec.clusters.filter(({ id }) => !gone(id)) } },
});

/** Targets that are gone keep their place, so that indexes go on meaning the same. */
export const withTargets = ({ goal, ...rest }: PlanningProblem, change: (index: number) => string | null | undefined): PlanningProblem => ({
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

/** The documents as they would be after the changes. */
export function repaired(problem: RandomProblem, nsxManager: string, changes: readonly Change[]): PlanningProblem {
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

/** Every cluster twice, the second one selected wherever the first one is by its id. */
export function withTwins({ matrix, specs }: RandomProblem): RandomProblem {
  const twin = (id: string) => `${id}-twin`;
  const { clusters } = specs.fleet as { clusters: { id: string }[] };
  const fleetSpec = { ...specs.fleet, clusters: clusters.flatMap((cluster) => [cluster, { ...cluster, id: twin(cluster.id) }]) };
  const ids = new Set(clusters.map(({ id }) => id));
  const selecting = (part: object) => {
    const { select } = part as { select?: { ids?: string[] } };
    return select?.ids ? { ...part, select: { ...select, ids: select.ids.flatMap((id) => (ids.has(id) ? [id, twin(id)] : [id])) } } : part;
  };
  const { targets = [], hold = [] } = specs.goal as { targets?: object[]; hold?: object[] };
  const goalSpec = { ...specs.goal, targets: targets.map(selecting), hold: hold.map(selecting) };
  return {
    matrix,
    fleet: snapshotOf(fleetSpec, specs.takenAt),
    goal: goalOf(goalSpec),
    specs: { ...specs, fleet: fleetSpec, goal: goalSpec },
  };
}
