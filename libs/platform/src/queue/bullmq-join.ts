import { type Job, type Queue, WaitingChildrenError } from 'bullmq';
import { type JobDefinition, type JobEnd, JobSuspended, type NewJob } from './job-queues.port.js';
import { optionsOf, requireJobId } from './job-options.js';

/** Children that are sent to the queue in one go. On PostgreSQL each of them counts itself in the row of its parent, which children that end meanwhile
 *  wait for, and all versions of that row stand until then: the time a chunk takes grows with its square. */
const chunk = 50;

export interface HeldJob {
  readonly job: Job;
  readonly token: string;
  readonly queue: Queue;
  readonly backoffScale: number;
}

/** `RunningJob.join` of a job that is held under `token`. `queue` is that of the children. */
export async function joinChildren<Data, Result>(
  { job, token, queue, backoffScale }: HeldJob,
  definition: JobDefinition<Data, Result>,
  children: readonly NewJob<Data>[],
): Promise<readonly JobEnd<Result>[]> {
  for (;;) {
    const ended = await readEnds<Result>(job, queue);
    const missing = children.filter(({ id }) => !ended.has(id));
    if (missing.length === 0) return children.map(({ id }) => ended.get(id)!);
    // A child that has failed must not be added again: its parent would wait for what never comes. Those that wait or run are known by their ids.
    for (let at = 0; at < missing.length; at += chunk)
      await queue.addBulk(
        missing.slice(at, at + chunk).map(({ id, data }) => ({
          name: definition.name,
          data: definition.data.parse(data),
          opts: {
            ...optionsOf(definition, backoffScale),
            jobId: requireJobId(definition.name, id),
            parent: { id: job.id!, queue: job.queueQualifiedName },
            ignoreDependencyOnFailure: true,
          },
        })),
      );
    // False: all have ended meanwhile.
    if (await job.moveToWaitingChildren(token)) throw new JobSuspended(`job ${job.name} ${job.id}; waits for its children`);
  }
}

/** What BullMQ asks a processor to throw. */
export const suspension = (): Error => new WaitingChildrenError();

async function readEnds<Result>(job: Job, queue: Queue): Promise<ReadonlyMap<string, JobEnd<Result>>> {
  const [completed, failed] = await Promise.all([job.getChildrenValues<Result>(), job.getIgnoredChildrenFailures()]);
  // Keys are `<qualified name of the queue>:<id>`; ids hold no colon.
  const prefix = `${queue.qualifiedName}:`;
  const own = <Value>(values: Readonly<Record<string, Value>>) =>
    Object.entries(values).flatMap(([key, value]) => (key.startsWith(prefix) ? [[key.slice(prefix.length), value] as const] : []));
  return new Map<string, JobEnd<Result>>([
    ...own(completed).map(([id, result]) => [id, { outcome: 'completed', id, result }] as const),
    ...own(failed).map(([id, failure]) => [id, { outcome: 'failed', id, failure }] as const),
  ]);
}
