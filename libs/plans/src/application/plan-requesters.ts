import type { PlanView } from './plan-view.js';
import type { ReadPlans } from './read-plans.use-case.js';

/** Plans that took each other's place: with more of them, somebody has looked at each. */
const MOST_GENERATIONS = 100;

/** Actors who asked for the plans in whose place this one came, the newest first, each once: the goal is theirs, whoever has asked for it anew. */
export async function requestersBefore({ request }: PlanView, plans: Pick<ReadPlans, 'find'>): Promise<readonly string[]> {
  const all = new Set<string>();
  let parent = request.parent;
  for (let generation = 0; parent !== null && generation < MOST_GENERATIONS; generation++) {
    const before = await plans.find(parent);
    if (before) all.add(before.request.requestedBy);
    parent = before?.request.parent ?? null;
  }
  return [...all];
}
