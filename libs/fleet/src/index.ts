export * from './domain/index.js';
export type {
  FleetRecord,
  FleetTransaction,
  NodeQuery,
  RecordedFleet,
  RecordedNode,
  RecordedScan,
} from './application/fleet-record.port.js';
export { RecordSnapshot, type SnapshotOrder, type SnapshotOutcome, type SnapshotRule } from './application/record-snapshot.use-case.js';
export { ReadFleet } from './application/read-fleet.use-case.js';
export { PostgresFleetRecord } from './infrastructure/postgres-fleet-record.js';
