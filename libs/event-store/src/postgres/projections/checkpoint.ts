import type { DataSource, EntityManager } from 'typeorm';
import type { Cursor, RecordedEvent } from '../../core/event.js';
import { parseCursor, renderCursor } from '../recorded-event-row.js';
import type { Projection, ProjectionFailure } from './projection.js';
import type { Queryable } from '../queryable.js';
import { liveSchema, qualify } from './shadow-tables.js';

export type Slot = 'live' | 'rebuild';

/** A row of `event_store.projection`. */
export interface Checkpoint {
  readonly slot: Slot;
  readonly version: number;
  /** Which that version writes. */
  readonly tables: readonly string[];
  readonly cursor: Cursor;
  readonly position: number;
  readonly failure: ProjectionFailure | null;
  /** The record still holds the event that was applied last, or it was put away; `lost`: another one stands there, or none. */
  readonly anchor: 'held' | 'lost';
}

interface Row extends Omit<Checkpoint, 'cursor' | 'position'> {
  readonly tx: string;
  readonly position: string;
}

const columns = 'c.slot, c.version, c.tables, c.tx::text, c.position::text, c.failure';

export type Checkpoints = Partial<Record<Slot, Checkpoint>>;

export async function findCheckpoints(source: Queryable, name: string): Promise<Checkpoints> {
  const rows = await source.query<Row[]>(
    `select ${columns}, case when e.chain_hash is not distinct from c.chain_hash or exists (
       select from event_store.partition p
       where p.detached_at is not null and p.from_tx <= c.tx and (c.tx, c.position) <= (p.last_tx, p.last_position)
     ) then 'held' else 'lost' end as anchor
     from event_store.projection c left join event_store.event e on e.tx = c.tx and e.position = c.position where c.name = $1`,
    [name],
  );
  return checkpointsOf(rows);
}

/** Both, waiting for whoever holds them. Until the transaction ends nobody else moves them. */
export async function lockCheckpoints(manager: EntityManager, name: string): Promise<Checkpoints> {
  const rows = await manager.query<Row[]>(
    `select ${columns}, 'held' as anchor from event_store.projection c where c.name = $1 order by c.slot for update`,
    [name],
  );
  return checkpointsOf(rows);
}

const checkpointsOf = (rows: readonly Row[]): Checkpoints =>
  Object.fromEntries(
    rows.map(({ tx, position, ...row }) => [row.slot, { ...row, cursor: renderCursor(tx, position), position: Number(position) }]),
  );

/** Version 0 when the tables hold rows already, which something else wrote: they are then rebuilt like those of an older version. */
export async function createLiveCheckpoint(source: Queryable, { name, version, tables }: Projection): Promise<void> {
  const found = tables.map((table) => `exists (select from ${qualify(liveSchema, table)})`).join(' or ') || 'false';
  await source.query(
    `insert into event_store.projection (name, slot, version, tables) select $1, 'live', case when ${found} then 0 else $2::integer end, $3
     on conflict do nothing`,
    [name, version, tables],
  );
}

/** Until the transaction ends nobody else moves it. `changed`: another process holds it or has moved it since it was read. */
export async function lockCheckpoint(manager: EntityManager, name: string, read: Checkpoint): Promise<'locked' | 'changed'> {
  const rows = await manager.query<unknown[]>(
    `select from event_store.projection where name = $1 and slot = $2 and tx = $3 and position = $4 and version = $5 and failure is null
     for update skip locked`,
    [name, read.slot, ...parseCursor(read.cursor), read.version],
  );
  return rows.length > 0 ? 'locked' : 'changed';
}

export async function moveCheckpoint(
  manager: EntityManager,
  name: string,
  slot: Slot,
  { cursor, chainHash }: RecordedEvent,
): Promise<void> {
  await manager.query(
    `update event_store.projection set tx = $3, position = $4, chain_hash = decode($5, 'hex')
     where name = $1 and slot = $2`,
    [name, slot, ...parseCursor(cursor), chainHash.slice('sha256:'.length)],
  );
}

/** `changed`: it was moved meanwhile, so that what failed is no longer what comes next. */
export function failCheckpoint(
  source: DataSource,
  name: string,
  read: Checkpoint,
  failure: ProjectionFailure,
): Promise<'failed' | 'changed'> {
  return source.transaction(async (manager) => {
    if ((await lockCheckpoint(manager, name, read)) === 'changed') return 'changed';
    await manager.query('update event_store.projection set failure = $3 where name = $1 and slot = $2', [
      name,
      read.slot,
      JSON.stringify(failure),
    ]);
    return 'failed';
  });
}

/** Whether there was a failure to forget. */
export async function forgetFailures(source: Queryable, name: string): Promise<boolean> {
  const [rows] = await source.query<[unknown[], number]>(
    'update event_store.projection set failure = null where name = $1 and failure is not null returning name',
    [name],
  );
  return rows.length > 0;
}
