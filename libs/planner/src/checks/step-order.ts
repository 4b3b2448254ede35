import type { PlanStep } from '@lockstep/documents';
import type { Refutation } from './refutation.js';

/** The order of more steps would take more memory than a proof is worth: one bit for every two steps, here 100 MB. */
const MOST_STEPS = 40_000;

/** A plan that somebody hands in may be of any size. */
export const checkStepCount = (plan: string, steps: readonly PlanStep[]): Refutation[] =>
  steps.length <= MOST_STEPS
    ? []
    : [
        {
          kind: 'order',
          step: steps[MOST_STEPS]!.id,
          other: null,
          message: `plan ${plan}: steps; the order of at most ${MOST_STEPS} steps can be proven; found ${steps.length}`,
        },
      ];

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
    steps.forEach((step, position) => {
      const before = new Uint32Array(Math.ceil(position / 32));
      // What a later one implies needs no look.
      for (const other of step.after.map((id) => this.positions.get(id)!).sort((a, b) => b - a)) {
        if (has(before, other)) continue;
        this.closure[other]!.forEach((bits, word) => (before[word]! |= bits));
        before[other >>> 5]! |= 1 << (other & 31);
      }
      this.positions.set(step.id, position);
      this.closure.push(before);
    });
  }

  precedes(earlier: string, later: string): boolean {
    return has(this.closure[this.positions.get(later)!]!, this.positions.get(earlier)!);
  }
}

const has = (bits: Uint32Array, position: number): boolean => ((bits[position >>> 5]! >>> (position & 31)) & 1) === 1;
