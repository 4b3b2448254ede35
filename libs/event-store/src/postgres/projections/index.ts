export type { ProjectionReport } from './conduct.js';
export type { CheckpointState, Projection, ProjectionFailure, ProjectionState, ProjectionTarget } from './projection.js';
export { type CatchUpOutcome, ProjectionRunner, type ProjectionRunnerOptions } from './projection-runner.js';
export { RecordSignal } from './record-signal.js';
