import pg from 'pg';
import { createDataSource, databaseSchema } from './create-data-source.js';

/** Any number; all of Lockstep's migrations share it. */
const migrationLock = 5_210_466_103_001;

/** Brings a database to the newest schema and notices a restored record. API and worker start together and both call this: a session
 *  lock lets the second wait and then find nothing to do. Returns the names of the migrations that were run. */
export async function migrateDatabase(url: string): Promise<readonly string[]> {
  const lock = new pg.Client({ connectionString: url, application_name: 'lockstep-migrate', connectionTimeoutMillis: 5_000 });
  await lock.connect();
  // The lock is gone with the session; the migration then fails by itself if the server is gone too.
  lock.on('error', () => {});
  try {
    await lock.query('select pg_advisory_lock($1)', [migrationLock]);
    // TypeORM makes its table of migrations before the first migration could make the schema for it.
    await lock.query(`create schema if not exists ${databaseSchema}`);
    const source = await createDataSource({ url, poolSize: 2 }).initialize();
    try {
      const run = await source.runMigrations({ transaction: 'each' });
      await source.query('select event_store.ensure_incarnation()');
      return run.map((migration) => migration.name);
    } finally {
      await source.destroy();
    }
  } finally {
    await lock.end();
  }
}
