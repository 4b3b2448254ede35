import { exposedPairs, type PlanSpec, subjectsOf } from '@lockstep/documents';
import type { Matrix } from '@lockstep/matrix/domain';

/** The same plan without groups and alike clusters: every step and every exposure names its nodes itself. For rules that look at nodes one by one. */
export function writtenOut(matrix: Matrix, spec: PlanSpec): PlanSpec {
  const isPerCluster = (component: string) => matrix.components.get(component)?.scope === 'cluster';
  return {
    ...spec,
    groups: undefined,
    steps: spec.steps.map((step) => ({ ...step, subjects: [...subjectsOf(spec, step)], groups: undefined })),
    exposures: spec.exposures.flatMap((exposure) =>
      exposedPairs(exposure, isPerCluster).map((nodes) => ({ ...exposure, nodes, alike: undefined })),
    ),
  };
}
