import { type BackendFactory, type ConnectionOptions, createPostgresBackend, runMigrations } from 'bullmq';
import pg from 'pg';
import type { QueueBackend } from './queue-backend.js';

const schema = 'bullmq';

/** One pool for all queues of the process, instead of BullMQ's pool per object. Each worker and each watcher keeps one connection of it for
 *  LISTEN, so the pool must be larger than their number. */
export async function openPostgresBackend(url: string, poolSize: number, onError: (error: Error) => void): Promise<QueueBackend> {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    // A plan that was kept since a table was empty reads the whole of it for each job when it is not: ten thousand jobs take a hundred million rows.
    options: `-c search_path=${schema} -c plan_cache_mode=force_custom_plan`,
    application_name: 'lockstep-queue',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  pool.on('error', onError);
  // Every queue object adds its own listener to the pool it was given.
  pool.setMaxListeners(100);
  try {
    await migrateQueue(pool);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return {
    kind: 'postgres',
    producerConnection: pool as unknown as ConnectionOptions,
    consumerConnection: pool as unknown as ConnectionOptions,
    factory: createPostgresBackend as unknown as BackendFactory,
    prefix: 'bull',
    ping: async () => {
      await pool.query('select 1');
    },
    close: () => pool.end(),
  };
}

/** A worker on a schema that is not migrated spins through millions of errors, so nothing is opened before this has succeeded. */
async function migrateQueue(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await runMigrations(client, schema);
  } finally {
    client.release();
  }
}
