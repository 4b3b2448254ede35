import type { NewEvent, RecordedEvent } from '@lockstep/event-store';
import { beginning, newEventId } from '@lockstep/event-store';
import { PostgresEventStore, type Projection } from '@lockstep/event-store/postgres';
import type { DataSource } from 'typeorm';

export interface TallyRow {
  readonly stream: string;
  readonly events: number;
  /** Depends on the order: each event multiplies what was there before it. */
  readonly total: number;
  readonly version: number;
}

const modulus = 1_000_003;
const next = (row: TallyRow | undefined, { stream, data, version }: RecordedEvent): TallyRow => ({
  stream,
  events: (row?.events ?? 0) + 1,
  total: ((row?.total ?? 0) * 31 + Number(data)) % modulus,
  version,
});

/** Not idempotent on purpose: an event that is applied twice, never, or in another order shows. Two tables, so that a mix of old and new
 *  rows shows too. */
export const tallyProjection = (more: Partial<Projection> = {}): Projection => ({
  name: 'tally',
  version: 1,
  tables: ['tally', 'tally_sum'],
  async apply(events, { manager, table }) {
    const own = events.filter(({ type }) => type === 'Counted');
    if (own.length === 0) return;
    const found = await manager.query<TallyRow[]>(`select * from ${table('tally')} where stream = any ($1)`, [
      own.map(({ stream }) => stream),
    ]);
    const rows = new Map(found.map((row) => [row.stream, row]));
    for (const event of own) rows.set(event.stream, next(rows.get(event.stream), event));
    await manager.query(
      `insert into ${table('tally')} select * from json_populate_recordset(null::${table('tally')}, $1)
       on conflict (stream) do update set events = excluded.events, total = excluded.total, version = excluded.version`,
      [JSON.stringify([...rows.values()])],
    );
    await manager.query(
      `insert into ${table('tally_sum')} as s values (0, $1) on conflict (id) do update set events = s.events + excluded.events`,
      [own.length],
    );
  },
  ...more,
});

export const createTallyTables = (source: DataSource): Promise<unknown> =>
  source.query(`
    create table lockstep.tally (stream text collate "C" primary key, events integer not null, total integer not null, version integer not null check (version > 0)) with (fillfactor = 70);
    create index tally_by_total on lockstep.tally (total) where total > 5;
    create table lockstep.tally_sum (id integer primary key, events integer not null);
    create table lockstep.tally_other ();
    comment on table lockstep.tally is 'For tests.'`);

/** What the rows must be, from the record alone. */
export async function foldTally(source: DataSource): Promise<readonly TallyRow[]> {
  const store = new PostgresEventStore(source);
  const rows = new Map<string, TallyRow>();
  for (let cursor = beginning; ;) {
    const page = await store.readAll(cursor, 1_000);
    for (const event of page.events) if (event.type === 'Counted') rows.set(event.stream, next(rows.get(event.stream), event));
    if (page.events.length === 0) return [...rows.values()].sort((a, b) => (a.stream < b.stream ? -1 : 1));
    cursor = page.cursor;
  }
}

export const readTally = (source: DataSource): Promise<TallyRow[]> =>
  source.query<TallyRow[]>('select * from lockstep.tally order by stream');

export const counted = (data: number): NewEvent => ({ id: newEventId(), type: 'Counted', data, actor: 'system:test' });
