export { computePlan, PlannerDefect } from './compute-plan.js';
export { dayOf, fleetDigest, inputsOf, judgingOf, PLANNER_VERSION, type PlanningInput } from './model/inputs.js';
export { fleetProblems, goalProblems } from './model/read-problem.js';
export { type FleetNode, fleetTrees, subtree } from './model/fleet-tree.js';
export { type Finding, findExposures } from './model/findings.js';
export { renderObjective, renderPlanText } from './report/render-text.js';
export { renderPlanMarkdown } from './report/render-markdown.js';
export type { NarratedInput } from './report/narrate.js';
