import { parentPort, workerData } from 'node:worker_threads';
import { type PlanningTexts, WarmPlanner } from '@lockstep/plans/domain';

/** What the planning thread is started with. */
export interface PlanningThreadData {
  /** States that a search may look at: `LOCKSTEP_SEARCH_LIMIT`. */
  readonly searchLimit: number;
}

/** The program of the planning thread: one answer to each problem, in the order in which they come. */
const port = parentPort;
if (port === null) throw new Error('planning thread; start; must run as a worker thread; found the main thread');
const planner = new WarmPlanner((workerData as PlanningThreadData).searchLimit);
port.on('message', (texts: PlanningTexts) => port.postMessage(planner.plan(texts)));
