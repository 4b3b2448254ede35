import { beginning, type Cursor, type RecordedEvent } from '../core/event.js';
import { type EventRow, readTime } from './event-columns.js';

/** What `eventColumns` selects, as it is read by others than verifiers. */
export const readRecordedEvent = (row: EventRow): RecordedEvent => ({
  position: Number(row.position),
  cursor: renderCursor(row.tx, row.position),
  stream: row.stream,
  version: row.version,
  id: row.id,
  type: row.type,
  schemaVersion: row.schemaVersion,
  recordedAt: readTime(row.recordedAt),
  observedAt: readTime(row.observedAt),
  actor: row.actor,
  correlationId: row.correlationId ?? undefined,
  causationId: row.causationId ?? undefined,
  idempotencyKey: row.idempotencyKey ?? undefined,
  data: JSON.parse(row.data),
  contentHash: `sha256:${row.contentHash}`,
  chainHash: `sha256:${row.chainHash}`,
});

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
