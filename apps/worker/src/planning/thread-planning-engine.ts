import { Worker } from 'node:worker_threads';
import { type PlanningEngine, PlanningInterrupted, type PlanningOutcome, type PlanningTexts } from '@lockstep/plans';

export interface ThreadSettings {
  /** File of the thread's program. */
  readonly program: string;
  /** Milliseconds after which a search is ended. */
  readonly timeout: number;
  /** Megabytes of heap; absent: as much as the process would get. */
  readonly memory?: number;
}

/** One thread per problem: the event loop stays free to renew the job's lock, a search that takes too long can be ended, and one that runs
 *  out of memory takes its thread down and not the process. A thread starts in a tenth of a second, which a plan is worth. */
export class ThreadPlanningEngine implements PlanningEngine {
  constructor(private readonly settings: ThreadSettings) {}

  compute(texts: PlanningTexts, signal: AbortSignal): Promise<PlanningOutcome> {
    const { program, timeout, memory } = this.settings;
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(shutDown());
      const thread = new Worker(program, {
        workerData: texts,
        name: 'planner',
        resourceLimits: memory === undefined ? {} : { maxOldGenerationSizeMb: memory },
      });
      const settle = (report: () => void) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        void thread.terminate();
        report();
      };
      const interrupt = (interruption: PlanningInterrupted) => settle(() => reject(interruption));
      const onAbort = () => interrupt(shutDown());
      const timer = setTimeout(() => interrupt(outOfTime(timeout)), timeout);
      signal.addEventListener('abort', onAbort);
      thread.once('message', (outcome: PlanningOutcome) => settle(() => resolve(outcome)));
      thread.once('error', (cause: Error) =>
        interrupt(new PlanningInterrupted('crash', `planner; its thread broke down; found ${cause.message}`, { cause })),
      );
      // After a message this comes too late to matter: a promise settles once.
      thread.once('exit', (code) => interrupt(new PlanningInterrupted('crash', `planner; its thread must answer; it ended with ${code}`)));
    });
  }
}

const shutDown = () => new PlanningInterrupted('shutdown', 'planner; the worker shuts down before the search is done');
const outOfTime = (timeout: number) =>
  new PlanningInterrupted('timeout', `planner; a search may take ${timeout / 1_000} s (LOCKSTEP_PLAN_TIMEOUT); it was not done by then`);
