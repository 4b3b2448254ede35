import type { Cursor, NewEvent, RecordedEvent } from './event.js';

/** The version a stream must have for an append to be accepted; 0: it must not exist yet; `any`: no condition. */
export type ExpectedVersion = number | 'any';

export interface AppendRequest {
  readonly stream: string;
  readonly expectedVersion: ExpectedVersion;
  readonly events: readonly NewEvent[];
}

export type AppendOutcome =
  | { readonly outcome: 'appended'; readonly stream: string; readonly version: number; readonly events: readonly RecordedEvent[] }
  /** Nothing was written: the stream is not at the expected version. */
  | { readonly outcome: 'conflict'; readonly stream: string; readonly expectedVersion: number; readonly actualVersion: number }
  /** Nothing was written: these very events stand in the record already, as `events` shows. Wins over `conflict`, so that a retry is told the truth. */
  | { readonly outcome: 'duplicate'; readonly stream: string; readonly version: number; readonly events: readonly RecordedEvent[] }
  /** Nothing was written: an id stands in the record with another stream, type or content, or only a part of the batch is recorded. */
  | { readonly outcome: 'id-reused'; readonly stream: string; readonly eventIds: readonly string[] }
  /** Nothing was written: the ids stand in a part of the record that was put away, so whether these are the same events can not be told. */
  | { readonly outcome: 'archived'; readonly stream: string; readonly eventIds: readonly string[] };

/** Reads throw `ArchivedError` when they would need events that were put away. */
export interface EventStore {
  /** All events or none. Expected failures are outcomes; throws `InvalidEventError` for events that no store could keep. */
  append(stream: string, expectedVersion: ExpectedVersion, events: readonly NewEvent[]): Promise<AppendOutcome>;

  /** Requests are independent, each all or nothing, judged in the order given; one outcome each. They commit together. */
  appendMany(requests: readonly AppendRequest[]): Promise<readonly AppendOutcome[]>;

  /** Oldest first; an unknown stream is empty. `fromVersion` is inclusive and 1 when absent. */
  readStream(stream: string, range?: { readonly fromVersion?: number; readonly limit?: number }): Promise<readonly RecordedEvent[]>;

  /** The next events of all streams after `after`, at most `limit`. Never skips an event for a reader who continues with `cursor`: it stops
   *  before the oldest transaction that still writes. Within a stream in version order. No events: `cursor` is `after`. */
  readAll(after: Cursor, limit: number): Promise<{ readonly events: readonly RecordedEvent[]; readonly cursor: Cursor }>;

  /** After the newest event at or below `position`; `beginning` when there is none. For a reader who went by cursors and kept only the
   *  position of the last event: events with higher positions that were recorded before that one are not given again. */
  findCursor(position: number): Promise<Cursor>;

  /** Nothing at or below this position will ever be added. Grows; does not wait. Inside a caller's transaction: as far as was known before. */
  settledPosition(): Promise<number>;

  /** The greatest position recorded at or before `time` (RFC 3339), 0 before the first event; the same whenever it is asked again.
   *  `not-settled`: a transaction in flight could still record an event at or before `time`, or `time` is to come. */
  findPosition(time: string): Promise<FoundPosition>;
}

export type FoundPosition = { readonly outcome: 'found'; readonly position: number } | { readonly outcome: 'not-settled' };
