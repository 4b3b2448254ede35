import { atOnce } from '@lockstep/kernel';
import { lowerBound } from './lower-bound.js';
import { placeTasks } from './place-tasks.js';
import type { Schedule, ScheduleProblem } from './schedule-problem.js';

/**
 * Lays the work of a plan in time. Equal problems give equal schedules. The order of steps and waves, the limits and the calendars hold always.
 * In turns, for whoever has other things to do in between: a large plan takes seconds.
 */
export function* layScheduleInTurns(problem: ScheduleProblem): Generator<void, Schedule> {
  const { tasks, unplaced, end } = yield* placeTasks(problem);
  const bound = yield* lowerBound(problem);
  return {
    outcome: unplaced.length === 0 ? 'placed' : 'no-room',
    tasks,
    end,
    // Without room for a task there is no schedule at all, and nothing to compare this one with.
    lowerBound: bound ?? end,
    unplaced,
  };
}

/** In one go. */
export function laySchedule(problem: ScheduleProblem): Schedule {
  return atOnce(layScheduleInTurns(problem));
}
