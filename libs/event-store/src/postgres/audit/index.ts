export { connectForReading, type ReadingConnection } from './connect-for-reading.js';
export { PostgresSealer, type SealerOptions, type SealOutcome } from './postgres-sealer.js';
export { PostgresRecordSource } from './postgres-record-source.js';
export type { Queryable } from '../queryable.js';
export { readRawEvents } from './raw-event-rows.js';
export { type EventProof, proveConsistency, proveEvent } from './seal-proofs.js';
export { findNewestSeal, findSealState, listCheckpoints, listSeals, type SealState, type SealSummary } from './seal-rows.js';
