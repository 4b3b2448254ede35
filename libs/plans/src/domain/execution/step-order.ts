/** A step as far as its place in the order of the plan goes. Lists of them are in that order: a step comes after those that it waits for. */
interface Ordered {
  readonly id: string;
  readonly after: readonly string[];
}

/**
 * The steps that come right before `after`'s. One of which nothing was started, since all of it was skipped, has moved nothing: what came before it stands in
 * its place.
 */
export function stepsMovedBefore<Step extends Ordered>(
  steps: readonly Step[],
  after: readonly string[],
  hasMovedNothing: (step: Step) => boolean,
): Step[] {
  const wanted = new Set(after);
  return steps
    .toReversed()
    .filter((step) => {
      if (!wanted.has(step.id)) return false;
      if (!hasMovedNothing(step)) return true;
      for (const id of step.after) wanted.add(id);
      return false;
    })
    .toReversed();
}

/** All that come after a step, however many lie between. */
export function stepsBehind<Step extends Ordered>(steps: readonly Step[], id: string): Step[] {
  const behind = new Set([id]);
  return steps.filter((step) => step.after.some((before) => behind.has(before)) && behind.add(step.id));
}
