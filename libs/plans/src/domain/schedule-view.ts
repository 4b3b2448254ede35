import type { PlanSpec } from '@lockstep/documents';
import { atOnce } from '@lockstep/kernel';
import {
  type Calendar,
  layScheduleInTurns,
  type Minute,
  type PlacedTask,
  type Schedule,
  type ScheduleProblem,
  stretchesOf,
  type Task,
  type Unplaced,
  type Wave,
} from '@lockstep/planner';
import { asWhole, continuationOf, type ScheduleProgress } from './schedule-progress.js';

/** A schedule as people read it. Times are RFC 3339 in UTC, whole minutes. */
export interface PlanSchedule {
  readonly outcome: 'placed' | 'no-room';
  readonly start: string;
  /** When the last step has ended and soaked. */
  readonly end: string;
  readonly minutes: number;
  /** No schedule under the same conditions ends before it. */
  readonly lowerBound: { readonly end: string; readonly minutes: number };
  /** How much longer it is than its lower bound, in percent; null where not all has room. */
  readonly gap: number | null;
  /** In the order of the plan; without those that have no room at all. */
  readonly steps: readonly StepTimes[];
  readonly unplaced: readonly UnplacedSubject[];
}

export interface StepTimes {
  readonly step: string;
  readonly component: string;
  readonly start: string;
  /** Of the last subject. */
  readonly end: string;
  /** Until here its followers wait. */
  readonly soakedAt: string;
  readonly waves: readonly WaveTimes[];
}

export interface WaveTimes {
  /** From 1. */
  readonly wave: number;
  readonly start: string;
  readonly end: string;
  readonly soakedAt: string;
  /** Subjects that begin and end together, in the order of their start. */
  readonly runs: readonly RunTimes[];
}

export interface RunTimes {
  readonly start: string;
  readonly end: string;
  readonly subjects: readonly string[];
  /** When they are at work, where they pause while their windows are closed. Absent: from start to end. */
  readonly stretches?: readonly Stretch[];
}

/** RFC 3339 in UTC. */
export interface Stretch {
  readonly start: string;
  readonly end: string;
}

export interface UnplacedSubject {
  readonly step: string;
  readonly wave: number;
  readonly subject: string;
  readonly minutes: number;
  /** When it could have begun. */
  readonly earliest: string;
  /** The longest time without a break from then on that its windows and freezes leave. */
  readonly longestRoom: number;
}

/** `start/end start/end`, as ISO 8601 writes intervals. */
export const wordStretches = (stretches: readonly Stretch[]): string => stretches.map(({ start, end }) => `${start}/${end}`).join(' ');

/** Lays the problem of a plan in time, in turns; of one that is under way what is left of it. */
export function* planScheduleInTurns(
  plan: Pick<PlanSpec, 'steps'>,
  problem: ScheduleProblem,
  progress?: ScheduleProgress,
): Generator<void, PlanSchedule> {
  if (progress === undefined) return renderSchedule(plan, problem, yield* layScheduleInTurns(problem));
  const continuation = continuationOf(problem, progress);
  const schedule = asWhole(yield* layScheduleInTurns(continuation.problem), continuation);
  return renderSchedule(plan, { ...problem, notBefore: continuation.problem.notBefore }, schedule, new Set(subjectsOf(progress)));
}

/** Lays the problem of a plan in time. */
export const planScheduleOf = (plan: Pick<PlanSpec, 'steps'>, problem: ScheduleProblem, progress?: ScheduleProgress): PlanSchedule =>
  atOnce(planScheduleInTurns(plan, problem, progress));

/** `step subject` of what was begun: it lies where it is, whatever its calendar says. */
const subjectsOf = ({ begun }: ScheduleProgress): string[] => begun.flatMap(({ step, subjects }) => subjects.map((id) => `${step} ${id}`));

function renderSchedule(
  { steps }: Pick<PlanSpec, 'steps'>,
  problem: ScheduleProblem,
  { outcome, tasks, end, lowerBound, unplaced }: Schedule,
  lying: ReadonlySet<string> = new Set(),
): PlanSchedule {
  const { notBefore } = problem;
  const placed = grouped(tasks, ({ step }) => step);
  return {
    outcome,
    start: instantOf(notBefore),
    end: instantOf(end),
    minutes: end - notBefore,
    lowerBound: { end: instantOf(lowerBound), minutes: lowerBound - notBefore },
    gap: outcome === 'placed' ? gapOf(end - notBefore, lowerBound - notBefore) : null,
    steps: problem.steps.flatMap(({ id, waves }, index) => {
      const own = placed.get(index);
      return own ? [stepTimes({ id, component: steps[index]!.component, waves: pausing(id, waves, lying) }, own, problem.calendars)] : [];
    }),
    unplaced: unplacedSubjects(problem, unplaced),
  };
}

