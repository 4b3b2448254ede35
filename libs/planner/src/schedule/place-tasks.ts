import TinyQueue from 'tinyqueue';
import { firstFit, type Interval, type Minute } from './calendar.js';
import type { PlacedTask, ScheduleProblem, Task, Unplaced } from './schedule-problem.js';

export interface Placement {
  readonly tasks: readonly PlacedTask[];
  readonly unplaced: readonly Unplaced[];
  readonly end: Minute;
}

/** Tasks of a wave that differ in their subject only. */
interface Crowd {
  readonly step: number;
  readonly wave: number;
  /** Among the crowds of its wave. */
  readonly index: number;
  readonly tasks: readonly Task[];
  next: number;
}

/** Begun crowds that count in the same limits: where one has no place, none of them has. */
interface Lane {
  readonly limits: readonly number[];
  /** Those that may start as soon as there is a place, the most urgent first. */
  readonly crowds: TinyQueue<Crowd>;
}

interface Happening {
  readonly at: Minute;
  readonly ends?: PlacedTask & { readonly task: Task };
  readonly begins?: { readonly step: number; readonly wave: number };
  /** Its calendar has room for it from now on. */
  readonly wakes?: Crowd;
}

/**
 * Goes through time and starts whatever may start, the most urgent first: what has begun already, then by what has to follow after it, then by how much
 * work waits for the same limits, then the longest. Nothing waits that could begin, so places are idle only where nothing fits. What finds no room in its calendar sleeps until
 * there is some, and what finds no place is not looked at until its lane has one: so an instant costs what starts in it, and not all that waits.
 */
export function* placeTasks(problem: ScheduleProblem): Generator<void, Placement> {
  return yield* new Simulation(problem).run();
}

/** Tasks that are placed in one turn. */
const TURN = 500;

class Simulation {
  private readonly happenings = new TinyQueue<Happening>([], (a, b) => a.at - b.at);
  private readonly placed: PlacedTask[] = [];
  private readonly unplaced: Unplaced[] = [];
  private readonly free: number[];
  /** Working minutes of begun waves that wait, by limit. */
  private readonly waiting: number[];
  private readonly urgency: number[];
  private readonly waitsFor: number[];
  private readonly readyAt: Minute[];
  private readonly followers: number[][];
  /** Tasks of the begun wave of a step that have not ended. */
  private readonly open: number[];
  private readonly lanes = new Map<string, Lane>();
  /** By calendar and kind of work, where the last one that was looked for found room. */
  private readonly fits = new Map<string, Interval>();
  private end: Minute;

  constructor(private readonly problem: ScheduleProblem) {
    const { steps, limits, notBefore } = problem;
    this.free = limits.map(({ places }) => places);
    this.waiting = limits.map(() => 0);
    this.urgency = urgencies(problem);
    this.waitsFor = steps.map(({ after }) => after.length);
    this.readyAt = steps.map(() => notBefore);
    this.open = steps.map(() => 0);
    this.followers = steps.map(() => []);
    for (const [index, { after }] of steps.entries()) for (const before of after) this.followers[before]!.push(index);
    this.end = notBefore;
  }

  *run(): Generator<void, Placement> {
    let told = 0;
    for (const [step, count] of this.waitsFor.entries())
      if (count === 0) this.happenings.push({ at: this.readyAt[step]!, begins: { step, wave: 0 } });
    for (let next = this.happenings.peek(); next; next = this.happenings.peek()) {
      const { at } = next;
      for (; next?.at === at; next = this.happenings.peek()) this.happen(this.happenings.pop()!);
      this.startAll(at);
      if (this.placed.length < told + TURN) continue;
      told = this.placed.length;
      yield;
    }
    return { tasks: this.placed, unplaced: this.unplaced, end: this.end };
  }

  private happen({ at, ends, begins, wakes }: Happening): void {
    if (ends) {
      for (const limit of ends.task.limits) this.free[limit]!++;
      if (--this.open[ends.step]! === 0) this.endWave(ends.step, ends.wave, at);
    }
    if (begins) this.beginWave(begins.step, begins.wave);
    if (wakes) this.laneOf(wakes).crowds.push(wakes);
  }

  private endWave(step: number, wave: number, at: Minute): void {
    const { waves } = this.problem.steps[step]!;
    const soaked = at + waves[wave]!.soak;
    if (wave + 1 < waves.length) {
      this.happenings.push({ at: soaked, begins: { step, wave: wave + 1 } });
      return;
    }
    this.end = Math.max(this.end, soaked);
    for (const follower of this.followers[step]!) {
      this.readyAt[follower] = Math.max(this.readyAt[follower]!, soaked);
      if (--this.waitsFor[follower]! === 0) this.happenings.push({ at: this.readyAt[follower]!, begins: { step: follower, wave: 0 } });
    }
  }

  private beginWave(step: number, wave: number): void {
    const crowds = new Map<string, { tasks: Task[] }>();
    const { tasks } = this.problem.steps[step]!.waves[wave]!;
    for (const task of tasks) {
      const key = `${task.calendar} ${task.duration} ${task.resumable} ${task.limits.join(',')}`;
      const crowd = crowds.get(key);
      if (crowd) crowd.tasks.push(task);
      else crowds.set(key, { tasks: [task] });
      for (const limit of task.limits) this.waiting[limit]! += task.duration;
    }
    this.open[step] = tasks.length;
    for (const [index, crowd] of [...crowds.values()].entries()) {
      const begun: Crowd = { step, wave, index, tasks: crowd.tasks, next: 0 };
      this.laneOf(begun).crowds.push(begun);
    }
  }

