import type { ChangeFault, ChangeReading, ChangeWindow } from './change-reading.js';

/** What was being done when the system failed. */
export const CHANGE_DOINGS = ['open', 'read', 'revise', 'begin', 'finish', 'cancel', 'note'] as const;
export type ChangeDoing = (typeof CHANGE_DOINGS)[number];

export interface ChangeFailing {
  readonly fault: ChangeFault;
  readonly detail: string;
  readonly doing: ChangeDoing;
}

/**
 * - `finished`: the plan was carried out, or given up, and the record says how it ended
 * - `cancelled`: by Lockstep, because the plan is over
 * - `abandoned`: its system is registered no more, and nobody looks what becomes of it there
 * - `withdrawn`: by Lockstep, because a person asked for it
 * - `handed-over`: it is the record of another plan now
 * - `cancelled-there`, `closed-there`: by people, in the system
 * - `never-opened`: it was asked for, and the plan was over before there was one
 */
export const CHANGE_ENDS = [
  'finished',
  'cancelled',
  'abandoned',
  'withdrawn',
  'handed-over',
  'cancelled-there',
  'closed-there',
  'never-opened',
] as const;
export type ChangeEnd = (typeof CHANGE_ENDS)[number];

export interface RequestedChange {
  /** Id of the change system. */
  readonly system: string;
  /** Of the plan. */
  readonly digest: string;
  /** Actor. */
  readonly by: string;
}

export interface OpenedChange {
  readonly system: string;
  /** Of the plan that the text was written for. */
  readonly digest: string;
  /** That was written. */
  readonly window: ChangeWindow | null;
  readonly reading: ChangeReading;
  /** The plan whose record it was before; null: it is a new one. */
  readonly from: string | null;
}

export interface RevisedChange {
  readonly digest: string;
  readonly window: ChangeWindow | null;
  readonly reading: ChangeReading;
  readonly why: string;
}

/** `withdrawn`: what had been approved or rejected is so no more. */
export type ChangeDecision = 'approved' | 'rejected' | 'withdrawn';

/** Events of the stream `change-record-<planId>`. */
export type ChangeRecordEvent =
  | Recorded<'ChangeRecordRequested', RequestedChange>
  | Recorded<'ChangeRecordOpened', OpenedChange>
  /** It is told otherwise than before, or told again after a failure. */
  | Recorded<'ChangeRecordUpdated', { readonly reading: ChangeReading }>
  /** Another text was written over it, so that it needs approval anew. */
  | Recorded<'ChangeRecordRevised', RevisedChange>
  | Recorded<
      'ChangeRecordDecided',
      { readonly digest: string; readonly decision: ChangeDecision; readonly number: string; readonly deciders: readonly string[] }
    >
  /** The first of failures that are alike. */
  | Recorded<'ChangeRecordFailed', ChangeFailing>
  /** The system says that there is no such record. */
  | Recorded<'ChangeRecordLost', { readonly reference: string; readonly number: string }>
  /** Something was said in it, for people. */
  | Recorded<'ChangeRecordNoted', { readonly about: string; readonly text: string }>
  /** A person wants it taken back. */
  | Recorded<'ChangeRecordWithdrawn', { readonly by: string; readonly reason: string }>
  | Recorded<'ChangeRecordClosed', { readonly end: ChangeEnd; readonly why: string; readonly to: string | null }>;

interface Recorded<Type extends string, Data> {
  readonly type: Type;
  readonly data: Data;
}

const PREFIX = 'change-record-';

export const changeRecordStream = (plan: string): string => PREFIX + plan;
