export * from './fleet-node.js';
export * from './fleet-events.js';
export {
  agreesWithNode,
  findInventoryEventType,
  type InventoryEventType,
  inventoryEventTypes,
  publicTypeOf,
} from './inventory-event-types.js';
export { observeSnapshot } from './observe-snapshot.js';
export { renderSnapshot } from './render-snapshot.js';
export { confirmNode, evolveNode, isLate } from './evolve-node.js';
export { type ChangedFact, describeChange } from './describe-change.js';
export { type RollingNode, rollingNodes } from './rolling-nodes.js';
export { healthOf, type NodeHealth } from './health-of.js';
export { instantOf, later } from './instant.js';
export { type ChangedNode, decideSnapshot, type KnownFleet, type SnapshotDecision } from './decide-snapshot.js';
export { snapshotProblems, takenIds } from './snapshot-problems.js';
export * from './findings/index.js';
export * from './addresses/index.js';
export * from './health/signal.js';
export {
  type Freshness,
  type JudgedLayer,
  LAYER_STATES,
  type LayerState,
  secondsBetween,
  SIGNAL_STANDINGS,
  type SignalStanding,
  type ToldSignal,
} from './health/judge-layer.js';
export { type HealthProblem, type JudgedHealth, judgeHealth } from './health/judge-health.js';
export { type Expected } from './health/expected-signals.js';
export * from './scans/index.js';
export { type RunningPair, runningPairs } from './pairs/running-pairs.js';
export { MANAGER_API } from './manager-api.js';
