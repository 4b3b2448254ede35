import { once } from 'node:events';
import { createTestDatabase, type TestDatabase } from '@lockstep/testing';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { holdLock } from './hold-lock.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database?.drop());

const until = async (lost: AbortSignal) => {
  if (!lost.aborted) await once(lost, 'abort');
  lost.throwIfAborted();
};

it('is held by one at a time for each name, and free when the work is done or has failed', async () => {
  const seen: string[] = [];
  const hold = (which: string, work: () => Promise<void>) => holdLock(database.url, ['test', which], 30, work);
  const failing = hold('a', async () => {
    seen.push(await hold('a', async () => {}), await hold('b', async () => {}));
    throw new Error('of the work');
  });
  await expect(failing).rejects.toThrow('of the work');
  expect([...seen, await hold('a', async () => {})]).toEqual(['busy', 'done', 'done']);
});

it('tells whoever stands still for too long that the lock is lost, and another one has it', async () => {
  await expect(holdLock(database.url, ['test', 'a'], 2, until)).rejects.toThrow('must last until the work is done');
  expect(await holdLock(database.url, ['test', 'a'], 30, async () => {})).toBe('done');
});

it('tells whoever holds it that its session was ended', async () => {
  const held = holdLock(database.url, ['test', 'a'], 30, async (lost) => {
    const other = new pg.Client({ connectionString: database.url });
    await other.connect();
    await other.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'lockstep-lock' and datname = current_database()`,
    );
    await other.end();
    await until(lost);
  });
  await expect(held).rejects.toThrow('it ended');
});
