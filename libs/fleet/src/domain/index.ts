export * from './fleet-node.js';
export * from './fleet-events.js';
export { observeSnapshot } from './observe-snapshot.js';
export { renderSnapshot } from './render-snapshot.js';
export { evolveNode } from './evolve-node.js';
export { type ChangedNode, decideSnapshot, type KnownFleet, type SnapshotDecision } from './decide-snapshot.js';
export { snapshotProblems, takenIds } from './snapshot-problems.js';
