import { createMigratedDatabase, type MigratedDatabase } from '@lockstep/testing';
import type { QueryRunner } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beginning, newEventId, type NewEvent } from '../index.js';
import { PostgresEventStore } from './index.js';

/**
 * Each rule that keeps readers from losing events, with what happens without it. A scenario runs on the store as it is and on a mutant of it; on
 * the mutant it must come out wrong, or it would prove nothing about the rule.
 */
let database: MigratedDatabase;
let store: PostgresEventStore;
beforeEach(async () => {
  database = await createMigratedDatabase({ poolSize: 6 });
  store = new PostgresEventStore(database.source);
});
afterEach(() => database.drop());

/** Gives the rows after what it was given before. */
type Reader = () => Promise<readonly string[]>;
type OpenReader = () => Reader;

const named = (data: string): NewEvent => ({ id: newEventId(), type: 'SomethingHappened', data, actor: 'system:test' });
const append = async (stream: string, data: string, to = store) => {
  expect(await to.append(stream, 'any', [named(data)])).toMatchObject({ outcome: 'appended' });
};
const begin = async (): Promise<QueryRunner> => {
  const runner = database.source.createQueryRunner();
  await runner.startTransaction();
  await runner.query('select pg_current_xact_id()');
  return runner;
};
const commit = async (runner: QueryRunner) => {
  await runner.commitTransaction();
  await runner.release();
};
/** What is not this test's own may hold readers back for a moment. */
const readToEnd = async (read: Reader, count: number): Promise<readonly string[]> => {
  const all: string[] = [];
  const deadline = Date.now() + 10_000;
  do all.push(...(await read()));
  while (all.length < count && Date.now() < deadline && (await database.source.query('select 1')));
  return all;
};

const asItIs: OpenReader = () => {
  let cursor = beginning;
  return async () => {
    const page = await store.readAll(cursor, 100);
    cursor = page.cursor;
    return page.events.map(({ data }) => data as string);
  };
};

/** A reader that keeps the greatest key it saw; `sql` selects rows `position, key, data` after $1. */
const ownReader =
  (sql: string, keep: (key: string) => Promise<boolean> = async () => true): OpenReader =>
  () => {
    let after = '0';
    return async () => {
      const rows = await database.source.query<{ key: string; data: string }[]>(sql, [after]);
      const seen = [];
      for (const row of rows) if (await keep(row.key)) seen.push(row);
      after = seen.at(-1)?.key ?? after;
      return seen.map(({ data }) => JSON.parse(data) as string);
    };
  };

const mutate = async (name: string, from: string, to: string): Promise<void> => {
  const [{ text }] = await database.source.query(`select pg_get_functiondef(p.oid) as text from pg_proc p where p.oid = $1::regproc`, [
    name,
  ]);
  expect(text, name).toContain(from);
  await database.source.query(text.replaceAll(from, to));
};

describe('an event that commits after a later one was read', () => {
  const lateCommit = async (open: OpenReader, expected: number): Promise<readonly string[]> => {
    const read = open();
    const slow = await begin();
    await append('slow', 'early', store.withManager(slow.manager));
    await append('fast', 'late');
    const before = await read();
    await commit(slow);
    return [...before, ...(await readToEnd(read, expected - before.length))].toSorted();
  };

  it('is read, because readers stop at the fence', async () => {
    expect(await lateCommit(asItIs, 2)).toEqual(['early', 'late']);
  });

  it('is lost by a reader that goes on from the last position', { timeout: 30_000 }, async () => {
    const byPosition = ownReader(
      `select position::text as key, data::text from event_store.event where position > $1::bigint order by position limit 100`,
    );
    expect(await lateCommit(byPosition, 1)).toEqual(['late']);
  });

  it('is lost by a reader that asks for the fence after the rows', { timeout: 30_000 }, async () => {
    const slow = await begin();
    await append('slow', 'early', store.withManager(slow.manager));
    await append('fast', 'late');
    let committed = false;
    const twoStatements = ownReader(
      `select tx::text as key, data::text from event_store.event where tx > $1::bigint order by tx, position limit 100`,
      async (key) => {
        if (!committed) await commit(slow);
        committed = true;
        const below = async () => (await database.source.query('select $1::bigint < event_store.fence() as below', [key]))[0].below;
        await expect.poll(below, { timeout: 10_000 }).toBe(true);
        return true;
      },
    );
    const read = twoStatements();
    expect([...(await read()), ...(await read())]).toEqual(['late']);
  });
});

describe('a stream whose writer began early and wrote late', () => {
  const inversion = async (): Promise<readonly string[]> => {
    const early = await begin();
    for (const data of ['1', '2']) await append('inverted', data);
    await append('inverted', '3', store.withManager(early.manager));
    await commit(early);
    return readToEnd(asItIs(), 3);
  };

  it('is read in the order of its versions', async () => {
    expect(await inversion()).toEqual(['1', '2', '3']);
  });

  it('is turned round by order keys that are transaction ids alone', async () => {
    await mutate('event_store.append_one', 'greatest(h.head_tx, ', '(');
    await mutate('event_store.append_many', 'greatest(l.head_tx, ', '(');
    expect(await inversion()).toEqual(['3', '1', '2']);
  });
});

describe('a transaction that reads while it writes', () => {
  const ownEvents = async (): Promise<readonly string[]> => {
    const runner = await begin();
    const inside = store.withManager(runner.manager);
    await append('own', 'not yet', inside);
    const { events } = await inside.readAll(beginning, 10);
    await runner.rollbackTransaction();
    await runner.release();
    return events.map(({ data }) => data as string);
  };

  it('is given nothing of its own that it could still take back', async () => {
    expect(await ownEvents()).toEqual([]);
  });

  it('is given what never comes to be, where the fence is crossed by one', async () => {
    await mutate('event_store.read_all', 'e.tx < event_store.fence()', 'e.tx <= event_store.fence()');
    expect(await ownEvents()).toEqual(['not yet']);
  });
});
