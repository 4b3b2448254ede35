import type { EventStore } from '@lockstep/event-store';
import { keptIn, timetableStream } from '../domain/index.js';
import type { PlanView } from './plan-view.js';
import type { ReadPlans } from './read-plans.use-case.js';

/** Plans that took each other's place: with more of them, somebody has looked at each. */
const MOST_GENERATIONS = 10;

/** The nearest plan before this one for which anything was said of a schedule, when one is kept there; null: it would hold no step of this plan. */
export async function scheduledBefore(
  view: PlanView,
  plans: Pick<ReadPlans, 'find'>,
  events: Pick<EventStore, 'readStream'>,
): Promise<string | null> {
  let parent = view.request.parent ?? null;
  for (let generation = 0; parent !== null && generation < MOST_GENERATIONS; generation++) {
    const history = await events.readStream(timetableStream(parent));
    if (history.length > 0) return keptIn(history) ? parent : null;
    parent = (await plans.find(parent))?.request.parent ?? null;
  }
  return null;
}
