import { lowerBound } from './lower-bound.js';
import { placeTasks } from './place-tasks.js';
import type { Schedule, ScheduleProblem } from './schedule-problem.js';

/** Lays the work of a plan in time. Equal problems give equal schedules. The order of steps and waves, the limits and the calendars hold always. */
export function laySchedule(problem: ScheduleProblem): Schedule {
  const { tasks, unplaced, end } = placeTasks(problem);
  const bound = lowerBound(problem);
  return {
    outcome: unplaced.length === 0 ? 'placed' : 'no-room',
    tasks,
    end,
    // Without room for a task there is no schedule at all, and nothing to compare this one with.
    lowerBound: bound ?? end,
    unplaced,
  };
}