function unplacedSubjects({ steps, calendars }: ScheduleProblem, unplaced: readonly Unplaced[]): UnplacedSubject[] {
  return [...grouped(unplaced, ({ step, wave }) => `${step} ${wave}`).values()].flatMap((ofWave) => {
    const { step, wave } = ofWave[0]!;
    const { id, waves } = steps[step]!;
    const calendarBy = new Map(waves[wave]!.tasks.map(({ subject, calendar }) => [subject, calendar]));
    return ofWave.map(({ subject, duration, earliest }) => ({
      step: id,
      wave: wave + 1,
      subject,
      minutes: duration,
      earliest: instantOf(earliest),
      longestRoom: longestRoom(calendars[calendarBy.get(subject)!]!, earliest),
    }));
  });
}

/** With what was begun as work that does not pause: nobody knows whether it did. */
const pausing = (step: string, waves: readonly Wave[], lying: ReadonlySet<string>): readonly Wave[] =>
  lying.size === 0
    ? waves
    : waves.map((wave) => ({
        ...wave,
        tasks: wave.tasks.map((task) => (lying.has(`${step} ${task.subject}`) ? { ...task, resumable: false } : task)),
      }));

function stepTimes(
  { id: step, component, waves: planned }: { readonly id: string; readonly component: string; readonly waves: readonly Wave[] },
  tasks: readonly PlacedTask[],
  calendars: readonly Calendar[],
): StepTimes {
  const waves = [...grouped(tasks, ({ wave }) => wave)]
    .sort(([a], [b]) => a - b)
    .map(([wave, own]): WaveTimes & { until: Minute } => {
      const end = latest(own);
      const until = end + planned[wave]!.soak;
      return {
        wave: wave + 1,
        start: instantOf(own[0]!.from),
        end: instantOf(end),
        soakedAt: instantOf(until),
        runs: runsOf(own, planned[wave]!, calendars),
        until,
      };
    });
  return {
    step,
    component,
    start: instantOf(tasks[0]!.from),
    end: instantOf(latest(tasks)),
    soakedAt: instantOf(Math.max(...waves.map(({ until }) => until))),
    waves: waves.map(({ until: _, ...wave }) => wave),
  };
}

function runsOf(placed: readonly PlacedTask[], { tasks }: Wave, calendars: readonly Calendar[]): RunTimes[] {
  // Only what may pause can have been interrupted, and its calendar says when.
  const pausing = new Map(tasks.filter(({ resumable }) => resumable).map((task) => [task.subject, task]));
  const keyOf = ({ from, to, subject }: PlacedTask) => `${from} ${to} ${pausing.get(subject)?.calendar ?? ''}`;
  return [...grouped(placed, keyOf).values()].map((run): RunTimes => {
    const [first] = run;
    const stretches = stretchesOfTask(first!, pausing.get(first!.subject), calendars);
    return {
      start: instantOf(first!.from),
      end: instantOf(first!.to),
      subjects: run.map(({ subject }) => subject),
      ...(stretches.length > 1 ? { stretches } : {}),
    };
  });
}

const stretchesOfTask = (placed: PlacedTask, task: Task | undefined, calendars: readonly Calendar[]): Stretch[] =>
  task === undefined
    ? []
    : stretchesOf(calendars[task.calendar]!, placed).map(({ from, to }) => ({ start: instantOf(from), end: instantOf(to) }));

const latest = (tasks: readonly PlacedTask[]): Minute => tasks.reduce((end, { to }) => Math.max(end, to), -Infinity);

/** To a hundredth of a percent. */
const gapOf = (minutes: number, bound: number): number => (bound === 0 ? 0 : Math.round((10_000 * (minutes - bound)) / bound) / 100);

const longestRoom = (calendar: Calendar, earliest: Minute): number =>
  calendar.reduce((longest, { from, to }) => Math.max(longest, to - Math.max(from, earliest)), 0);

const instantOf = (minute: Minute): string => `${new Date(minute * 60_000).toISOString().slice(0, 16)}:00Z`;

function grouped<Item, Key>(items: Iterable<Item>, keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
