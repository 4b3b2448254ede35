export { CompareExecutions } from './compare-executions.use-case.js';
export { domainExecutionEventTypes, executionEventTypes } from './execution-event-types.js';
export type { AttemptQuery, ExecutionRecord, RecordedAttempt } from './execution-record.port.js';
export type { DriftView, ExecutionView, PauseView, StepState, StepView } from './execution-view.js';
export { PlannedExecutions } from './planned-execution.js';
export { ExecutionProgress } from './execution-progress.js';
export { ReadExecution } from './read-execution.use-case.js';
export { StepGate } from './step-gate.port.js';
export {
  TrackExecution,
  type TrackedNodes,
  type TrackingOrder,
  type TrackingOutcome,
  type TrackingRefusal,
} from './track-execution.use-case.js';
