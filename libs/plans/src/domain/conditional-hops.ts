import { type PlanSpec, subjectsOf } from '@lockstep/documents';
import { type Matrix, ruleHop } from '@lockstep/matrix/domain';

/** A hop that a rule of the matrix blocks under a node that has some component. */
export interface ConditionalHop {
  readonly step: string;
  readonly component: string;
  readonly from: string;
  readonly to: string;
  readonly subjects: readonly string[];
  /** The rule that would block it. */
  readonly rule: string;
}

/** Hops of a plan that would be blocked if the component were there: whoever has not looked for it cannot know. */
export function hopsBlockedBy(component: string, spec: Pick<PlanSpec, 'steps' | 'groups'>, matrix: Matrix): ConditionalHop[] {
  if (!matrix.components.has(component)) return [];
  return spec.steps.flatMap((step) =>
    step.moves.flatMap(({ component: moved, from, to }) => {
      const [before, after] = [matrix.readVersion(moved, from), matrix.readVersion(moved, to)];
      if (!before.ok || !after.ok) return [];
      const rule = ruleHop(matrix, moved, before.value, after.value)?.blocked.find(({ when }) =>
        when.some((one) => one.component === component),
      );
      return rule ? [{ step: step.id, component: moved, from, to, subjects: subjectsOf(spec, step), rule: rule.id }] : [];
    }),
  );
}
