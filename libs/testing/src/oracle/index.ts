export { type Reached, type WalkStep, explore, hopsFrom, walkTo } from './explore.js';
export { type PlanningProblem, type Solution, domainsOf, hasLatestTarget, solveByEnumeration } from './solve.js';
export { inputsOf, sealPlan, writePlan } from './write-plan.js';
export { spellOut } from './spell-out.js';
