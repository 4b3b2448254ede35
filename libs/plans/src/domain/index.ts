export { type AlteredInput, type AssumedVersion, assume, type Assumptions, type Hypothesis } from './hypothesis.js';
export { planFromTexts, type PlanningOutcome, type PlanningTexts } from './plan-from-texts.js';
export { type PlanCommand, planDecider, type PlanRefusal, type PlanState, type PlanStatus } from './plan.decider.js';
export {
  type FrozenFleet,
  isExecutable,
  type PlanEvent,
  type PlanFailure,
  type PlanRequest,
  planStream,
  type PlanResult,
  recordedInputsOf,
} from './plan.events.js';
