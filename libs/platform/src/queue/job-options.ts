import type { JobsOptions } from 'bullmq';
import type { JobDefinition } from './job-queues.port.js';

const day = 86_400;
const mostKept = 10_000;

/** How often a kind of job is tried, and how long its ended jobs are kept. */
export const optionsOf = (
  { attempts, backoff, jitter, kept }: Pick<JobDefinition, 'attempts' | 'backoff' | 'jitter' | 'kept'>,
  backoffScale: number,
): JobsOptions => ({
  attempts,
  backoff: { type: 'exponential', delay: Math.ceil(backoff * backoffScale), ...(jitter === undefined ? {} : { jitter }) },
  removeOnComplete: { age: kept?.seconds ?? 7 * day, count: kept?.count ?? mostKept },
  removeOnFail: { age: 30 * day, count: kept?.count ?? mostKept },
});

export function requireJobId(name: string, id: string): string {
  if (!/^[\w.-]{1,128}$/.test(id) || /^\d+$/.test(id)) {
    throw new Error(`job ${name}; id; must be 1 to 128 letters, digits and _ . -, not digits alone; found ${JSON.stringify(id)}`);
  }
  return id;
}
