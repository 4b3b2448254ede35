import type { Cursor, RecordedEvent } from '@lockstep/event-store';
import type { ToldFinding } from '../domain/index.js';
import type { DeliveryOrder } from './deliveries.port.js';

/** How far something has been told. */
export interface Told<Place> {
  readonly at: Place;
  /** Changes whenever somebody has told anything, even at the same place. */
  readonly round: number;
}

export interface ToldRecord extends Told<Cursor> {
  /** What comes after `at`, and was committed before anybody wanted to be told: it is passed over. */
  readonly passed: ReadonlySet<Cursor>;
}

export interface WebhookFollowing {
  /** Begins with what is committed from now on, whenever it was begun to be written, and with the findings that there are, unless it has begun before. */
  ensure(): Promise<void>;
  /** Undefined: it has not begun, because there never was a webhook. */
  findRecord(): Promise<ToldRecord | undefined>;
  readRecord(after: ToldRecord): Promise<{ readonly events: readonly RecordedEvent[]; readonly cursor: Cursor; readonly ended: boolean }>;
  /** All or nothing. `moved`: somebody else has told something meanwhile, and nothing was written. */
  advanceRecord(from: ToldRecord, to: Cursor, orders: readonly DeliveryOrder[]): Promise<'advanced' | 'moved'>;

  /** `at`: the highest position up to the last change of a finding that was looked at. */
  findFindings(): Promise<Told<number> | undefined>;
  findTold(findings: readonly string[]): Promise<ReadonlyMap<string, ToldFinding>>;
  advanceFindings(
    from: Told<number>,
    to: number,
    told: ReadonlyMap<string, ToldFinding>,
    orders: readonly DeliveryOrder[],
  ): Promise<'advanced' | 'moved'>;
}
