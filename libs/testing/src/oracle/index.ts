export { type Reached, type WalkStep, explore, hopsFrom, TooManyStates, walkTo } from './explore.js';
export { type PlanningProblem, type Solution, domainsOf, hasLatestTarget, solveByEnumeration } from './solve.js';
export { inputsOf, nodesMeet, sealPlan, writePlan } from './write-plan.js';
export { survivesAnyOrder } from './survives-any-order.js';
export { spellOut } from './spell-out.js';
