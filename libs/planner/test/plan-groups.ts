import { exposedPairs, type FleetSnapshot, type PlanSpec, type PlanStep, subjectsOf } from '@lockstep/documents';
import { goalOf, snapshotOf } from '@lockstep/testing/builders';
import { inputsOf, type PlanningProblem } from '@lockstep/testing/oracle';
import type { Choose } from '@lockstep/testing/problems';

/** The same plan without groups and alike clusters. Only for plans whose groups are all there. */
export function writtenOut({ matrix: { matrix } }: PlanningProblem, spec: PlanSpec): PlanSpec {
  const isPerCluster = (component: string) => matrix.components.get(component)?.scope === 'cluster';
  const { groups: _, ...rest } = spec;
  return {
    ...rest,
    steps: spec.steps.map(({ groups: _named, ...step }) => ({ ...step, subjects: [...subjectsOf(spec, { ...step, groups: _named })] })),
    exposures: spec.exposures.flatMap(({ alike, ...exposure }) =>
      exposedPairs({ ...exposure, alike }, isPerCluster).map((nodes) => ({ ...exposure, nodes })),
    ),
  };
}

/** The same plan with groups: nodes that take the same steps are named together, some of them in two groups, and a few are left where they are. */
export function grouped(choose: Choose, problem: PlanningProblem, plan: PlanSpec): PlanSpec {
  const spec = writtenOut(problem, plan);
  const steps = new Map<string, number[]>();
  spec.steps.forEach(({ subjects }, index) => subjects.forEach((id) => steps.set(id, [...(steps.get(id) ?? []), index])));
  const groups: { id: string; members: string[] }[] = [];
  const groupOf = new Map<string, (typeof groups)[number]>();
  const byKey = new Map<string, (typeof groups)[number]>();
  for (const [id, taken] of steps) {
    const isNamedTwice = new Set(taken).size < taken.length;
    if (isNamedTwice || !choose.chance(85)) continue;
    const key = `${taken.join('+')} ${choose.chance(80) ? 'a' : 'b'}`;
    const group = byKey.get(key) ?? { id: `g${byKey.size + 1}`, members: [] };
    if (!byKey.has(key)) groups.push(group);
    byKey.set(key, group);
    group.members = [...group.members, id].sort();
    groupOf.set(id, group);
  }
  if (groups.length === 0) return spec;
  const regrouped = spec.steps.map((step): PlanStep => {
    const named = [...new Set(step.subjects.flatMap((id) => groupOf.get(id)?.id ?? []))];
    const alone = step.subjects.filter((id) => !groupOf.has(id));
    return { ...step, subjects: alone, ...(named.length > 0 ? { groups: named } : {}) };
  });
  return { ...spec, groups, steps: regrouped, exposures: foldExposures(problem, spec.exposures) };
}

/** Names clusters of which the same is true together. */
function foldExposures({ matrix: { matrix } }: PlanningProblem, exposures: PlanSpec['exposures']): PlanSpec['exposures'] {
  const folded = new Map<string, PlanSpec['exposures'][number]>();
  for (const exposure of exposures) {
    const perCluster = exposure.between.map((component) => matrix.components.get(component)?.scope === 'cluster');
    const cluster = exposure.nodes[perCluster[0] ? 0 : 1];
    const key = JSON.stringify({ ...exposure, nodes: exposure.nodes.map((id, side) => (perCluster[side] ? null : id)) });
    const known = folded.get(key);
    if (known && (perCluster[0] || perCluster[1])) folded.set(key, { ...known, alike: [...(known.alike ?? []), cluster].sort() });
    else folded.set(known ? `${key} ${folded.size}` : key, exposure);
  }
  return [...folded.values()];
}

/**
 * The same problem over a fleet in which every Supervisor and every cluster stands several times. The last copies differ in what runs there or in what
 * selectors ask for, in a way that `variation` picks. What a goal names by id stays single.
 */
export function multiplied(
  problem: PlanningProblem,
  { supervisorTimes, clusterTimes, variation }: Record<'supervisorTimes' | 'clusterTimes' | 'variation', number>,
): PlanningProblem {
  const { spec, metadata } = problem.fleet;
  const copies = <Entry extends { id: string }>(entry: Entry, times: number, changes: readonly object[]): Entry[] =>
    Array.from({ length: times }, (_, copy) => ({
      ...entry,
      ...(copy > 0 && copy === times - 1 ? changes[variation % changes.length] : {}),
      id: copy === 0 ? entry.id : `${entry.id}-x${copy + 1}`,
    }));
  const supervisors = spec.supervisors.flatMap((entry) => copies(entry, supervisorTimes, SUPERVISOR_CHANGES));
  const clusters = spec.clusters.flatMap((entry) =>
    Array.from({ length: supervisorTimes }, (_, copy) => (copy === 0 ? '' : `-x${copy + 1}`)).flatMap((suffix) =>
      copies({ ...entry, id: entry.id + suffix.replace('x', 's'), supervisor: entry.supervisor + suffix }, clusterTimes, CLUSTER_CHANGES),
    ),
  );
  const fleet: FleetSnapshot = snapshotOf({ ...spec, supervisors, clusters }, metadata.takenAt);
  return { matrix: problem.matrix, fleet, goal: problem.goal };
}

const CLUSTER_CHANGES = [{ labels: { env: 'prod' } }, { labels: {} }, { adapter: 'disabled' }, { project: 'shop' }, { cni: 'calico' }];
const SUPERVISOR_CHANGES = [{}, {}, { labels: { env: 'prod' } }, { versions: {} }];

/** The same problem with every cluster told apart from every other, by holds of a component that nobody has; and a plan for it. */
export function toldApart(problem: PlanningProblem, spec: PlanSpec): { problem: PlanningProblem; spec: PlanSpec } {
  const { fleet, goal } = problem;
  const hold = fleet.spec.clusters.map(({ id }) => ({ component: 'nothing', select: { ids: [id] } }));
  const apart = { ...problem, goal: goalOf({ ...goal.spec, hold: [...goal.spec.hold, ...hold] }) };
  return { problem: apart, spec: { ...spec, inputs: { ...spec.inputs, goal: inputsOf(apart).goal } } };
}
