import type { Calendar, Minute } from './calendar.js';

/** The work of one step at one subject: an NSX manager that is upgraded, a cluster that rolls. */
export interface Task {
  readonly subject: string;
  /** Working minutes, at least 1. */
  readonly duration: number;
  /** Index into `calendars`. */
  readonly calendar: number;
  /** Indexes into `limits`, ascending: it takes a place of each from its start to its end. */
  readonly limits: readonly number[];
  /** It may pause while its calendar is closed, where no interval that it would end in has room for all of it. It keeps its places meanwhile: half of its nodes have moved. */
  readonly resumable: boolean;
}

/** Subjects that go together. The next wave of a step starts `soak` minutes after the last of them has ended. */
export interface Wave {
  readonly tasks: readonly Task[];
  /** Minutes, by the clock and not by the calendar: load goes on outside of maintenance windows. */
  readonly soak: number;
}

export interface ScheduledStep {
  readonly id: string;
  /** Indexes of steps before this one, all of whose waves must have ended and soaked. */
  readonly after: readonly number[];
  /** In this order; none is empty. */
  readonly waves: readonly Wave[];
  /** It runs already: of work that may start at the same minute it takes its places first. */
  readonly hasBegun?: boolean;
}

/** At most so many tasks at once. */
export interface Limit {
  readonly id: string;
  readonly places: number;
}

/** A finished plan as work to be laid in time. */
export interface ScheduleProblem {
  /** In the order of the plan, so that `after` points back. */
  readonly steps: readonly ScheduledStep[];
  readonly limits: readonly Limit[];
  readonly calendars: readonly Calendar[];
  readonly notBefore: Minute;
}

export interface PlacedTask {
  readonly step: number;
  readonly wave: number;
  readonly subject: string;
  readonly from: Minute;
  readonly to: Minute;
}

/** Nobody could lay this task: its calendar has no room of that length any more. */
export interface Unplaced {
  readonly step: number;
  readonly wave: number;
  readonly subject: string;
  readonly duration: number;
  /** When it could have begun at the earliest. */
  readonly earliest: Minute;
}

export interface Schedule {
  readonly outcome: 'placed' | 'no-room';
  /** By start, step, wave and the order of the wave. Up to the first task without room, when there is none for it. */
  readonly tasks: readonly PlacedTask[];
  /** When the last step has ended and soaked. */
  readonly end: Minute;
  /** No schedule of this problem ends before it. */
  readonly lowerBound: Minute;
  /** Why the rest is missing; empty when all is placed. */
  readonly unplaced: readonly Unplaced[];
}
