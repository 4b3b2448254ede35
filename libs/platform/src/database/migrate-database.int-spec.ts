import { createTestDatabase, type TestDatabase } from '@lockstep/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDataSource, migrateDatabase } from './index.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

it('runs each migration once when several processes start together', async () => {
  const runs = await Promise.all([migrateDatabase(database.url), migrateDatabase(database.url), migrateDatabase(database.url)]);
  const names = runs.flat();
  expect(names.length).toBeGreaterThan(0);
  expect(new Set(names).size).toBe(names.length);
  expect(runs.filter((run) => run.length > 0)).toHaveLength(1);
  expect(await migrateDatabase(database.url)).toEqual([]);
});

it('ends a transaction that is left open', async () => {
  const source = await createDataSource({ url: database.url, poolSize: 2 }).initialize();
  expect(await source.query('show idle_in_transaction_session_timeout')).toEqual([{ idle_in_transaction_session_timeout: '10s' }]);
  await source.destroy();
});
