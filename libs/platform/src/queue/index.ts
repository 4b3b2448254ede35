export {
  defineJob,
  type JobDefinition,
  type JobEvent,
  type JobHandler,
  type JobProgress,
  type JobQueues,
  type JobState,
  type JobView,
  type RunningJob,
  UnrecoverableJobError,
  type WorkOptions,
} from './job-queues.port.js';
export { type JobQueuesSettings, openJobQueues } from './open-job-queues.js';
