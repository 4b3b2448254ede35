import type { EntityManager } from 'typeorm';
import type { Cursor, RecordedEvent } from '../../core/event.js';
import type { EventTypes } from '../../core/upcast.js';

/** Where a page of events is written to. */
export interface ProjectionTarget {
  /** Of the transaction that also moves the checkpoint. */
  readonly manager: EntityManager;
  /** Qualified, quoted name of one of the projection's tables: the live one, or the one that is being rebuilt beside it. */
  table(name: string): string;
}

/** Rows that are a pure function of the record. */
export interface Projection {
  readonly name: string;
  /** From 1. Raised when rows come out otherwise than before, or have other columns; rows of an older version are then rebuilt beside the
   *  live ones and swapped in. */
  readonly version: number;
  /** Tables in schema `lockstep` that hold its rows, made by a migration. Nothing but the projection writes to them. */
  readonly tables: readonly string[];
  /** The streams it reads: `apply` gets their events in the newest shape, and one that this program does not know stops the projection.
   *  Absent: every event is given as it was recorded. */
  readonly reads?: EventTypes;
  /** A page of events of all streams in record order; ignores types that are not its own. Throws on an event it cannot apply. A page may
   *  end anywhere, and the same page may come again after a rollback: keep nothing in memory that the tables do not say. */
  apply(events: readonly RecordedEvent[], target: ProjectionTarget): Promise<void>;
}

/** Why a projection stopped. */
export type ProjectionFailure =
  /** It cannot apply this event. */
  | {
      readonly reason: 'poison';
      readonly position: number;
      readonly stream: string;
      readonly eventId: string;
      readonly eventType: string;
      readonly error: string;
      readonly since: string;
    }
  /** `forked`: the record no longer holds the event the checkpoint stands at: it was replaced by another one, or restored to an earlier time.
   *  `archived`: events that come next were put away. */
  | { readonly reason: 'forked' | 'archived'; readonly position: number; readonly error: string; readonly since: string };

export interface CheckpointState {
  /** Of the program that wrote the rows. */
  readonly version: number;
  readonly cursor: Cursor;
  /** Of the last event applied; 0 before the first. */
  readonly position: number;
  /** Events that are committed and not applied, counted to 10,000 at most; `seconds` since the oldest of them was recorded, 0 without. */
  readonly lag: { readonly events: number; readonly seconds: number };
  readonly failure: ProjectionFailure | null;
}

export interface ProjectionState extends CheckpointState {
  readonly name: string;
  /** `outdated`: the rows are of an older version than this program writes, and a rebuild replaces them; `ahead`: of a newer one. */
  readonly status: 'running' | 'stopped' | 'outdated' | 'ahead';
  /** The rows that are being filled beside the live ones; null when none are. */
  readonly rebuild: CheckpointState | null;
}
