export { type FleetSketch, type NodeSketch, fleet, snapshotOf } from './fleet.js';
export { type GoalSketch, goal, goalOf } from './goal.js';
export {
  type MatrixSketch,
  WELL_KNOWN,
  blockedHop,
  compileSpec,
  hop,
  matrix,
  rejected,
  transitional,
  untested,
  validated,
} from './matrix.js';
export { outline } from './outline.js';
