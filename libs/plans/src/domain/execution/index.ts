export { compareObserved, nodesOf, writtenComponents } from './compare-observed.js';
export {
  type DomainExecutionEvent,
  domainExecutionDecider,
  type DomainExecutionState,
  domainExecutionStream,
} from './domain-execution.decider.js';
export type { ExecutionCommand, ExecutionRefusal } from './execution.commands.js';
export { executionDecider } from './execution.decider.js';
export * from './execution.events.js';
export { subjectsToBegin } from './decide-start.js';
export {
  type Caller,
  evolveExecution,
  EXECUTION_ENDS,
  type ExecutionEnd,
  type ExecutionState,
  initialExecution,
  isBegun,
  isConfirmed,
  isReported,
  type Pause,
  type SubjectProgress,
} from './execution-state.js';
export { stepsMovedBefore } from './step-order.js';
export { type OutlineStep, outlineOf, type PlanOutline } from './plan-outline.js';
