import { type BackendFactory, type ConnectionOptions, createPostgresBackend, runMigrations } from 'bullmq';
import pg from 'pg';
import { MEASURED_STATES, type MeasuredState, type QueueMeasure } from './job-queues.port.js';
import type { QueueBackend } from './queue-backend.js';

const schema = 'bullmq';

interface MeasuredRow {
  readonly queue: string;
  readonly state: MeasuredState;
  readonly count: number;
  readonly ready: Date | null;
}

/** BullMQ counts queue by queue, ended jobs too, and tells of the job that waits longest where Redis is beneath it alone. */
const measuring = `select queue, state::text as state, count(*)::int as count,
    to_timestamp(min(greatest(added_at_ms + coalesce((opts ->> 'delay')::bigint, 0), (opts ->> 'prevMillis')::bigint, processed_at_ms))
      filter (where state = 'waiting') / 1000.0) as ready
  from job where queue = any ($1) and state = any ($2::job_state[]) group by queue, state`;

function measureOf(name: string, rows: readonly MeasuredRow[]): QueueMeasure {
  const own = (state: MeasuredState) => rows.find((row) => row.queue === name && row.state === state);
  const counts = Object.fromEntries(MEASURED_STATES.map((state) => [state, own(state)?.count ?? 0])) as QueueMeasure['counts'];
  return { name, counts, waitingSince: own('waiting')?.ready?.toISOString() ?? null };
}

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
    measure: async (queues) => {
      const names = queues.map(({ name }) => name);
      const { rows } = await pool.query<MeasuredRow>(measuring, [names, MEASURED_STATES]);
      return names.map((name) => measureOf(name, rows));
    },
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
