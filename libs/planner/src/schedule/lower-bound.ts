import { type Calendar, calendarOf, endOfMinutes, firstFit, type Minute } from './calendar.js';
import type { ScheduleProblem, Task, Wave } from './schedule-problem.js';

/**
 * A time before which no schedule ends: the longest chain of waves, each as short as its longest task and as its limits allow.
 *
 * A limit of n places does at most n minutes of work in a minute in which some task may work, so W minutes of work that begin at a time end no earlier
 * than W / n such minutes later. That holds for the tasks of a wave, and for those of all steps that another one waits for.
 * Undefined: some task has no room.
 */
export function* lowerBound(problem: ScheduleProblem): Generator<void, Minute | undefined> {
  const starts: Minute[] = [];
  const ends: Minute[] = [];
  const joined = new Map<string, Minute>();
  const afterAll = (steps: readonly number[]) => {
    const key = steps.join(' ');
    const known = joined.get(key) ?? joinedEnd(problem, steps, starts, ends);
    joined.set(key, known);
    return known;
  };
  for (const { after, waves } of problem.steps) {
    let at = afterAll(after);
    starts.push(at);
    for (const wave of waves) {
      const end = waveEnd(problem, wave, at);
      if (end === undefined) return undefined;
      at = end + wave.soak;
    }
    ends.push(at);
    yield;
  }
  return afterAll([...problem.steps.keys()]);
}

/** When all of these steps can have ended and soaked, as far as they stand in each other's way. */
function joinedEnd(problem: ScheduleProblem, steps: readonly number[], starts: readonly Minute[], ends: readonly Minute[]): Minute {
  const chain = steps.reduce((latest, index) => Math.max(latest, ends[index]!), problem.notBefore);
  const shared = new Map<number, { tasks: Task[]; from: Minute; soak: number }>();
  for (const index of steps) {
    const { waves } = problem.steps[index]!;
    for (const [limit, tasks] of byLimit(waves.flatMap((wave) => wave.tasks))) {
      const known = shared.get(limit) ?? { tasks: [], from: Infinity, soak: Infinity };
      known.tasks.push(...tasks);
      // Whichever step does the last of the work, it soaks at least so long.
      shared.set(limit, { tasks: known.tasks, from: Math.min(known.from, starts[index]!), soak: Math.min(known.soak, waves.at(-1)!.soak) });
    }
  }
  return [...shared].reduce((latest, [limit, { tasks, from, soak }]) => {
    const end = energyEnd(problem, tasks, limit, from);
    return end === undefined ? latest : Math.max(latest, end + soak);
  }, chain);
}

function waveEnd(problem: ScheduleProblem, { tasks }: Wave, from: Minute): Minute | undefined {
  let latest = from;
  const fits = new Map<string, Minute | undefined>();
  for (const { calendar, duration, resumable } of tasks) {
    const key = `${calendar} ${duration} ${resumable}`;
    if (!fits.has(key)) fits.set(key, firstFit(problem.calendars[calendar]!, from, duration, resumable)?.to);
    const end = fits.get(key);
    if (end === undefined) return undefined;
    latest = Math.max(latest, end);
  }
  for (const [limit, sharing] of byLimit(tasks)) {
    const end = energyEnd(problem, sharing, limit, from);
    if (end === undefined) return undefined;
    latest = Math.max(latest, end);
  }
  return latest;
}

function byLimit(tasks: Iterable<Task>): Map<number, Task[]> {
  const found = new Map<number, Task[]>();
  for (const task of tasks)
    for (const limit of task.limits) {
      const sharing = found.get(limit);
      if (sharing) sharing.push(task);
      else found.set(limit, [task]);
    }
  return found;
}

/** The end of work that is cut into minutes and spread over all places of a limit. Equal tasks that cannot pause go in whole rounds. */
function energyEnd(problem: ScheduleProblem, tasks: readonly Task[], limit: number, from: Minute): Minute | undefined {
  const { places } = problem.limits[limit]!;
  const work = tasks.reduce((sum, { duration }) => sum + duration, 0);
  const shortest = tasks.reduce((least, { duration }) => Math.min(least, duration), Infinity);
  // Some place takes ceil(n / places) of them, one after the other.
  const minutes = Math.max(Math.ceil(work / places), Math.ceil(tasks.length / places) * shortest);
  const open = unionOf(problem, new Set(tasks.map(({ calendar }) => calendar)));
  return endOfMinutes(open, from, minutes);
}

const unions = new WeakMap<ScheduleProblem, Map<string, Calendar>>();

function unionOf(problem: ScheduleProblem, indexes: ReadonlySet<number>): Calendar {
  if (indexes.size === 1) return problem.calendars[[...indexes][0]!]!;
  const known = unions.get(problem) ?? new Map<string, Calendar>();
  unions.set(problem, known);
  const key = [...indexes].toSorted((a, b) => a - b).join(' ');
  const union = known.get(key) ?? calendarOf([...indexes].flatMap((index) => problem.calendars[index]!));
  known.set(key, union);
  return union;
}
