export { type AlteredInput, type AssumedVersion, assume, type Assumptions, type Hypothesis } from './hypothesis.js';
export { type PlanCommand, planDecider, type PlanRefusal, type PlanState, type PlanStatus } from './plan.decider.js';
export {
  type FrozenFleet,
  isExecutable,
  type PlanEvent,
  type PlanFailure,
  type PlanRequest,
  planOfStream,
  planStream,
  type PlanResult,
  recordedInputsOf,
} from './plan.events.js';
export {
  changedSubjects,
  type LostPremise,
  lostPremises,
  type PlanPremises,
  type PremiseLoss,
  premisesOf,
  subjectsOf,
} from './premises.js';
export { readFleet } from './read-fleet.js';
export { type PlanningOutcome, type PlanningTexts, WarmPlanner } from './warm-planner.js';
