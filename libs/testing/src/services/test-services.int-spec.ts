import pg from 'pg';
import { expect, it } from 'vitest';
import { createTestDatabase } from './test-services.js';

it('gives each caller an empty database that is gone after its drop', async () => {
  const databases = await Promise.all([createTestDatabase(), createTestDatabase()]);
  const count = async (url: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('create table mine (id int)');
    const { rows } = await client.query(`select count(*)::int as tables from pg_tables where schemaname = 'public'`);
    await client.end();
    return rows[0].tables as number;
  };
  expect(await Promise.all(databases.map((database) => count(database.url)))).toEqual([1, 1]);
  await Promise.all(databases.map((database) => database.drop()));
  await expect(count(databases[0]!.url)).rejects.toThrow(/does not exist/);
});
