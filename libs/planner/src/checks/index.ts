export { type CheckContext, type CheckInput, type Pairing, type Target, checkContext } from './check-context.js';
export { type FleetState, type Move, applyMoves, copyState, startState, versionIn } from './fleet-state.js';
export { type Instance, type TreeNode } from './fleet-tree.js';
export { type LatestDecisions, type Shortfall, domainOf, isAtLeastVersion, isFinal, shortfallsOf } from './final-state.js';
export { type MoveJudgement, type Objection, judgeMove } from './judge-move.js';
export { type Ground, type Observation, groundOf } from './observations.js';
export { addObjectives, costOfHop, leaningOfSteps, NO_COST } from './plan-totals.js';
export { type Refutation } from './refutation.js';
export { type Verification, verifyPlan } from './verify-plan.js';
