export { planFromTexts, type PlanningOutcome, type PlanningTexts } from './plan-from-texts.js';
export { type PlanCommand, planDecider, type PlanRefusal, type PlanState, type PlanStatus } from './plan.decider.js';
export { type FrozenFleet, type PlanEvent, type PlanFailure, type PlanRequest, planStream, type PlanResult } from './plan.events.js';
