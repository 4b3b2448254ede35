import { compareTexts } from '@lockstep/kernel';
import { firstFit, type Minute, type ScheduledStep, type ScheduleProblem, type Task } from '@lockstep/planner';
import { stepsMovedBefore } from './execution/step-order.js';
import type { ExecutionTimes, SubjectTimes } from './subject-times.js';

/** Subjects of a step that are to start at once, and what is known of the schedule that is kept and of how far it was carried out. */
export interface TurnQuestion {
  /** All work of the plan, in its waves, with the freezes that are on record now. */
  readonly problem: ScheduleProblem;
  /** When each subject is to start by the schedule, by step. One that is not here was done when the schedule was laid, and may begin with it. */
  readonly planned: ReadonlyMap<string, ReadonlyMap<string, Minute>>;
  readonly step: string;
  readonly subjects: readonly string[];
  readonly times: ExecutionTimes;
  /** RFC 3339. */
  readonly at: string;
}

/** Why subjects may not start yet by the schedule. Times are RFC 3339. */
export type TurnHold =
  /** Before their own time in it, or where the work does not fit into what windows and freezes leave; null: they have no room any more. */
  | { readonly rule: 'outside-schedule'; readonly subjects: readonly string[]; readonly opensAt: string | null }
  /** Subjects of an earlier wave are not seen done. Waves are counted from 1. */
  | { readonly rule: 'wave-not-done'; readonly subjects: readonly string[]; readonly wave: number; readonly waitsFor: readonly string[] }
  /** Null: nobody knows when the wave was done. */
  | {
      readonly rule: 'wave-soak';
      readonly subjects: readonly string[];
      readonly step: string;
      readonly wave: number;
      readonly until: string | null;
    }
  | {
      readonly rule: 'schedule-limit';
      readonly subjects: readonly string[];
      readonly limit: string;
      readonly places: number;
      readonly running: number;
      /** Those that may start now and count in this limit. */
      readonly asked: number;
    };

export interface Turns {
  /** Those that may start now, all of them at once, in the order of the schedule. */
  readonly mayStart: readonly string[];
  readonly holds: readonly TurnHold[];
}

interface Turn {
  readonly task: Task;
  readonly wave: number;
  readonly due: Minute;
}

const MINUTE = 60_000;

/**
 * Which of the subjects may start at once. Each has to have reached its own time, and room for its work; all subjects of earlier waves of its step are seen
 * done, or take no further part; the soak after each wave before it, of its own step and of those right before that (before one that was skipped whole, of what came before it), has gone by since the last subject of
 * that wave was seen, by the clock and not by the schedule; and those that run, with those that start, are within every limit.
 */
export function judgeTurns(question: TurnQuestion): Turns {
  const { problem, step, subjects, planned, times } = question;
  const own = problem.steps.find(({ id }) => id === step);
  if (!own) throw new Error(`schedule; step ${step}; it must be one of the plan; found none`);
  const wanted = new Set(subjects);
  const due = planned.get(step);
  const turns = own.waves
    .flatMap(({ tasks }, wave) =>
      tasks
        .filter(({ subject }) => wanted.has(subject))
        .map((task): Turn => ({ task, wave, due: due?.get(task.subject) ?? problem.notBefore })),
    )
    .toSorted((a, b) => a.due - b.due || a.wave - b.wave || compareTexts(a.task.subject, b.task.subject));
  const held = [...timeHolds(question, turns), ...waveHolds(question, turns), ...soakHolds(question, turns)];
  const late = new Set(held.flatMap((hold) => hold.subjects));
  const { mayStart, holds } = limitHolds(
    problem,
    times,
    turns.filter(({ task }) => !late.has(task.subject)),
  );
  return { mayStart, holds: [...held, ...holds] };
}

function timeHolds({ problem, at }: TurnQuestion, turns: readonly Turn[]): TurnHold[] {
  const starts = new Map<string, Minute | undefined>();
  const groups = new Map<Minute | undefined, string[]>();
  for (const turn of turns) {
    const { calendar, duration, resumable } = turn.task;
    const key = `${calendar} ${duration} ${resumable} ${turn.due}`;
    if (!starts.has(key)) starts.set(key, earliestStart(problem, turn, Date.parse(at) / MINUTE));
    const start = starts.get(key);
    if (start === undefined || start * MINUTE > Date.parse(at)) groups.set(start, [...(groups.get(start) ?? []), turn.task.subject]);
  }
  return [...groups]
    .toSorted(([a], [b]) => (a ?? Infinity) - (b ?? Infinity))
    .map(([start, subjects]) => ({ rule: 'outside-schedule', subjects, opensAt: start === undefined ? null : instantOf(start) }));
}

/** Within a minute work begins now only if the whole minute and all that follows is open. Undefined: its calendar has no room for it any more. */
function earliestStart({ calendars }: ScheduleProblem, { task, due }: Turn, now: number): Minute | undefined {
  const { calendar, duration, resumable } = task;
  const [begun, next] = [Math.max(Math.floor(now), due), Math.max(Math.ceil(now), due)];
  const fitFrom = (minute: Minute) => firstFit(calendars[calendar]!, minute, duration, resumable)?.from;
  const fromNext = fitFrom(next);
  return fitFrom(begun) === begun && fromNext === next ? begun : fromNext;
}

