import { ArchivedError } from '../core/archived-error.js';
import type { Cursor, RecordedEvent } from '../core/event.js';
import { orArchived } from './archived.js';
import { eventColumns, type EventRow } from './event-columns.js';
import type { Queryable } from './queryable.js';
import { parseCursor, readRecordedEvent, renderCursor } from './recorded-event-row.js';

export interface EventFilter {
  /** The stream begins with one of these. */
  readonly streams: readonly string[];
  /** Absent: any. */
  readonly types?: readonly string[];
}

export interface FoundEvents {
  readonly events: readonly RecordedEvent[];
  /** After the last event found, or after the last one looked at when fewer than `limit` were found. */
  readonly cursor: Cursor;
  /** Whether the record was read to its end. */
  readonly ended: boolean;
}

/** Of all streams, in record order and below the fence. Looks at `scan` events at most, so that a rare kind costs no more than a common one. */
export async function findEvents(
  source: Queryable,
  after: Cursor,
  limit: number,
  { streams, types }: EventFilter,
  scan = 20_000,
): Promise<FoundEvents> {
  const rows = await orArchived(
    source.query<(EventRow & { scanned: string; last_tx: string; last_position: string; found: boolean })[]>(findSql, [
      ...parseCursor(after),
      scan,
      streams,
      types ?? null,
      limit,
    ]),
  );
  const events = rows.filter(({ found }) => found).map(readRecordedEvent);
  const [first] = rows;
  if (first === undefined) return { events, cursor: after, ended: true };
  if (events.length === limit) return { events, cursor: events.at(-1)!.cursor, ended: false };
  return { events, cursor: renderCursor(first.last_tx, first.last_position), ended: Number(first.scanned) < scan };
}

/** By its id, also above the fence. Throws `ArchivedError` when it was put away. */
export async function findEvent(source: Queryable, id: string): Promise<RecordedEvent | undefined> {
  const [row] = await source.query<(EventRow | { readonly id: null })[]>(
    `select ${eventColumns} from event_store.event_id k left join event_store.event e on e.tx = k.tx and e.position = k.position
     where k.id = $1 and (e.id is not null or event_store.is_archived(k.tx))`,
    [id],
  );
  if (row === undefined) return undefined;
  if (row.id === null) throw new ArchivedError(`event store; event ${id}; must not be put away; found it so`);
  return readRecordedEvent(row);
}

/** What is looked at is not what is read: data is fetched for what was found alone. Without a hit one row tells where the look ended. */
const findSql = `
with page as materialized (
  select p.tx, p.position, p.stream, p.type from event_store.read_all($1, $2, $3) p
), last as (
  select p.tx, p.position, (select count(*) from page) as scanned from page p order by p.tx desc, p.position desc limit 1
), hit as (
  select p.tx, p.position from page p
  where exists (select from unnest($4::text[]) s where starts_with(p.stream, s)) and ($5::text[] is null or p.type = any ($5))
  order by p.tx, p.position limit $6
)
select ${eventColumns}, e.id is not null as found, last.scanned::text, last.tx::text as last_tx, last.position::text as last_position
from last left join (hit join event_store.event e using (tx, position)) on true
order by e.tx, e.position`;
