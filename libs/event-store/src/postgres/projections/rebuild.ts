import type { DataSource } from 'typeorm';
import { PostgresEventStore } from '../postgres-event-store.js';
import { parseCursor } from '../recorded-event-row.js';
import { type Advance, ApplyError, applyEvents } from './apply-page.js';
import { type Checkpoint, createLiveCheckpoint, lockCheckpoints } from './checkpoint.js';
import type { Projection } from './projection.js';
import { createShadowTables, dropShadowTables, qualify, rebuildSchema, swapTables } from './shadow-tables.js';

/** Begins with empty tables beside the live ones. A rebuild of this version that has not failed goes on as it is, whoever began it: its rows
 *  and its checkpoint commit together, so it may be left and taken up at any point. */
export function startRebuild(source: DataSource, projection: Projection): Promise<void> {
  const { name, version, tables } = projection;
  return source.transaction(async (manager) => {
    await createLiveCheckpoint(manager, projection);
    await manager.query(
      `insert into event_store.projection (name, slot, version, tables) values ($1, 'rebuild', 0, '{}') on conflict do nothing`,
      [name],
    );
    const { rebuild } = await lockCheckpoints(manager, name);
    if (rebuild!.version === version && rebuild!.failure === null) return;
    await manager.query(
      `update event_store.projection set version = $2, tables = $3, tx = 0, position = 0, chain_hash = null, failure = null
       where name = $1 and slot = 'rebuild'`,
      [name, version, tables],
    );
    await dropShadowTables(manager, [...new Set([...rebuild!.tables, ...tables])]);
    await createShadowTables(manager, tables);
  });
}

/** Milliseconds to wait for a lock. Readers queue up behind one who waits for theirs, and two may wait for each other: rather come again. */
const patience = 200;

/** Applies the last events while the live checkpoint is held, so that the new rows stand where the old ones stood or later, and puts them
 *  in their place. */
export async function finishRebuild(source: DataSource, projection: Projection, pageSize: number): Promise<Advance> {
  const { name, tables } = projection;
  // New tables have no statistics, and the first readers would be given bad plans.
  for (const table of tables) await source.query(`analyze ${qualify(rebuildSchema, table)}`);
  try {
    return await source.transaction(async (manager) => {
      await manager.query(`set local lock_timeout = ${patience}`);
      const { live, rebuild } = await lockCheckpoints(manager, name);
      if (!live || rebuild?.version !== projection.version || rebuild.failure !== null) return 'busy';
      const store = new PostgresEventStore(manager);
      for (let { cursor } = rebuild; isBefore(cursor, live.cursor);) {
        const page = await store.readAll(cursor, pageSize);
        if (page.events.length === 0) return 'busy';
        await applyEvents(manager, projection, 'rebuild', page.events);
        cursor = page.cursor;
      }
      await swapTables(manager, tables);
      await manager.query(swapCheckpointsSql, [name]);
      return 'moved';
    });
  } catch (error) {
    // An event that cannot be applied is told from others where pages are halved, not here.
    if (error instanceof ApplyError || (error as { code?: unknown }).code === lockNotAvailable) return 'busy';
    throw error;
  }
}

const lockNotAvailable = '55P03';

const swapCheckpointsSql = `
with rebuilt as (delete from event_store.projection where name = $1 and slot = 'rebuild' returning *)
update event_store.projection c set version = r.version, tables = r.tables, tx = r.tx, position = r.position, chain_hash = r.chain_hash, failure = null
from rebuilt r where c.name = $1 and c.slot = 'live'`;

function isBefore(a: Checkpoint['cursor'], b: Checkpoint['cursor']): boolean {
  const [[aTx, aPosition], [bTx, bPosition]] = [parseCursor(a), parseCursor(b)].map((pair) => pair.map(BigInt)) as [
    [bigint, bigint],
    [bigint, bigint],
  ];
  return aTx < bTx || (aTx === bTx && aPosition < bPosition);
}
