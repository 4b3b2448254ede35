import { Worker } from 'node:worker_threads';
import { type PlanningEngine, PlanningInterrupted, type PlanningOutcome, type PlanningTexts } from '@lockstep/plans';
import type { PlanningThreadData } from '../planning-thread.js';

export interface ThreadSettings extends PlanningThreadData {
  /** File of the thread's program. */
  readonly program: string;
  /** Milliseconds after which a search is ended. */
  readonly timeout: number;
  /** Megabytes of heap; absent: as much as the process would get. */
  readonly memory?: number;
}

/**
 * Plans in threads: the event loop stays free to renew the job's lock, a search that takes too long can be ended, and one that runs out of memory takes
 * its thread down and not the process.
 *
 * A thread that has answered waits for the next problem, with what it remembers of earlier ones (`WarmPlanner`). One waits at most, so that a process
 * remembers things once; a problem that finds it busy gets a thread that starts afresh, in a tenth of a second. What an interrupted thread remembered
 * ends with it, so the next attempt also starts afresh.
 */
export class ThreadPlanningEngine implements PlanningEngine {
  private waiting: Worker | undefined;

  constructor(private readonly settings: ThreadSettings) {}

  compute(texts: PlanningTexts, signal: AbortSignal): Promise<PlanningOutcome> {
    const { timeout } = this.settings;
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(shutDown());
      const thread = this.takeThread();
      const settle = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        thread.off('message', onAnswer).off('error', onBreakdown).off('exit', onExit);
      };
      const interrupt = (interruption: PlanningInterrupted) => {
        settle();
        void thread.terminate();
        reject(interruption);
      };
      const onAnswer = (outcome: PlanningOutcome) => {
        settle();
        this.keepThread(thread);
        resolve(outcome);
      };
      const onBreakdown = (cause: Error) =>
        interrupt(new PlanningInterrupted('crash', `planner; its thread broke down; found ${cause.message}`, { cause }));
      const onExit = (code: number) =>
        interrupt(new PlanningInterrupted('crash', `planner; its thread must answer; it ended with ${code}`));
      const onAbort = () => interrupt(shutDown());
      const timer = setTimeout(() => interrupt(outOfTime(timeout)), timeout);
      signal.addEventListener('abort', onAbort);
      thread.on('message', onAnswer).on('error', onBreakdown).on('exit', onExit);
      thread.postMessage(texts);
    });
  }

  private takeThread(): Worker {
    const thread = this.waiting ?? this.startThread();
    this.waiting = undefined;
    thread.ref();
    return thread;
  }

  private startThread(): Worker {
    const { program, memory, searchLimit } = this.settings;
    const workerData: PlanningThreadData = { searchLimit };
    const resourceLimits = memory === undefined ? {} : { maxOldGenerationSizeMb: memory };
    const thread = new Worker(program, { workerData, name: 'planner', resourceLimits });
    // One that breaks down while it waits, or while it is being ended, is told by its exit.
    thread.on('error', () => {});
    thread.on('exit', () => {
      if (this.waiting === thread) this.waiting = undefined;
    });
    return thread;
  }

  private keepThread(thread: Worker): void {
    if (this.waiting !== undefined) {
      void thread.terminate();
      return;
    }
    this.waiting = thread;
    // A thread that waits does not keep the process alive.
    thread.unref();
  }
}

const shutDown = () => new PlanningInterrupted('shutdown', 'planner; the worker shuts down before the search is done');
const outOfTime = (timeout: number) =>
  new PlanningInterrupted('timeout', `planner; a search may take ${timeout / 1_000} s (LOCKSTEP_PLAN_TIMEOUT); it was not done by then`);