function waveHolds({ problem, step, times }: TurnQuestion, turns: readonly Turn[]): TurnHold[] {
  const { waves } = problem.steps.find(({ id }) => id === step)!;
  const open = waves.map(({ tasks }) => tasks.map(({ subject }) => subject).filter((id) => !isDone(times, step, id)));
  return byWave(turns).flatMap(([wave, subjects]): TurnHold[] => {
    const waitsFor = open.slice(0, wave).flat();
    return waitsFor.length === 0 ? [] : [{ rule: 'wave-not-done', subjects, wave: wave + 1, waitsFor }];
  });
}

function soakHolds({ problem, step, times, at }: TurnQuestion, turns: readonly Turn[]): TurnHold[] {
  const own = problem.steps.find(({ id }) => id === step)!;
  const before = stepsBefore(problem, own, times).flatMap((of) => of.waves.map((_, wave) => ({ of, wave })));
  return byWave(turns).flatMap(([wave, subjects]): TurnHold[] => {
    const all = [...before, ...Array.from({ length: wave }, (_, index) => ({ of: own, wave: index }))];
    const running = all
      .map(({ of, wave: index }) => ({ step: of.id, wave: index + 1, until: soakedAt(of, index, times) }))
      .filter(({ until }) => !(until <= Date.parse(at)))
      .toSorted((a, b) => (Number.isNaN(a.until) ? -1 : Number.isNaN(b.until) ? 1 : b.until - a.until));
    const [last] = running;
    return last
      ? [{ rule: 'wave-soak', subjects, ...last, until: Number.isNaN(last.until) ? null : new Date(last.until).toISOString() }]
      : [];
  });
}

function stepsBefore({ steps }: ScheduleProblem, own: ScheduledStep, times: ExecutionTimes): ScheduledStep[] {
  const ordered = steps.map((step) => ({ id: step.id, after: step.after.map((index) => steps[index]!.id), step }));
  const hasMovedNothing = ({ step: { id, waves } }: (typeof ordered)[number]) =>
    !times.steps.has(id) && waves.every(({ tasks }) => tasks.every(({ subject }) => times.skipped.has(subject)));
  return stepsMovedBefore(ordered, ordered.find(({ id }) => id === own.id)!.after, hasMovedNothing).map(({ step }) => step);
}

/** Milliseconds since 1970; -Infinity: there is nothing that soaks, since nothing was seen done of it. NaN: nobody knows. */
function soakedAt({ id, waves }: ScheduleProblem['steps'][number], wave: number, { steps }: ExecutionTimes): number {
  const { tasks, soak } = waves[wave]!;
  if (soak === 0) return -Infinity;
  const seen = tasks.flatMap(({ subject }) => {
    const times = steps.get(id)?.get(subject);
    return times?.state === 'confirmed' ? [times.confirmedAt === null ? Number.NaN : Date.parse(times.confirmedAt)] : [];
  });
  return seen.length === 0 ? -Infinity : seen.reduce((latest, at) => Math.max(latest, at)) + soak * MINUTE;
}

/** In the order of the schedule each one that has a place in all of its limits takes it, beside those that run. */
function limitHolds(problem: ScheduleProblem, times: ExecutionTimes, turns: readonly Turn[]): Turns {
  const running = problem.limits.map(() => 0);
  for (const { id, waves } of problem.steps)
    for (const { subject, limits } of waves.flatMap(({ tasks }) => tasks))
      if (stateOf(times, id, subject) === 'running' && !times.skipped.has(subject)) for (const limit of limits) running[limit]!++;
  const taken = problem.limits.map(() => 0);
  const asked = problem.limits.map(() => 0);
  const mayStart: string[] = [];
  const late = new Map<number, string[]>();
  for (const { task } of turns) {
    for (const limit of task.limits) asked[limit]!++;
    const full = task.limits.find((limit) => running[limit]! + taken[limit]! >= problem.limits[limit]!.places);
    if (full !== undefined) late.set(full, [...(late.get(full) ?? []), task.subject]);
    else {
      for (const limit of task.limits) taken[limit]!++;
      mayStart.push(task.subject);
    }
  }
  const holds = [...late].map(([limit, subjects]): TurnHold => {
    const { id, places } = problem.limits[limit]!;
    return { rule: 'schedule-limit', subjects, limit: id, places, running: running[limit]!, asked: asked[limit]! };
  });
  return { mayStart, holds };
}

function byWave(turns: readonly Turn[]): [wave: number, subjects: string[]][] {
  const groups = new Map<number, string[]>();
  for (const { wave, task } of turns) {
    const group = groups.get(wave);
    if (group) group.push(task.subject);
    else groups.set(wave, [task.subject]);
  }
  return [...groups].toSorted(([a], [b]) => a - b);
}

const stateOf = ({ steps }: ExecutionTimes, step: string, subject: string): SubjectTimes['state'] | undefined =>
  steps.get(step)?.get(subject)?.state;

const isDone = (times: ExecutionTimes, step: string, subject: string): boolean =>
  times.skipped.has(subject) || stateOf(times, step, subject) === 'confirmed';

const instantOf = (minute: Minute): string => `${new Date(minute * MINUTE).toISOString().slice(0, 16)}:00Z`;
