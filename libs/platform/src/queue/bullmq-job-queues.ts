import { type Job, Queue, QueueEvents, UnrecoverableError, Worker } from 'bullmq';
import { joinChildren, suspension } from './bullmq-join.js';
import { optionsOf, requireJobId } from './job-options.js';
import {
  type EnqueueOptions,
  type JobDefinition,
  type JobEvent,
  type JobHandler,
  type JobProgress,
  type JobQueues,
  type JobSchedule,
  type JobState,
  JobSuspended,
  type JobView,
  type KnownSchedule,
  type QueueMeasure,
  UnrecoverableJobError,
  type WorkOptions,
} from './job-queues.port.js';
import type { QueueBackend } from './queue-backend.js';

/** How often BullMQ looks for jobs whose worker went silent, as a part of the time such a job stays locked. */
const stalledChecksPerLock = 4;
/** A job that has taken its worker down so often is taken for the cause and fails. */
const maxStalledCount = 5;

export class BullmqJobQueues implements JobQueues {
  private readonly queues = new Map<string, Queue>();
  private readonly workers = new Map<string, Worker>();
  private readonly watchers = new Set<QueueEvents>();
  private readonly stopping = new AbortController();
  private draining: Promise<void> | undefined;

  constructor(
    private readonly store: QueueBackend,
    private readonly onError: (error: Error) => void,
    private readonly backoffScale = 1,
  ) {}

  get backend(): 'redis' | 'postgres' {
    return this.store.kind;
  }

  async enqueue<Data, Result>(
    definition: JobDefinition<Data, Result>,
    id: string,
    data: Data,
    { delay = 0 }: EnqueueOptions = {},
  ): Promise<void> {
    const jobId = requireJobId(definition.name, id);
    await this.queueOf(definition).add(definition.name, definition.data.parse(data), {
      ...optionsOf(definition, this.backoffScale),
      jobId,
      delay,
    });
  }

  async find<Data, Result>(definition: JobDefinition<Data, Result>, id: string): Promise<JobView<Result> | undefined> {
    const job = await this.queueOf(definition).getJob(id);
    if (job === undefined || job === null) return undefined;
    const stored = await job.getState();
    const state = stateOf(stored);
    return {
      id,
      state,
      ...(stored === 'waiting-children' ? { children: await countChildren(job) } : {}),
      ...(isProgress(job.progress) ? { progress: job.progress } : {}),
      ...(state === 'completed' ? { result: job.returnvalue as Result } : {}),
      ...(job.failedReason ? { failure: job.failedReason } : {}),
    };
  }

  async schedule<Data, Result>(definition: JobDefinition<Data, Result>, { id, cron, timeZone, data }: JobSchedule<Data>): Promise<void> {
    if (!/^[\w-]{1,64}$/.test(id))
      throw new Error(`schedule of ${definition.name}; id; must be 1 to 64 letters, digits and _ -; found ${JSON.stringify(id)}`);
    await this.queueOf(definition).upsertJobScheduler(
      id,
      { pattern: cron, tz: timeZone },
      { name: definition.name, data: definition.data.parse(data), opts: optionsOf(definition, this.backoffScale) },
    );
  }

  async unschedule<Data, Result>(definition: JobDefinition<Data, Result>, id: string): Promise<void> {
    await this.queueOf(definition).removeJobScheduler(id);
  }

