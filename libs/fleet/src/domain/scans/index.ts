export * from './sighting.js';
export * from './source-events.js';
export * from './scan-events.js';
export { secretPlaceOf } from './secret-place.js';
export { GatheredFaults } from './gathered-faults.js';
export { faultsAfterFailure } from './source-faults.js';
export { type SourceCommand, sourceDecider, type SourceRefusal, type SourceState } from './source.decider.js';
export { isLooking, type ScanCommand, scanDecider, type ScanRefusal, type ScanState } from './scan.decider.js';
export { FAULT_OF_CALL, MOST_CLOCK_SKEW } from './fault-of-call.js';
export { decideSighting, type NamedSighting, type SightingDecision } from './decide-sighting.js';
export { absentNodes, decideLook, type EndedLook, type LookKnowledge, type SourceNode } from './decide-look.js';
export { confirmedByObservers, observersOf, silentObservers, type Withdrawal, withdrawSignals } from './vouching.js';
export {
  faultKey,
  foldScansEvent,
  type KnownLook,
  type KnownScan,
  type KnownScans,
  type KnownSource,
  type LastingFault,
  type LookMoment,
  noScans,
  type ScansEvent,
} from './scans-fold.js';
