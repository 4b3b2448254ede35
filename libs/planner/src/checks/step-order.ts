import type { PlanStep } from '@lockstep/documents';
import type { Refutation } from './refutation.js';

/**
 * Ids are unique, and `after` names earlier steps only, so it has no cycle and the list itself is an execution order.
 * Whether steps that meet are ordered is seen while replaying ({@link StepOrder.precedes}): it takes the fleet.
 */
export function checkStepIds(plan: string, steps: readonly PlanStep[]): Refutation[] {
  const refutations: Refutation[] = [];
  const earlier = new Set<string>();
  for (const step of steps) {
    if (earlier.has(step.id))
      refutations.push({
        kind: 'order',
        step: step.id,
        other: null,
        message: `plan ${plan}, step ${step.id}: step ids must be unique; found another step of this id`,
      });
    for (const other of step.after)
      if (!earlier.has(other) || other === step.id)
        refutations.push({
          kind: 'order',
          step: step.id,
          other,
          message: `plan ${plan}, step ${step.id}: \`after\` names earlier steps only; found ${JSON.stringify(other)}`,
        });
    earlier.add(step.id);
  }
  return refutations;
}

/** The transitive closure of `after`, one bit per earlier step. Steps must have passed {@link checkStepIds}. */
export class StepOrder {
  private readonly positions = new Map<string, number>();
  private readonly closure: Uint32Array[] = [];

  constructor(steps: readonly PlanStep[]) {
    const words = Math.ceil(steps.length / 32);
    steps.forEach((step, position) => {
      const before = new Uint32Array(words);
      for (const id of step.after) {
        const other = this.positions.get(id)!;
        this.closure[other]!.forEach((bits, word) => (before[word]! |= bits));
        before[other >>> 5]! |= 1 << (other & 31);
      }
      this.positions.set(step.id, position);
      this.closure.push(before);
    });
  }

  precedes(earlier: string, later: string): boolean {
    const position = this.positions.get(earlier)!;
    return ((this.closure[this.positions.get(later)!]![position >>> 5]! >>> (position & 31)) & 1) === 1;
  }
}
