export { computeNextRuns, findCronProblem } from './cron.js';
export {
  defineJob,
  type EnqueueOptions,
  type JobDefinition,
  type JobEnd,
  type JobEvent,
  type JobHandler,
  type JobProgress,
  type JobQueues,
  type JobSchedule,
  type JobState,
  type JobView,
  type KnownSchedule,
  MEASURED_STATES,
  type MeasuredState,
  type NewJob,
  type QueueMeasure,
  type RunningJob,
  UnrecoverableJobError,
  type WorkOptions,
} from './job-queues.port.js';
export { type JobQueuesSettings, openJobQueues } from './open-job-queues.js';
