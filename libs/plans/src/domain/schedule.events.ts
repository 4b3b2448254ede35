import type { ScheduleDurations } from './schedule-durations.js';
import type { Freeze, SchedulePolicy } from './schedule-policy.js';
import type { ScheduleProgress } from './schedule-progress.js';

/** Events of the stream `timetable-<plan>`. */
export type PlanScheduleEvent = PlanScheduled | ScheduleWaived;

/** All that decides a schedule beside the plan and its fleet. Resolved, so that it can be laid again at any later time. */
export interface ScheduleBasis {
  readonly policy: SchedulePolicy;
  /** RFC 3339, whole minutes in UTC, as the next one. */
  readonly notBefore: string;
  readonly horizonEnd: string;
  readonly durations: ScheduleDurations;
  /** Those beside the policy's own that were on record. */
  readonly freezes: readonly Freeze[];
  /** Absent: nothing was begun then. */
  readonly progress?: ScheduleProgress;
}

/** Somebody who may sign has changed a schedule that others had signed already. */
export interface OverSignoffs {
  /** By which it may sign. */
  readonly role: string;
  /** Sign-offs that there were. */
  readonly given: number;
}

export interface KeptSchedule {
  /** Digest of the plan that was scheduled. */
  readonly plan: string;
  /** Digest of the fleet that it was computed over. */
  readonly fleet: string;
  readonly basis: ScheduleBasis;
  /** Digest of the schedule. */
  readonly digest: string;
  readonly start: string;
  readonly end: string;
  readonly lowerBound: string;
  readonly steps: readonly { readonly step: string; readonly start: string; readonly end: string }[];
  /** Absent: nobody had signed yet, or nothing could be loosened. */
  readonly overSignoffs?: OverSignoffs;
}

/** A person has kept a schedule for a plan, in the place of an earlier one. */
export interface PlanScheduled {
  readonly type: 'PlanScheduled';
  readonly data: KeptSchedule;
}

/** A person has decided that the plan goes without a schedule, whichever it or the plan before it had. */
export interface ScheduleWaived {
  readonly type: 'ScheduleWaived';
  readonly data: {
    /** Digest of the plan. */
    readonly plan: string;
    readonly reason: string;
    readonly overSignoffs?: OverSignoffs;
  };
}

/** The schedule that is kept; undefined: none, or the plan goes without. */
export function keptIn<Event extends { readonly type: string; readonly data: unknown }>(
  history: readonly Event[],
): (Event & PlanScheduled) | undefined {
  const last = history.at(-1);
  return last?.type === 'PlanScheduled' ? (last as Event & PlanScheduled) : undefined;
}

export const timetableStream = (plan: string): string => `timetable-${plan}`;
