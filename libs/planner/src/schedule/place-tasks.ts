import TinyQueue from 'tinyqueue';
import { firstFit, type Minute } from './calendar.js';
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
  readonly tasks: readonly Task[];
  next: number;
}

interface Happening {
  readonly at: Minute;
  /** Nothing: a calendar opens. */
  readonly ends?: PlacedTask & { readonly task: Task };
  readonly begins?: { readonly step: number; readonly wave: number };
}

/**
 * Goes through time and starts whatever may start, the most urgent first: by what has to follow after it, then by how much work waits for the same
 * limit, then the longest. Nothing waits that could begin, so places are idle only where nothing fits.
 */
export function placeTasks(problem: ScheduleProblem): Placement {
  return new Simulation(problem).run();
}

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
  private crowds: Crowd[] = [];
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

  run(): Placement {
    for (const [step, count] of this.waitsFor.entries())
      if (count === 0) this.happenings.push({ at: this.readyAt[step]!, begins: { step, wave: 0 } });
    for (let next = this.happenings.peek(); next; next = this.happenings.peek()) {
      const { at } = next;
      for (; next?.at === at; next = this.happenings.peek()) this.happen(this.happenings.pop()!);
      this.startAll(at);
    }
    return { tasks: this.placed, unplaced: this.unplaced, end: this.end };
  }

  private happen({ at, ends, begins }: Happening): void {
    if (ends) {
      for (const limit of ends.task.limits) this.free[limit]!++;
      if (--this.open[ends.step]! === 0) this.endWave(ends.step, ends.wave, at);
    }
    if (begins) this.beginWave(begins.step, begins.wave);
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
    for (const crowd of crowds.values()) this.crowds.push({ step, wave, tasks: crowd.tasks, next: 0 });
  }

  private startAll(at: Minute): void {
    const load = new Map(this.crowds.map((crowd) => [crowd, this.loadOf(crowd.tasks[0]!)]));
    this.crowds.sort(
      (a, b) =>
        this.urgency[b.step]! - this.urgency[a.step]! ||
        load.get(b)! - load.get(a)! ||
        b.tasks[0]!.duration - a.tasks[0]!.duration ||
        a.step - b.step,
    );
    for (const crowd of this.crowds) this.start(crowd, at);
    this.crowds = this.crowds.filter(({ tasks, next }) => next < tasks.length);
  }

  /** Minutes until its limits would have done all that waits for them, one limit after the other: a limit that all share tells nobody apart. */
  private loadOf({ limits }: Task): number {
    return limits.reduce((sum, limit) => sum + this.waiting[limit]! / this.problem.limits[limit]!.places, 0);
  }

  private start(crowd: Crowd, at: Minute): void {
    const { step, wave } = crowd;
    const { calendar, duration, limits, resumable } = crowd.tasks[0]!;
    const fit = firstFit(this.problem.calendars[calendar]!, at, duration, resumable);
    if (!fit) {
      for (const { subject } of this.takeFrom(crowd, () => true)) this.unplaced.push({ step, wave, subject, duration, earliest: at });
    } else if (fit.from > at) this.happenings.push({ at: fit.from });
    else
      for (const task of this.takeFrom(crowd, () => limits.every((limit) => this.free[limit]! > 0))) {
        for (const limit of limits) this.free[limit]!--;
        const placed = { step, wave, subject: task.subject, from: at, to: fit.to };
        this.placed.push(placed);
        this.happenings.push({ at: fit.to, ends: { ...placed, task } });
      }
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

/** Minutes from the start of a step to the end of all, if calendars were always open. */
function urgencies({ steps, limits }: ScheduleProblem): number[] {
  const behind = steps.map(() => 0);
  const urgency = steps.map(() => 0);
  for (let index = steps.length - 1; index >= 0; index--) {
    const { waves, after } = steps[index]!;
    const own = waves.reduce((sum, { tasks, soak }) => sum + waveLength(tasks, limits) + soak, 0);
    urgency[index] = own + behind[index]!;
    for (const before of after) behind[before] = Math.max(behind[before]!, urgency[index]!);
  }
  return urgency;
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
