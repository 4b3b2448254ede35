import type { JobsOptions } from 'bullmq';
import type { JobDefinition } from './job-queues.port.js';

const day = 86_400;

/** How often a kind of job is tried, and how long its ended jobs are kept. */
export const optionsOf = ({ attempts, backoff, jitter }: Pick<JobDefinition, 'attempts' | 'backoff' | 'jitter'>): JobsOptions => ({
  attempts,
  backoff: { type: 'exponential', delay: backoff, ...(jitter === undefined ? {} : { jitter }) },
  removeOnComplete: { age: 7 * day, count: 10_000 },
  removeOnFail: { age: 30 * day, count: 10_000 },
});

export function requireJobId(name: string, id: string): string {
  if (!/^[\w.-]{1,128}$/.test(id) || /^\d+$/.test(id)) {
    throw new Error(`job ${name}; id; must be 1 to 128 letters, digits and _ . -, not digits alone; found ${JSON.stringify(id)}`);
  }
  return id;
}
