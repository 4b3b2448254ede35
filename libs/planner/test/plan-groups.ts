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

/** The same problem over a fleet in which every Supervisor and every cluster stands several times. What a goal names by id stays single. */
export function multiplied<P extends PlanningProblem>(problem: P, supervisorTimes: number, clusterTimes: number): PlanningProblem {
  const { spec, metadata } = problem.fleet;
  const ids = (id: string, times: number) => Array.from({ length: times }, (_, index) => (index === 0 ? id : `${id}-x${index + 1}`));
  const supervisors = spec.supervisors.flatMap((entry) => ids(entry.id, supervisorTimes).map((id) => ({ ...entry, id })));
  const clusters = spec.clusters.flatMap((entry) =>
    ids(entry.supervisor, supervisorTimes).flatMap((supervisor, copy) =>
      ids(copy === 0 ? entry.id : `${entry.id}-s${copy + 1}`, clusterTimes).map((id) => ({ ...entry, id, supervisor })),
    ),
  );
  const fleet: FleetSnapshot = snapshotOf({ ...spec, supervisors, clusters }, metadata.takenAt);
  return { matrix: problem.matrix, fleet, goal: problem.goal };
}

/** The same problem with every cluster told apart from every other, by holds of a component that nobody has; and a plan for it. */
export function toldApart(problem: PlanningProblem, spec: PlanSpec): { problem: PlanningProblem; spec: PlanSpec } {
  const { fleet, goal } = problem;
  const hold = fleet.spec.clusters.map(({ id }) => ({ component: 'nothing', select: { ids: [id] } }));
  const apart = { ...problem, goal: goalOf({ ...goal.spec, hold: [...goal.spec.hold, ...hold] }) };
  return { problem: apart, spec: { ...spec, inputs: { ...spec.inputs, goal: inputsOf(apart).goal } } };
}
