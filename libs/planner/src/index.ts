export { computePlan, DEFAULT_SEARCH_LIMIT, PlannerDefect, type PlanningOptions } from './compute-plan.js';
export { PlanningMemory } from './planning-memory.js';
export { dayOf, judgingOf, type PlanningInput } from './model/inputs.js';
export { fleetProblems } from './model/fleet-problems.js';
export { goalProblems } from './model/goal-problems.js';
export { type FleetNode, fleetTrees, subtree } from './model/fleet-tree.js';
export { bundledVersions } from './model/instances.js';
export { type Finding, findExposures } from './model/findings.js';
export { plural, renderObjective } from './report/render-objective.js';
export { renderExposure, renderSubjects } from './report/render-subjects.js';
export { renderOutcome, renderPlanText } from './report/render-text.js';
export { explanationLines, renderExplanationText } from './report/render-explanation.js';
export type { AdapterWindow } from './report/adapter-windows.js';
export { narrate, type NarratedInput, type StepStory } from './report/narrate.js';
export { type BlockerCause, type BlockersOutcome, blockersOf, type DomainBlockers, type ReleaseBlockers } from './runway/blockers-of.js';
export { type Compatibility, compatibilityOf, type MetPairing } from './runway/compatibility-of.js';
export { type HopPath } from './runway/hop-paths.js';
export { NSX, type NsxConflict } from './runway/nsx-windows.js';
export { type Runway, runwayOf, type RunwayState, type RunwayWindow } from './runway/runway-of.js';
export { expiriesOf, type Fault, LineJudge, type LineNode as PlannerLineNode } from './runway/judge-line.js';
export {
  type Calendar,
  calendarOf,
  firstFit,
  stretchesOf,
  type Interval,
  laySchedule,
  layScheduleInTurns,
  type Minute,
  type PlacedTask,
  type Schedule,
  type ScheduledStep,
  type ScheduleProblem,
  type Task,
  type Unplaced,
  type Wave,
  without,
} from './schedule/index.js';
