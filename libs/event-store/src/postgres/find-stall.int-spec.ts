import { createMigratedDatabase, createTestDatabase, type MigratedDatabase, type TestDatabase } from '@lockstep/testing';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PostgresEventStore, type Stall } from './index.js';

let database: MigratedDatabase;
let elsewhere: TestDatabase;
let store: PostgresEventStore;
beforeAll(async () => {
  database = await createMigratedDatabase({ poolSize: 4 });
  elsewhere = await createTestDatabase();
  store = new PostgresEventStore(database.source);
});
afterAll(async () => {
  await database.drop();
  await elsewhere.drop();
});

/** A transaction of that database that does `statement` and stays open. */
const hold = async (url: string, statement: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url, application_name: 'forgotten' });
  await client.connect();
  await client.query('begin');
  await client.query(statement);
  return client;
};
const held = async (client: pg.Client, check: (stall: Stall | undefined) => void): Promise<void> => {
  try {
    await expect.poll(() => store.findStall(0), { timeout: 10_000 }).toMatchObject({ application: 'forgotten' });
    check(await store.findStall(0));
  } finally {
    await client.end();
  }
};

it('names the session that writes and stays open, with what an operator needs to end it', async () => {
  const client = await hold(database.url, 'select pg_current_xact_id()');
  const { rows } = await client.query<{ pid: number; name: string }>('select pg_backend_pid() as pid, current_database() as name');
  await held(client, (stall) => {
    expect(stall).toMatchObject({ kind: 'writer', pid: rows[0]!.pid, database: rows[0]!.name, state: 'idle in transaction' });
    expect(Date.parse(stall!.since)).toBeLessThanOrEqual(Date.now() + 1_000);
  });
});

it('names a writer of another database, and one that wrote only a temporary table', async () => {
  await held(await hold(elsewhere.url, 'create temporary table scratch (id integer)'), (stall) =>
    expect(stall).toMatchObject({ kind: 'writer-in-another-database', database: new URL(elsewhere.url).pathname.slice(1) }),
  );
});

it('says by whom the holder is held up itself', async () => {
  await database.source.query(`insert into event_store.stream (name) values ('contended')`);
  const lockRow = `select 1 from event_store.stream where name = 'contended' for update`;
  const holder = await hold(database.url, 'select pg_current_xact_id()');
  const { rows } = await holder.query<{ pid: number }>('select pg_backend_pid() as pid');
  const blocker = await hold(database.url, lockRow);
  const blocking = await blocker.query<{ pid: number }>('select pg_backend_pid() as pid');
  const answer = holder.query(lockRow).catch(() => undefined);
  try {
    await expect
      .poll(() => store.findStall(0), { timeout: 10_000 })
      .toMatchObject({ pid: rows[0]!.pid, blockedBy: [blocking.rows[0]!.pid] });
  } finally {
    await blocker.end();
    await answer;
    await holder.end();
  }
});

it('does not take a reader, an advisory lock or a young writer for a stall', async () => {
  const reader = await hold(database.url, 'select count(*) from event_store.event');
  await reader.query('select pg_advisory_xact_lock(1)');
  const young = await hold(database.url, 'select pg_current_xact_id()');
  try {
    await expect.poll(() => store.findStall(0), { timeout: 10_000 }).toMatchObject({ application: 'forgotten' });
    expect(await store.findStall(60_000)).toBeUndefined();
    await young.query('rollback');
    await expect.poll(() => store.findStall(0), { timeout: 10_000 }).not.toMatchObject({ application: 'forgotten' });
  } finally {
    await reader.end();
    await young.end();
  }
});
