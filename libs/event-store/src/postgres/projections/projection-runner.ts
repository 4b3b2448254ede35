import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { type Advance, ApplyError, isPassing } from './apply-page.js';
import { isApplied, newestCursor } from './applied.js';
import { forgetFailures } from './checkpoint.js';
import { Conduct, type ProjectionReport } from './conduct.js';
import { findStates } from './find-states.js';
import type { Projection, ProjectionFailure, ProjectionState } from './projection.js';
import { ProjectionWorker } from './projection-worker.js';
import { startRebuild } from './rebuild.js';
import { RecordSignal } from './record-signal.js';

export interface ProjectionRunnerOptions {
  /** Best one of its own, with a connection for signals and one or more for each projection: whoever waits for `catchUp` may hold others. */
  readonly source: DataSource;
  readonly projections: readonly Projection[];
  /** Started and stopped by whoever gives it; absent: the runner has one of its own while it runs. */
  readonly signal?: RecordSignal;
  /** Events applied in one transaction at most; 1,000 when absent. */
  readonly pageSize?: number;
  /** Milliseconds that other processes get to apply what is new before this one does it, for a process that has better things to do; 0 when
   *  absent. */
  readonly headStart?: number;
  /** Each change of mind once: what is to be logged. */
  readonly report?: (report: ProjectionReport) => void;
}

export type CatchUpOutcome = 'reached' | 'stalled' | 'stopped';

/** Milliseconds between two looks at the record while there is nothing to do: after a signal, and at most. */
const shortestPause = 5;
const longestPause = 500;
/** Milliseconds to leave to another process that is at work: two who read the same page are slower than one. */
const busyPause = 50;
/** Milliseconds between two attempts that fail by no fault of an event. */
const retryPause = 1_000;

/** Keeps projections up to date with the record. Any number of processes may run one; they compete for each checkpoint row. */
export class ProjectionRunner {
  private readonly workers: ReadonlyMap<string, ProjectionWorker>;
  private readonly signal: RecordSignal;
  private stopping = new AbortController();
  private running: Promise<void>[] = [];

  constructor(private readonly options: ProjectionRunnerOptions) {
    const { source, projections, pageSize = 1_000, headStart = 0 } = options;
    this.workers = new Map(
      projections.map((projection) => {
        const onStopped = (failure: ProjectionFailure) => options.report?.({ projection: projection.name, kind: 'stopped', failure });
        return [projection.name, new ProjectionWorker(projection, source, { pageSize, headStart, onStopped })];
      }),
    );
    if (this.workers.size < projections.length)
      throw new Error(`projections; names; must differ; found ${projections.map(({ name }) => name).join(', ')}`);
    this.signal = options.signal ?? new RecordSignal(source);
  }

  async start(): Promise<void> {
    this.stopping = new AbortController();
    if (!this.options.signal) await this.signal.start();
    this.running = [...this.workers.values()].map((worker) => this.run(worker));
  }

  /** Resolves when the pages in flight are done. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.running);
    this.running = [];
    if (!this.options.signal) await this.signal.stop();
  }

  /** Applies what is committed, or what of it stands at or below `position`. For reading one's own writes: call it after the commit, on no
   *  connection of a transaction. `stalled`: not reached within `timeout` milliseconds, 5,000 when absent, whether a writer
   *  that stays open holds back all that was recorded after it began, or connections are lost. `stopped`: see `findStates`. */
  async catchUp(name: string, { position, timeout = 5_000 }: { position?: number; timeout?: number } = {}): Promise<CatchUpOutcome> {
    const { source } = this.options;
    const worker = this.getWorker(name);
    const deadline = performance.now() + timeout;
    let until: Parameters<typeof isApplied>[2] | undefined = position === undefined ? undefined : { position };
    for (let pause = 1; ; pause = Math.min(pause * 2, 50)) {
      let advance: Advance | undefined;
      try {
        until ??= { cursor: await newestCursor(source) };
        if (await isApplied(source, worker.projection, until)) return 'reached';
        advance = await worker.advanceLive();
        if (advance === 'stopped') return (await isApplied(source, worker.projection, until)) ? 'reached' : 'stopped';
      } catch (error) {
        // What is to be read is recorded all the same: whoever waits for it must not take this for a failure of the write.
        if (!isPassing(error instanceof ApplyError ? error.cause : error)) throw error;
      }
      if (performance.now() > deadline) return 'stalled';
      if (advance === 'moved') pause = 1;
      else await sleep(pause);
    }
  }

  /** Begins to fill new tables beside the live ones; runners do the rest and swap them in. */
  async rebuild(name: string): Promise<void> {
    await startRebuild(this.options.source, this.getWorker(name).projection);
  }

  /** Has runners try the event again that they stopped at. */
  async resume(name: string): Promise<'resumed' | 'not-stopped'> {
    return (await forgetFailures(this.options.source, this.getWorker(name).projection.name)) ? 'resumed' : 'not-stopped';
  }

  findStates(): Promise<readonly ProjectionState[]> {
    return findStates(this.options.source, this.options.projections);
  }

  private getWorker(name: string): ProjectionWorker {
    const worker = this.workers.get(name);
    if (!worker) throw new Error(`projection; ${name}; must be one of ${[...this.workers.keys()].join(', ')}; found none`);
    return worker;
  }

  private async run(worker: ProjectionWorker): Promise<void> {
    const { signal } = this.stopping;
    const conduct = new Conduct(this.options, worker.projection);
    for (let pause = shortestPause; !signal.aborted;) {
      const count = this.signal.count;
      try {
        const live = await worker.advanceLive();
        const rebuild = await worker.advanceRebuild();
        if (live === 'moved' || rebuild === 'moved') {
          conduct.moved();
          pause = shortestPause;
          continue;
        }
        if (live === 'idle') await conduct.rested();
        if (live === 'busy') await sleep(busyPause, undefined, { signal });
      } catch (error) {
        if (signal.aborted) return;
        conduct.failed(error);
        await sleep(retryPause, undefined, { signal }).catch(() => {});
      }
      const woken = await this.signal.wait(count, pause, signal);
      pause = woken === 'appended' ? shortestPause : Math.min(pause * 2, longestPause);
    }
  }
}
