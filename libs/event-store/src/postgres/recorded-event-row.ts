import type { Digest } from '@lockstep/kernel';
import { beginning, type Cursor, type RecordedEvent } from '../core/event.js';

/** Columns of `event_store.event` as text, because pg's own types would cut microseconds and long integers. */
export const recordedEventColumns = `e.tx::text, e.position::text, e.stream, e.version, e.id::text, e.type, e.schema_version,
  to_char(e.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as recorded_at,
  to_char(e.observed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as observed_at,
  e.actor, e.correlation_id, e.causation_id, e.idempotency_key, e.data::text as data,
  encode(e.content_hash, 'hex') as content_hash, encode(e.chain_hash, 'hex') as chain_hash`;

export interface RecordedEventRow {
  readonly tx: string;
  readonly position: string;
  readonly stream: string;
  readonly version: number;
  readonly id: string;
  readonly type: string;
  readonly schema_version: number;
  readonly recorded_at: string;
  readonly observed_at: string;
  readonly actor: string;
  readonly correlation_id: string | null;
  readonly causation_id: string | null;
  readonly idempotency_key: string | null;
  readonly data: string;
  readonly content_hash: string;
  readonly chain_hash: string;
}

export function readRecordedEvent(row: RecordedEventRow): RecordedEvent {
  return {
    position: Number(row.position),
    cursor: renderCursor(row.tx, row.position),
    stream: row.stream,
    version: row.version,
    id: row.id,
    type: row.type,
    schemaVersion: row.schema_version,
    recordedAt: row.recorded_at,
    observedAt: row.observed_at,
    actor: row.actor,
    correlationId: row.correlation_id ?? undefined,
    causationId: row.causation_id ?? undefined,
    idempotencyKey: row.idempotency_key ?? undefined,
    data: JSON.parse(row.data),
    contentHash: `sha256:${row.content_hash}` as Digest,
    chainHash: `sha256:${row.chain_hash}` as Digest,
  };
}

export const renderCursor = (tx: string, position: string): Cursor => `${tx}.${position}` as Cursor;

/** Order key and position, as decimal text; throws on a cursor that this store did not make. */
export function parseCursor(cursor: Cursor): readonly [tx: string, position: string] {
  if (cursor === beginning) return ['0', '0'];
  const [, tx, position] = /^(\d{1,19})\.(\d{1,19})$/.exec(cursor) ?? [];
  if (tx === undefined || position === undefined)
    throw new Error(`event store; cursor; must be one this store gave; found ${JSON.stringify(cursor)}`);
  return [tx, position];
}

/** The same for all events of a transaction in one stream; another transaction has it only when it began before the one that wrote to the stream. */
export const orderKeyOf = (cursor: Cursor): string => parseCursor(cursor)[0];
