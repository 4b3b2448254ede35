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
  /** Share of each pause that is left to chance, 0 to 1, so that what failed together is not tried again together; 0 when absent. */
  readonly jitter?: number;
  /** How long a completed job is known, and how many are at most, with what the queue tells watchers of them; a week and 10 000 when absent. For
   *  jobs with large results: parents keep those of their children. */
  readonly kept?: { readonly seconds: number; readonly count: number };
  /** Exists for the type alone. */
  readonly __result?: Result;
}

export const defineJob = <Data, Result = void>(definition: JobDefinition<Data, Result>): JobDefinition<Data, Result> => definition;

/** A job as its handler sees it. */
export interface RunningJob<Data> {
  /** Of a run of a schedule: made by the queue, one for each time. */
  readonly id: string;
  /** RFC 3339, when its schedule wanted it run, which may be long ago when no worker ran; null for all other jobs. */
  readonly due: string | null;
  readonly data: Data;
  /** 1 for the first run that can fail; a run cut short by the death of a worker is not counted. */
  readonly attempt: number;
  /** Tells watchers; any JSON value. Failures to tell are swallowed: progress is no promise. */
  readonly progress: (value: JobProgress) => Promise<void>;
  /** Aborted when the worker gives up waiting for the handler at shutdown; the job is then taken again by another worker. */
  readonly signal: AbortSignal;
  /**
   * Begins children of this job, and answers with how they ended, in the order given. While one of them has not ended it throws `JobSuspended`,
   * which a handler must let pass: the job then gives its place up, and its handler is run again from the beginning once all have ended, at the
   * same `attempt`. Children with the same ids are the same children. A child has one parent.
   */
  readonly join: <ChildData, ChildResult>(
    definition: JobDefinition<ChildData, ChildResult>,
    children: readonly NewJob<ChildData>[],
  ) => Promise<readonly JobEnd<ChildResult>[]>;
}

export interface NewJob<Data> {
  /** As that of `enqueue`. */
  readonly id: string;
  readonly data: Data;
}

export type JobEnd<Result> =
  | { readonly outcome: 'completed'; readonly id: string; readonly result: Result }
  | { readonly outcome: 'failed'; readonly id: string; readonly failure: string };

/** Leaves a handler whose job waits for its children. */
export class JobSuspended extends Error {
  override readonly name = 'JobSuspended';
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
  /** Of a job that has begun some and waits for them. */
  readonly children?: { readonly ended: number; readonly of: number };
  /** Of the last run that failed. */
  readonly failure?: string;
}

/** Where the jobs of one kind are, for who operates the service. */
export interface QueueMeasure {
  readonly name: string;
  /** `waiting-children`: begun, and gone on with when its children have ended. */
  readonly counts: Readonly<Record<MeasuredState, number>>;
  /** RFC 3339: since when the job that waits longest has been ready, again if it was begun before; null: none waits. */
  readonly waitingSince: string | null;
}

export const MEASURED_STATES = ['waiting', 'active', 'delayed', 'waiting-children', 'failed'] as const;
export type MeasuredState = (typeof MEASURED_STATES)[number];

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

/** Runs of one kind of job at times of day. */
export interface JobSchedule<Data> {
  /** 1 to 64 of `A-Z a-z 0-9 _ -`. */
  readonly id: string;
  /** Five fields, or six with seconds first; see `findCronProblem`. */
  readonly cron: string;
  /** IANA name: `Europe/Berlin`. */
  readonly timeZone: string;
  readonly data: Data;
}

export interface KnownSchedule extends Omit<JobSchedule<unknown>, 'data'> {
  /** RFC 3339; null: not known. */
  readonly next: string | null;
}

export interface EnqueueOptions {
  /** Milliseconds before which it is not run; 0 when absent. */
  readonly delay?: number;
}

/** All queues of one process on the configured backend. */
export interface JobQueues {
  readonly backend: 'redis' | 'postgres';

  /** Adds a job unless one with this id is known; asking twice is one job. `id`: 1 to 128 of `A-Z a-z 0-9 _ . -`, not a number alone.
   *  Not part of a database transaction: enqueue after commit, and enqueue again at start what is still open. */
  enqueue<Data, Result>(definition: JobDefinition<Data, Result>, id: string, data: Data, options?: EnqueueOptions): Promise<void>;

  /** Finished jobs are forgotten after a week, or as `kept` says, failed ones after a month. */
  find<Data, Result>(definition: JobDefinition<Data, Result>, id: string): Promise<JobView<Result> | undefined>;

  /** Runs a job whenever the schedule says so, instead of what was said under the same id before. Times missed while no worker ran are made up
   *  for by one run. */
  schedule<Data, Result>(definition: JobDefinition<Data, Result>, schedule: JobSchedule<Data>): Promise<void>;

  /** A run that has begun goes on. */
  unschedule<Data, Result>(definition: JobDefinition<Data, Result>, id: string): Promise<void>;

  /** In the order of ids. */
  listSchedules<Data, Result>(definition: JobDefinition<Data, Result>): Promise<readonly KnownSchedule[]>;

  /** Starts taking jobs. A definition has exactly one handler in a process: a second one throws. */
  work<Data, Result>(definition: JobDefinition<Data, Result>, handler: JobHandler<Data, Result>, options?: WorkOptions): Promise<void>;

  /** Hears of all jobs of a kind, whatever process runs them, from the moment the promise settles. Returns the way to stop. Events are for
   *  progress bars; what must not be missed is read with `find`. */
  watch<Data, Result>(definition: JobDefinition<Data, Result>, listener: (event: JobEvent<Result>) => void): Promise<() => Promise<void>>;

  /** In the order of `definitions`. Cheap enough to be asked every few seconds. */
  measure(definitions: readonly Pick<JobDefinition, 'name' | 'kept'>[]): Promise<readonly QueueMeasure[]>;

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
