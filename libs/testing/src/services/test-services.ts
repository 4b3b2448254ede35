import { randomBytes } from 'node:crypto';
import { createDataSource, type DataSourceSettings, migrateDatabase } from '@lockstep/platform/database';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { inject } from 'vitest';
import './provided-services.js';

export interface TestDatabase {
  readonly url: string;
  /** Ends every session in it. */
  readonly drop: () => Promise<void>;
}

/** A fresh, empty database on the server of this test run: one per test file, dropped in its `afterAll`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { databaseUrl } = inject('lockstepServices');
  const name = `lockstep_test_${randomBytes(6).toString('hex')}`;
  await execute(databaseUrl, `create database ${name} template template0 encoding 'UTF8'`);
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => execute(databaseUrl, `drop database if exists ${name} with (force)`) };
}

export interface MigratedDatabase extends TestDatabase {
  /** Connected; `drop` closes it. */
  readonly source: DataSource;
}

/** A fresh database with all migrations applied. */
export async function createMigratedDatabase(settings: Omit<DataSourceSettings, 'url'> = {}): Promise<MigratedDatabase> {
  const database = await createTestDatabase();
  await migrateDatabase(database.url);
  const source = await createDataSource({ ...settings, url: database.url }).initialize();
  const drop = async () => {
    await source.destroy();
    await database.drop();
  };
  return { url: database.url, source, drop };
}

/** For `describe.skipIf(testRedisUrl() === undefined)`. Keys are shared by all tests: use a prefix of your own. */
export const testRedisUrl = (): string | undefined => inject('lockstepServices').redisUrl;

async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
