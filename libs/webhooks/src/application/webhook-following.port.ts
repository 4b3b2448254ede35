import type { Cursor, RecordedEvent } from '@lockstep/event-store';
import type { ToldFinding } from '../domain/index.js';
import type { DeliveryOrder } from './deliveries.port.js';

/** How far something has been told. */
export interface Told<Place> {
  readonly at: Place;
  /** Changes whenever somebody has told anything, even at the same place. */
  readonly round: number;
}

export interface WebhookFollowing {
  /** Begins at the end of the record, and with the findings that there are, unless it has begun before. */
  ensure(): Promise<void>;
  /** Undefined: it has not begun, because there never was a webhook. */
  findRecord(): Promise<Told<Cursor> | undefined>;
  readRecord(after: Cursor): Promise<{ readonly events: readonly RecordedEvent[]; readonly cursor: Cursor; readonly ended: boolean }>;
  /** All or nothing. `moved`: somebody else has told something meanwhile, and nothing was written. */
  advanceRecord(from: Told<Cursor>, to: Cursor, orders: readonly DeliveryOrder[]): Promise<'advanced' | 'moved'>;

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
