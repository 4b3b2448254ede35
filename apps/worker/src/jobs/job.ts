import { followChangeRecordJob } from '@lockstep/approvals';
import { checkSourceJob, scanClusterJob, scanJob, scanSourceJob, scheduledScanJob } from '@lockstep/fleet';
import type { JobQueues, WorkOptions } from '@lockstep/platform';
import { computePlanJob, recomputePlanJob } from '@lockstep/plans';
import { deliverWebhookJob } from '@lockstep/webhooks';

/** The handler of one kind of job: it parses, calls one use case, and reports. */
export interface Job {
  readonly definition: { readonly name: string };
  /** Starts taking jobs of this kind. */
  work(queues: JobQueues, options: WorkOptions): Promise<void>;
}

/** Every kind of job that some process enqueues. */
const definitions: readonly { readonly name: string }[] = [
  computePlanJob,
  recomputePlanJob,
  scanJob,
  scanSourceJob,
  scanClusterJob,
  scheduledScanJob,
  checkSourceJob,
  followChangeRecordJob,
  deliverWebhookJob,
];

/** Milliseconds. The plan of a worker that died waits so long for another one. Nothing blocks the event loop for half of it: plans are searched in
 *  threads, and the largest fleet takes two seconds to read. */
const lockDuration = 15_000;

/** `concurrency`: of kinds that say nothing else of themselves. Starts taking jobs of all kinds, or throws before the first. */
export async function startJobs(queues: JobQueues, jobs: readonly Job[], concurrency: number): Promise<void> {
  const problems = findUnevenHandlers(
    definitions.map(({ name }) => name),
    jobs.map(({ definition }) => definition.name),
  );
  if (problems.length > 0) throw new Error(problems.join('\n'));
  for (const job of jobs) await job.work(queues, { concurrency, lockDuration });
}

/** Each job has exactly one handler: without one it would wait for ever, and of two one would be dead code. */
export function findUnevenHandlers(defined: readonly string[], handled: readonly string[]): string[] {
  return [...new Set([...defined, ...handled])].flatMap((name) => {
    const count = handled.filter((handler) => handler === name).length;
    if (!defined.includes(name)) return [`job ${name}; definition; a handler is of a defined job; found none`];
    return count === 1 ? [] : [`job ${name}; handlers; must be exactly one; found ${count}`];
  });
}