  async listSchedules<Data, Result>(definition: JobDefinition<Data, Result>): Promise<readonly KnownSchedule[]> {
    const schedulers = await this.queueOf(definition).getJobSchedulers(0, -1, true);
    return schedulers
      .map(({ key, pattern = '', tz = '', next }) => ({
        id: key,
        cron: pattern,
        timeZone: tz,
        next: next === undefined ? null : new Date(next).toISOString(),
      }))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  async work<Data, Result>(
    definition: JobDefinition<Data, Result>,
    handler: JobHandler<Data, Result>,
    options: WorkOptions = {},
  ): Promise<void> {
    if (this.workers.has(definition.name)) throw new Error(`job ${definition.name}; handler; must be exactly one; found a second`);
    const lockDuration = options.lockDuration ?? 30_000;
    const worker = new Worker(
      definition.name,
      (job, token) => this.run(definition, handler, job, token!),
      {
        connection: this.store.consumerConnection,
        prefix: this.store.prefix,
        concurrency: options.concurrency ?? 1,
        lockDuration,
        stalledInterval: Math.ceil(lockDuration / stalledChecksPerLock),
        maxStalledCount,
        // The default of 15 s would leave the queue idle that long after a short absence of its database.
        runRetryDelay: 1_000,
      },
      this.store.factory,
    );
    this.workers.set(definition.name, worker as unknown as Worker);
    worker.on('error', this.onError);
    await worker.waitUntilReady();
  }

  async watch<Data, Result>(
    definition: JobDefinition<Data, Result>,
    listener: (event: JobEvent<Result>) => void,
  ): Promise<() => Promise<void>> {
    const events = new QueueEvents(
      definition.name,
      { connection: this.store.consumerConnection, prefix: this.store.prefix },
      this.store.factory,
    ) as unknown as QueueEvents;
    this.watchers.add(events);
    events.on('error', this.onError);
    events.on('progress', ({ jobId, data }) => {
      if (isProgress(data)) listener({ type: 'progress', id: jobId, progress: data });
    });
    events.on('completed', ({ jobId, returnvalue }) => listener({ type: 'completed', id: jobId, result: returnvalue as Result }));
    events.on('failed', ({ jobId, failedReason }) => listener({ type: 'failed', id: jobId, failure: failedReason }));
    await events.waitUntilReady();
    return async () => {
      this.watchers.delete(events);
      await events.close();
    };
  }

  measure(definitions: readonly Pick<JobDefinition, 'name' | 'kept'>[]): Promise<readonly QueueMeasure[]> {
    return this.store.measure(definitions.map((definition) => this.queueOf(definition)));
  }

  ping(): Promise<void> {
    return this.store.ping();
  }

  drain(patience = 20_000): Promise<void> {
    return (this.draining ??= this.drainWorkers(patience));
  }

  async close(patience?: number): Promise<void> {
    await this.drain(patience);
    await Promise.all([...[...this.watchers].map((events) => events.close()), ...[...this.queues.values()].map((queue) => queue.close())]);
    await this.store.close();
  }

  private async drainWorkers(patience: number): Promise<void> {
    const workers = [...this.workers.values()];
    const drained = Promise.all(workers.map((worker) => worker.close()));
    const outOfPatience = setTimeout(() => {
      this.stopping.abort(new Error('the worker shuts down'));
      for (const worker of workers) void worker.close(true).catch(this.onError);
    }, patience);
    const given = new Promise<void>((settle) => {
      // A handler that ignores its signal must not hold the process: its job is taken again when the lock runs out.
      this.stopping.signal.addEventListener('abort', () => setTimeout(settle, 1_000));
    });
    await Promise.race([drained, given]);
    clearTimeout(outOfPatience);
  }

  private queueOf(definition: Pick<JobDefinition, 'name' | 'kept'>): Queue {
    const known = this.queues.get(definition.name);
    if (known !== undefined) return known;
    const queue = new Queue(
      definition.name,
      {
        connection: this.store.producerConnection,
        prefix: this.store.prefix,
        // What watchers are told holds the results.
        ...(definition.kept && { streams: { events: { maxLen: definition.kept.count } } }),
      },
      this.store.factory,
    ) as unknown as Queue;
    queue.on('error', this.onError);
    this.queues.set(definition.name, queue);
    return queue;
  }

  private async run<Data, Result>(
    definition: JobDefinition<Data, Result>,
    handler: JobHandler<Data, Result>,
    job: Job,
    token: string,
  ): Promise<Result> {
    const data = definition.data.safeParse(job.data);
    if (!data.success)
      throw new UnrecoverableError(`job ${definition.name} ${job.id}; data; must fit the job's schema; found ${data.error.message}`);
    try {
      return await handler({
        id: job.id!,
        due: dueOf(job),
        data: data.data,
        attempt: job.attemptsMade + 1,
        progress: (value) => job.updateProgress(value).catch(this.onError),
        signal: this.stopping.signal,
        join: (kind, children) => joinChildren({ job, token, queue: this.queueOf(kind), backoffScale: this.backoffScale }, kind, children),
      });
    } catch (error) {
      if (error instanceof JobSuspended) throw suspension();
      if (error instanceof UnrecoverableJobError) throw Object.assign(new UnrecoverableError(error.message), { cause: error });
      throw error;
    }
  }
}

async function countChildren(job: Job): Promise<{ ended: number; of: number }> {
  const { processed = 0, ignored = 0, failed = 0, unprocessed = 0 } = await job.getDependenciesCount();
  const ended = processed + ignored + failed;
  return { ended, of: ended + unprocessed };
}

function dueOf({ repeatJobKey, opts }: Job): string | null {
  return repeatJobKey === undefined || opts.prevMillis === undefined ? null : new Date(opts.prevMillis).toISOString();
}

function stateOf(state: string): JobState {
  if (state === 'completed' || state === 'failed' || state === 'active') return state;
  return 'waiting';
}

const isProgress = (value: unknown): value is JobProgress => typeof value === 'object' && value !== null && !Array.isArray(value);
