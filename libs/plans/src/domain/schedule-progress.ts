import type { Calendar, Interval, Schedule, ScheduledStep, ScheduleProblem, Task } from '@lockstep/planner';
import type { ExecutionTimes } from './subject-times.js';

/** Work that was done, or runs, when a schedule was laid. Times are RFC 3339 in UTC, whole minutes. */
export interface BegunWork {
  readonly step: string;
  readonly subjects: readonly string[];
  readonly start: string;
  /** When it was seen done, or reported so; of what runs, when it should end. */
  readonly end: string;
  readonly isRunning: boolean;
}

/** How far a plan had been carried out when a schedule of it was laid. */
export interface ScheduleProgress {
  readonly begun: readonly BegunWork[];
  /** Subjects that take no further part. */
  readonly skipped: readonly string[];
}

const MINUTE = 60_000;

/**
 * What is done keeps its actual times, and what runs its start; a failed attempt is work to be done again. Undefined: nothing was begun.
 *
 * @param problem laid from now on
 */
export function progressOf(problem: ScheduleProblem, { steps, skipped }: ExecutionTimes): ScheduleProgress | undefined {
  const groups = new Map<string, BegunWork & { subjects: string[] }>();
  for (const { id: step, waves } of problem.steps)
    for (const { subject, duration } of waves.flatMap(({ tasks }) => tasks)) {
      const times = steps.get(step)?.get(subject);
      if (times === undefined || times.state === 'failed' || skipped.has(subject)) continue;
      const isRunning = times.state === 'running';
      const began = Math.floor(Date.parse(times.startedAt) / MINUTE);
      // What runs has begun, also where the clock of the record is ahead.
      const from = isRunning ? Math.min(began, problem.notBefore) : began;
      const ended = Math.ceil(Date.parse(times.confirmedAt ?? times.endedAt ?? times.startedAt) / MINUTE);
      const to = isRunning ? Math.max(from + duration, problem.notBefore) : Math.min(ended, problem.notBefore);
      const [start, end] = [instantOf(from), instantOf(Math.max(to, from + 1))];
      const key = `${step} ${start} ${end} ${isRunning}`;
      const known = groups.get(key);
      if (known) known.subjects.push(subject);
      else groups.set(key, { step, subjects: [subject], start, end, isRunning });
    }
  return groups.size === 0 && skipped.size === 0 ? undefined : { begun: [...groups.values()], skipped: [...skipped] };
}

/** What is left of a problem, and which step and wave of the whole each of its steps, all of one wave, comes from. */
export interface Continuation {
  readonly problem: ScheduleProblem;
  readonly origins: readonly { readonly step: number; readonly wave: number }[];
}

/**
 * The problem of a plan that is under way. What was begun lies where it is and holds nothing up but what comes after it; the rest of each wave waits for
 * what is before it as ever. So that both can be laid as one problem, each wave is a step of its own there, and what was begun of it another one.
 */
export function continuationOf(whole: ScheduleProblem, { begun, skipped }: ScheduleProgress): Continuation {
  const gone = new Set(skipped);
  const calendars: Calendar[] = [...whole.calendars];
  const places = whole.limits.map((limit) => limit.places);
  const steps: ScheduledStep[] = [];
  const origins: { step: number; wave: number }[] = [];
  const tails: number[][] = [];
  const spans = spansOf(begun);
  const lying = new Map<string, number>();
  const calendarOf = ({ from, to }: Interval): number => {
    const known = lying.get(`${from} ${to}`) ?? calendars.push([{ from, to }]) - 1;
    lying.set(`${from} ${to}`, known);
    return known;
  };
  const lie = (task: Task, { isRunning, ...span }: Span): Task => ({
    subject: task.subject,
    duration: span.to - span.from,
    calendar: calendarOf(span),
    // What runs beyond a limit takes no place: it can not be moved, and nothing else may start either.
    limits: isRunning ? task.limits.filter((limit) => places[limit]! > 0 && places[limit]!-- > 0) : [],
    resumable: false,
  });
  const add = (step: number, wave: number, tasks: readonly Task[], after: readonly number[], hasBegun = false): number[] => {
    if (tasks.length === 0) return [];
    origins.push({ step, wave });
    const { id, waves } = whole.steps[step]!;
    return [steps.push({ id, after: [...new Set(after)], waves: [{ tasks, soak: waves[wave]!.soak }], hasBegun }) - 1];
  };
  for (const [index, { id, after, waves }] of whole.steps.entries()) {
    const spanOf = (task: Task) => spans.get(id)?.get(task.subject);
    const lain = waves.map(({ tasks }, wave) =>
      add(
        index,
        wave,
        tasks.flatMap((task) => (spanOf(task) && !gone.has(task.subject) ? [lie(task, spanOf(task)!)] : [])),
        [],
        true,
      ),
    );
    const before = after.flatMap((one) => tails[one]!);
    const own: number[] = [];
    for (const [wave, { tasks }] of waves.entries())
      own.push(
        ...add(
          index,
          wave,
          tasks.filter((task) => !spanOf(task) && !gone.has(task.subject)),
          [...before, ...lain.slice(0, wave).flat(), ...own],
        ),
      );
    const all = [...lain.flat(), ...own];
    tails.push(all.length > 0 ? all : before);
  }
  const notBefore = begun.reduce((least, { start }) => Math.min(least, minuteOf(start)), whole.notBefore);
  return { problem: { steps, limits: whole.limits, calendars, notBefore }, origins };
}

/** As if the whole had been laid. */
export function asWhole(schedule: Schedule, { origins }: Continuation): Schedule {
  return {
    ...schedule,
    tasks: schedule.tasks.map((task) => ({ ...task, ...origins[task.step]! })),
    unplaced: schedule.unplaced.map((one) => ({ ...one, ...origins[one.step]! })),
  };
}

interface Span extends Interval {
  readonly isRunning: boolean;
}

function spansOf(begun: readonly BegunWork[]): ReadonlyMap<string, ReadonlyMap<string, Span>> {
  const spans = new Map<string, Map<string, Span>>();
  for (const { step, subjects, start, end, isRunning } of begun) {
    const own = spans.get(step) ?? new Map<string, Span>();
    for (const subject of subjects) own.set(subject, { from: minuteOf(start), to: minuteOf(end), isRunning });
    spans.set(step, own);
  }
  return spans;
}

const minuteOf = (instant: string): number => Date.parse(instant) / MINUTE;
const instantOf = (minute: number): string => `${new Date(minute * MINUTE).toISOString().slice(0, 16)}:00Z`;
