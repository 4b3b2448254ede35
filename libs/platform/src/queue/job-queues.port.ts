import type { z } from 'zod';

/** A kind of job: one queue, one schema, one handler. */
export interface JobDefinition<Data = unknown, Result = unknown> {
  /** Kebab-case; names the queue, so jobs already waiting depend on it. */
  readonly name: string;
  /** What a job carries: small, references rather than documents, since it is stored by the queue. */
  readonly data: z.ZodType<Data>;
  /** Runs at most, failures of the handler only; a killed worker does not count. */
  readonly attempts: number;
  /** Milliseconds before the second run, doubled before each further one. */
  readonly backoff: number;
  /** Exists for the type alone. */
  readonly __result?: Result;
}

export const defineJob = <Data, Result = void>(definition: JobDefinition<Data, Result>): JobDefinition<Data, Result> => definition;

/** A job as its handler sees it. */
export interface RunningJob<Data> {
  readonly id: string;
  readonly data: Data;
  /** 1 for the first run that can fail; a run cut short by the death of a worker is not counted. */
  readonly attempt: number;
  /** Tells watchers; any JSON value. Failures to tell are swallowed: progress is no promise. */
  readonly progress: (value: JobProgress) => Promise<void>;
  /** Aborted when the worker gives up waiting for the handler at shutdown; the job is then taken again by another worker. */
  readonly signal: AbortSignal;
}

export type JobProgress = Readonly<Record<string, string | number | boolean | null>>;

/** Runs at least once: a worker may die after the effect and before the acknowledgement. The effect must be idempotent by the job id. */
export type JobHandler<Data, Result> = (job: RunningJob<Data>) => Promise<Result>;

export type JobState = 'waiting' | 'active' | 'completed' | 'failed';

export interface JobView<Result> {
  readonly id: string;
  readonly state: JobState;
  readonly progress?: JobProgress;
  readonly result?: Result;
  /** Of the last run that failed. */
  readonly failure?: string;
}

export type JobEvent<Result> =
  | { readonly type: 'progress'; readonly id: string; readonly progress: JobProgress }
  | { readonly type: 'completed'; readonly id: string; readonly result: Result }
  | { readonly type: 'failed'; readonly id: string; readonly failure: string };

export interface WorkOptions {
  /** Jobs at the same time in this process; 1 when absent. */
  readonly concurrency?: number;
  /** Milliseconds after which a job whose worker went silent is taken by another one; 30 000 when absent. The event loop must not be
   *  blocked for half of it. */
  readonly lockDuration?: number;
}

/** All queues of one process on the configured backend. */
export interface JobQueues {
  readonly backend: 'redis' | 'postgres';

  /** Adds a job unless one with this id is known; asking twice is one job. `id`: 1 to 128 of `A-Z a-z 0-9 _ . -`, not a number alone.
   *  Not part of a database transaction: enqueue after commit, and enqueue again at start what is still open. */
  enqueue<Data, Result>(definition: JobDefinition<Data, Result>, id: string, data: Data): Promise<void>;

  /** Finished jobs are forgotten after a week, failed ones after a month. */
  find<Data, Result>(definition: JobDefinition<Data, Result>, id: string): Promise<JobView<Result> | undefined>;

  /** Starts taking jobs. A definition has exactly one handler in a process: a second one throws. */
  work<Data, Result>(definition: JobDefinition<Data, Result>, handler: JobHandler<Data, Result>, options?: WorkOptions): Promise<void>;

  /** Hears of all jobs of a kind, whatever process runs them, from the moment the promise settles. Returns the way to stop. Events are for
   *  progress bars; what must not be missed is read with `find`. */
  watch<Data, Result>(definition: JobDefinition<Data, Result>, listener: (event: JobEvent<Result>) => void): Promise<() => Promise<void>>;

  /** Rejects when the backend does not answer. */
  ping(): Promise<void>;

  /** Takes no further job and waits for running handlers at most `patience` milliseconds, 20 000 when absent; then their signal is aborted.
   *  Jobs can still be enqueued and found. */
  drain(patience?: number): Promise<void>;

  /** Drains and closes all connections. */
  close(patience?: number): Promise<void>;
}

/** Thrown by a handler: another run would fail alike, so there is none. */
export class UnrecoverableJobError extends Error {
  override readonly name = 'UnrecoverableJobError';
}
