import type { EventKey, RawEvent } from '../../audit/index.js';
import { ArchivedError } from '../../core/archived-error.js';
import { orArchived } from '../archived.js';
import { eventColumns, type EventRow, readTime } from '../event-columns.js';
import type { Queryable } from '../queryable.js';

/** The event before in its stream, which is nowhere in the row itself. */
const previous = `(select encode(p.chain_hash, 'hex') from event_store.event p where p.stream = e.stream and p.version = e.version - 1) as "previousChainHash"`;

const pageSql = (selected: string) => `select ${selected} from event_store.read_all($1, $2, $3) e order by e.tx, e.position`;
const plainPage = pageSql(eventColumns);
const linkedPage = pageSql(`${eventColumns}, ${previous}`);

export interface RawReading {
  /** Each event then tells the chain hash of the one before it in its stream. */
  readonly linked?: boolean;
}

/** The next events of all streams below the fence, in reading order. */
export function readRawEvents(
  db: Queryable,
  after: EventKey,
  limit: number,
  { linked = false }: RawReading = {},
): Promise<readonly RawEvent[]> {
  return readRows(db, linked ? linkedPage : plainPage, [after.tx, after.position, limit]);
}

async function readRows(db: Queryable, sql: string, values: unknown[]): Promise<readonly RawEvent[]> {
  return (await orArchived(db.query<EventRow[]>(sql, values))).map(rawEventOf);
}

/** The row itself, which is nobody else's: a copy would cost a verifier as much as a hash. */
const rawEventOf = (row: EventRow): RawEvent =>
  Object.assign(row as Omit<EventRow, 'recordedAt' | 'observedAt'>, {
    recordedAt: readTime(row.recordedAt),
    observedAt: readTime(row.observedAt),
  });

export async function findRawEvent(db: Queryable, id: string): Promise<RawEvent | undefined> {
  const [event] = await db.query<(EventRow | { readonly id: null })[]>(
    `select ${eventColumns}, ${previous} from event_store.event_id k left join event_store.event e on e.tx = k.tx and e.position = k.position
     where k.id = $1::uuid and (e.id is not null or event_store.is_archived(k.tx))`,
    [id],
  );
  if (event === undefined) return undefined;
  if (event.id === null) throw new ArchivedError(`event store; event ${id}; must not be put away; found it so`);
  return rawEventOf(event);
}
