import { exposedPairs, type PlanSpec, subjectsOf } from '@lockstep/documents';
import type { Matrix } from '@lockstep/matrix/domain';

/** The same plan without groups and alike clusters: every step and every exposure names its nodes itself, in text order. */
export function spellOut(matrix: Matrix, { groups, ...spec }: PlanSpec): PlanSpec {
  const isPerCluster = (component: string) => matrix.components.get(component)?.scope === 'cluster';
  return {
    ...spec,
    steps: spec.steps.map(({ groups: named, ...step }) => ({
      ...step,
      subjects: subjectsOf({ groups }, { ...step, groups: named }).toSorted(),
    })),
    exposures: spec.exposures.flatMap(({ alike, ...exposure }) =>
      exposedPairs({ ...exposure, alike }, isPerCluster).map((nodes) => ({ ...exposure, nodes })),
    ),
  };
}
