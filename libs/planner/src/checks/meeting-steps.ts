import type { PlanStep } from '@lockstep/documents';
import type { TreeNode } from './fleet-tree.js';
import type { Refutation } from './refutation.js';
import type { StepOrder } from './step-order.js';

/** Steps whose nodes meet never overlap: the earlier one must come before, by the transitive closure of `after`. Steps are taken in the order of the plan. */
export class MeetingSteps {
  private readonly last = new Map<TreeNode, string>();
  /** By node above the clusters: the steps that are the last of some node at or below it. */
  private readonly lastBelow = new Map<TreeNode, Set<string>>();

  constructor(
    private readonly plan: string,
    private readonly order: StepOrder,
  ) {}

  /** Refutes a step that nothing puts after an earlier one that it meets; notes one that is in order. */
  take(step: PlanStep, subjects: readonly TreeNode[]): Refutation[] {
    const uppers = above(subjects);
    const refutations = [...this.meeting(subjects, uppers)].flatMap((other): Refutation[] => {
      if (this.order.precedes(other, step.id)) return [];
      const message = `plan ${this.plan}, step ${step.id}: steps whose nodes meet are ordered by \`after\`; found nothing that puts it after step ${other}`;
      return [{ kind: 'order', step: step.id, other, message }];
    });
    if (refutations.length === 0) this.note(step.id, subjects, uppers);
    return refutations;
  }

  private meeting(subjects: readonly TreeNode[], uppers: ReadonlySet<TreeNode>): Set<string> {
    const found = new Set<string>();
    for (const node of subjects) {
      if (node.scope !== 'cluster') for (const step of this.lastBelow.get(node) ?? []) found.add(step);
      addIfAny(found, this.last.get(node));
    }
    for (const upper of uppers) addIfAny(found, this.last.get(upper));
    return found;
  }

  private note(step: string, subjects: readonly TreeNode[], uppers: ReadonlySet<TreeNode>): void {
    for (const node of subjects) {
      this.last.set(node, step);
      // Every earlier step at or below this node precedes this one, so it alone stands for them.
      if (node.scope !== 'cluster') this.lastBelow.set(node, new Set([step]));
    }
    for (const upper of uppers) {
      const below = this.lastBelow.get(upper);
      if (below) below.add(step);
      else this.lastBelow.set(upper, new Set([step]));
    }
  }
}

/** Everything above some of the nodes. */
function above(nodes: readonly TreeNode[]): Set<TreeNode> {
  const parents = new Set<TreeNode>();
  for (const { parent } of nodes) if (parent) parents.add(parent);
  const found = new Set<TreeNode>();
  for (const parent of parents) for (const node of parent.chain) found.add(node);
  return found;
}

function addIfAny(found: Set<string>, step: string | undefined): void {
  if (step !== undefined) found.add(step);
}
