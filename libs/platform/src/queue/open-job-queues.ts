import { BullmqJobQueues } from './bullmq-job-queues.js';
import type { JobQueues } from './job-queues.port.js';
import { openPostgresBackend } from './postgres-backend.js';
import { openRedisBackend } from './redis-backend.js';
import { throttleReports } from './throttled-report.js';

export interface JobQueuesSettings {
  /** Given: Redis holds the jobs. Absent: the database does. */
  readonly redisUrl?: string;
  readonly databaseUrl: string;
  /** Key prefix on Redis, `lockstep` when absent. */
  readonly prefix?: string;
  /** Connections on PostgreSQL; must exceed the number of workers and watchers of this process. */
  readonly poolSize?: number;
  /** What pauses between attempts are multiplied by, 1 when absent: tests wait less. */
  readonly backoffScale?: number;
  /** Called for errors of connections in the background, at most every 5 s for equal ones; `suppressed` were held back meanwhile. */
  readonly report: (message: string, suppressed: number) => void;
}

/** Opens the queues on the backend that the settings choose. Rejects when PostgreSQL can not be reached; Redis is waited for. */
export async function openJobQueues(settings: JobQueuesSettings): Promise<JobQueues> {
  const onError = throttleReports(settings.report);
  const backend =
    settings.redisUrl === undefined
      ? await openPostgresBackend(settings.databaseUrl, settings.poolSize ?? 10, onError)
      : openRedisBackend(settings.redisUrl, settings.prefix ?? 'lockstep', onError);
  return new BullmqJobQueues(backend, onError, settings.backoffScale);
}
