import { type PlanSpec, type Scope, subjectsOf, type UpgradePlan } from '@lockstep/documents';
import type { Matrix } from '@lockstep/matrix/domain';
import { type FleetNode, subtree } from '@lockstep/planner';

/** A step as far as its execution goes. */
export interface OutlineStep {
  readonly id: string;
  readonly component: string;
  /** Of the component, and so of every subject. */
  readonly scope: Scope;
  /** Members of groups included. */
  readonly subjects: readonly string[];
  readonly after: readonly string[];
  readonly moves: PlanSpec['steps'][number]['moves'];
  /** False: a point of no return. */
  readonly reversible: boolean;
}

/** What of a plan its execution is held to. A function of the plan's digest and of the inputs that it names. */
export interface PlanOutline {
  readonly digest: string;
  /** NSX managers on which a subject hangs, in text order: no other plan may be executed there meanwhile. */
  readonly domains: readonly string[];
  /** In the order of the plan, which is one in which they may be taken. */
  readonly steps: readonly OutlineStep[];
}

/** `trees` are those of the fleet that was planned. Throws where the plan is not of these inputs. */
export function outlineOf(plan: UpgradePlan, digest: string, matrix: Matrix, trees: readonly FleetNode[]): PlanOutline {
  const steps = plan.spec.steps.map((step): OutlineStep => {
    const scope = matrix.components.get(step.component)?.scope;
    if (scope === undefined)
      throw new Error(`plan ${digest}; step ${step.id}; a step moves a component of its matrix; found ${step.component}`);
    const { id, component, after, moves, reversible } = step;
    return { id, component, scope, subjects: subjectsOf(plan.spec, step), after, moves, reversible };
  });
  const moving = new Set(steps.flatMap(({ scope, subjects }) => subjects.map((id) => `${scope} ${id}`)));
  const domains = trees
    .filter((root) => [...subtree(root)].some(({ scope, members }) => members.some((id) => moving.has(`${scope} ${id}`))))
    .map(({ id }) => id);
  return { digest, domains: domains.toSorted(), steps };
}
