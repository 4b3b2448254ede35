/**
 * Where a record stands, in words that all systems share. `unknown`: its state is none that the settings have a word for, which opens no gate.
 * `changing`: work on it may go on; `review`: the work is over, and somebody has yet to look at it.
 */
export const CHANGE_PHASES = ['draft', 'awaiting-approval', 'approved', 'changing', 'review', 'closed', 'cancelled', 'unknown'] as const;
export type ChangePhase = (typeof CHANGE_PHASES)[number];

export const CHANGE_APPROVALS = ['not-requested', 'requested', 'approved', 'rejected', 'unknown'] as const;
export type ChangeApproval = (typeof CHANGE_APPROVALS)[number];

/** RFC 3339 in UTC; `end` not included. */
export interface ChangeWindow {
  readonly start: string;
  readonly end: string;
}

/** Planned times of a record that are no whole window. RFC 3339 in UTC; null: it is empty. Not readable: one of them is there and is no time. */
export interface PlannedTimes {
  readonly start: string | null;
  readonly end: string | null;
  readonly isReadable: boolean;
}

/** A record as its system tells it now. */
export interface ChangeReading {
  /** What the system calls it among machines: a `sys_id`, an issue key. */
  readonly reference: string;
  /** What people call it: `CHG0030042`, `OPS-17`. */
  readonly number: string;
  readonly url: string | null;
  readonly phase: ChangePhase;
  /** The system's own word, for people. */
  readonly state: string;
  readonly approval: ChangeApproval;
  /** Who approved or rejected, as far as the system tells. */
  readonly deciders: readonly string[];
  /** Digest that the record carries now, read back from its text; null: none, or somebody wrote over it. */
  readonly digest: string | null;
  /** Of the record, which people may have moved. */
  readonly window: ChangeWindow | null;
  /** What is there in place of a whole window. Absent beside a window, where records keep no times, and in readings from before this was told. */
  readonly planned?: PlannedTimes;
}

export const CHANGE_FAULTS = [
  'unreachable',
  'timed-out',
  'too-many-requests',
  'server-error',
  'unauthorized',
  'forbidden',
  'not-found',
  'wrong-shape',
  /** The system dropped fields that were written: it shows less than was approved. */
  'fields-ignored',
  'not-allowed-now',
  'not-revisable',
  'ambiguous',
  'misconfigured',
] as const;
export type ChangeFault = (typeof CHANGE_FAULTS)[number];
