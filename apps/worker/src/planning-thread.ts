import { parentPort, workerData } from 'node:worker_threads';
import { planFromTexts, type PlanningTexts } from '@lockstep/plans/domain';

/** The program of the planning thread: one problem in, one answer out, then it ends and gives its memory back. */
if (parentPort === null) throw new Error('planning thread; start; must run as a worker thread; found the main thread');
parentPort.postMessage(planFromTexts(workerData as PlanningTexts));