  private laneOf({ tasks }: Crowd): Lane {
    const { limits } = tasks[0]!;
    const key = limits.join(',');
    const known = this.lanes.get(key);
    if (known) return known;
    const lane: Lane = { limits, crowds: new TinyQueue<Crowd>([], (a, b) => this.compare(a, b)) };
    this.lanes.set(key, lane);
    return lane;
  }

  /** Of one lane. */
  private compare(a: Crowd, b: Crowd): number {
    return (
      this.urgency[b.step]! - this.urgency[a.step]! || b.tasks[0]!.duration - a.tasks[0]!.duration || a.step - b.step || a.index - b.index
    );
  }

  private startAll(at: Minute): void {
    const lanes = [...this.lanes.values()].filter((lane) => lane.crowds.length > 0 && this.hasPlace(lane));
    if (lanes.length === 0) return;
    // As it was when the instant began: what starts in it changes nobody's turn.
    const load = new Map(lanes.map((lane) => [lane, this.loadOf(lane)]));
    const turns = new TinyQueue<Lane>(lanes, (a, b) => {
      const [first, second] = [a.crowds.peek()!, b.crowds.peek()!];
      return this.urgency[second.step]! - this.urgency[first.step]! || load.get(b)! - load.get(a)! || this.compare(first, second);
    });
    for (let lane = turns.pop(); lane; lane = turns.pop()) {
      const crowd = lane.crowds.pop()!;
      this.start(crowd, lane, at);
      if (lane.crowds.length > 0 && this.hasPlace(lane)) turns.push(lane);
    }
  }

  private hasPlace({ limits }: Lane): boolean {
    return limits.every((limit) => this.free[limit]! > 0);
  }

  /** Minutes until its limits would have done all that waits for them, one limit after the other: a limit that all share tells nobody apart. */
  private loadOf({ limits }: Lane): number {
    return limits.reduce((sum, limit) => sum + this.waiting[limit]! / this.problem.limits[limit]!.places, 0);
  }

  /** The crowd is out of its lane; what is left of it goes back, or to sleep. */
  private start(crowd: Crowd, lane: Lane, at: Minute): void {
    const { step, wave } = crowd;
    const fit = this.fitOf(crowd.tasks[0]!, at);
    if (!fit) {
      const { duration } = crowd.tasks[0]!;
      for (const { subject } of this.takeFrom(crowd, () => true)) this.unplaced.push({ step, wave, subject, duration, earliest: at });
      return;
    }
    if (fit.from > at) {
      this.happenings.push({ at: fit.from, wakes: crowd });
      return;
    }
    for (const task of this.takeFrom(crowd, () => this.hasPlace(lane))) {
      for (const limit of lane.limits) this.free[limit]!--;
      const placed = { step, wave, subject: task.subject, from: at, to: fit.to };
      this.placed.push(placed);
      this.happenings.push({ at: fit.to, ends: { ...placed, task } });
    }
    if (crowd.next < crowd.tasks.length) lane.crowds.push(crowd);
  }

  /** Room that begins later is the first room for whoever asks until then. */
  private fitOf({ calendar, duration, resumable }: Task, at: Minute): Interval | undefined {
    const key = `${calendar} ${duration} ${resumable}`;
    const known = this.fits.get(key);
    if (known && known.from >= at) return known;
    const fit = firstFit(this.problem.calendars[calendar]!, at, duration, resumable);
    if (fit) this.fits.set(key, fit);
    return fit;
  }

  /** Those that wait no longer, one by one, as long as another one may be taken. */
  private *takeFrom(crowd: Crowd, mayTake: () => boolean): Generator<Task> {
    for (; crowd.next < crowd.tasks.length && mayTake(); crowd.next++) {
      const task = crowd.tasks[crowd.next]!;
      for (const limit of task.limits) this.waiting[limit]! -= task.duration;
      yield task;
    }
  }
}

/** Minutes from the start of a step to the end of all, if calendars were always open; of one that has begun, more than of any other. */
function urgencies({ steps, limits }: ScheduleProblem): number[] {
  const behind = steps.map(() => 0);
  const urgency = steps.map(() => 0);
  for (let index = steps.length - 1; index >= 0; index--) {
    const { waves, after } = steps[index]!;
    const own = waves.reduce((sum, { tasks, soak }) => sum + waveLength(tasks, limits) + soak, 0);
    urgency[index] = own + behind[index]!;
    for (const before of after) behind[before] = Math.max(behind[before]!, urgency[index]!);
  }
  return urgency.map((minutes, index) => (steps[index]!.hasBegun ? Number.MAX_SAFE_INTEGER : minutes));
}

function waveLength(tasks: readonly Task[], limits: ScheduleProblem['limits']): number {
  const work = new Map<number, number>();
  let longest = 0;
  for (const task of tasks) {
    longest = Math.max(longest, task.duration);
    for (const limit of task.limits) work.set(limit, (work.get(limit) ?? 0) + task.duration);
  }
  return [...work].reduce((length, [limit, minutes]) => Math.max(length, minutes / limits[limit]!.places), longest);
}
