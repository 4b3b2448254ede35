import type { EventStore } from '@lockstep/event-store';
import { keptIn, timetableStream } from '../domain/index.js';
import type { ReadPlans } from './read-plans.use-case.js';

/** Actors who asked for the plans before this one, the newest first, each once: the goal is theirs, whoever has asked for it anew. */
export async function requestersBefore(plan: string, plans: Pick<ReadPlans, 'listBefore'>): Promise<readonly string[]> {
  return [...new Set((await plans.listBefore(plan)).map(({ requestedBy }) => requestedBy))];
}

/**
 * The newest plan before this one that is kept to a schedule; null: none is. Of a plan that was decided to go without one, and of those that it was asked for
 * in the place of, no schedule holds any more. It lets go of no other: who decided may not have known of it.
 */
export async function scheduledBefore(
  plan: string,
  plans: Pick<ReadPlans, 'listBefore'>,
  events: Pick<EventStore, 'readStream'>,
): Promise<string | null> {
  const released = new Set<string | null>();
  // The newest first: each comes after all that were asked for in its place.
  for (const { id, parent } of await plans.listBefore(plan)) {
    const history = released.has(id) ? null : await events.readStream(timetableStream(id));
    if (history && keptIn(history)) return id;
    if (history === null || history.length > 0) released.add(parent);
  }
  return null;
}
