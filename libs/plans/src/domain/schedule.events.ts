import type { ScheduleDurations } from './schedule-durations.js';
import type { Freeze, SchedulePolicy } from './schedule-policy.js';

/** Events of the stream `timetable-<plan>`. */
export type PlanScheduleEvent = PlanScheduled;

/** All that decides a schedule beside the plan and its fleet. Resolved, so that it can be laid again at any later time. */
export interface ScheduleBasis {
  readonly policy: SchedulePolicy;
  /** RFC 3339, whole minutes in UTC, as the next one. */
  readonly notBefore: string;
  readonly horizonEnd: string;
  readonly durations: ScheduleDurations;
  /** Those beside the policy's own that were on record. */
  readonly freezes: readonly Freeze[];
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
}

/** A person has kept a schedule for a plan, in the place of an earlier one. */
export interface PlanScheduled {
  readonly type: 'PlanScheduled';
  readonly data: KeptSchedule;
}

export const timetableStream = (plan: string): string => `timetable-${plan}`;
