import type { Digest } from '@lockstep/kernel';

/** What a producer hands in. `Data` must have a JSON form (RFC 8785): it is stored as those bytes. */
export interface NewEvent<Type extends string = string, Data = unknown> {
  /** UUID made by the producer and used again when it retries; `newEventId()` makes one. One id is one event, in all streams together. */
  readonly id: string;
  /** PascalCase in the past tense: `MatrixRevisionPublished`. */
  readonly type: Type;
  readonly data: Data;
  /** Shape of `data`, from 1; absent means 1. Rows are never rewritten: a new shape gets a new number and readers keep the old ones. */
  readonly schemaVersion?: number;
  /** RFC 3339: when it was true outside. Absent: when it was recorded. Not trusted for any order: producers' clocks are off. */
  readonly observedAt?: string;
  /** Who caused it: a token id, a user, `system:<part>`. */
  readonly actor: string;
  readonly correlationId?: string;
  readonly causationId?: string;
  /** The command or request this event came from; several events may share it, unlike `id`. */
  readonly idempotencyKey?: string;
}

/** An event as it stands in the record, for ever. */
export interface RecordedEvent<Type extends string = string, Data = unknown> {
  /** Ever growing within a stream; across streams unique, but two transactions may commit in the other order. Read on by `cursor`. */
  readonly position: number;
  /** Where a reader of all streams stands after this event. */
  readonly cursor: Cursor;
  readonly stream: string;
  /** 1 for the first event of its stream, without gaps. */
  readonly version: number;
  readonly id: string;
  readonly type: Type;
  readonly schemaVersion: number;
  /** RFC 3339 in UTC with microseconds, by the clock of the store; strictly increasing within a stream even when that clock steps back. */
  readonly recordedAt: string;
  /** RFC 3339 in UTC with microseconds. */
  readonly observedAt: string;
  readonly actor: string;
  readonly correlationId?: string;
  readonly causationId?: string;
  readonly idempotencyKey?: string;
  readonly data: Data;
  /** Over the canonical JSON of `data`, made by the producer. */
  readonly contentHash: Digest;
  /** Over the previous event's chain hash, this content hash and the envelope: `computeChainHash`. */
  readonly chainHash: Digest;
}

/** Opaque to all but the store that made it. */
export type Cursor = string & { readonly __cursor: unique symbol };

/** Before the first event. */
export const beginning = '' as Cursor;
