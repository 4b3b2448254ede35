export * from './domain/index.js';
export type {
  HistoryEntry,
  FleetRecord,
  FleetTransaction,
  NodeQuery,
  RecordedFleet,
  RecordedNode,
  RecordedScan,
  WantedNodes,
} from './application/fleet-record.port.js';
export { RecordSnapshot, type SnapshotOrder, type SnapshotOutcome, type SnapshotRule } from './application/record-snapshot.use-case.js';
export {
  IngestEvents,
  type VersionRule,
  type IngestOutcome,
  recordSource,
  type Refusal,
  type ReportedEvent,
  renderFound,
} from './application/ingest-events.use-case.js';
export { fleetEventTypes } from './application/fleet-event-types.js';
export { type CurrentFleet, type FleetMoment, ReadFleet } from './application/read-fleet.use-case.js';
export type { FleetChange, FleetFollower, FleetPage } from './infrastructure/fleet-follower.js';
export { FLEET_PROJECTION, fleetProjection } from './infrastructure/fleet-projection.js';
export { PostgresFleetRecord } from './infrastructure/postgres-fleet-record.js';
export { readProjects } from './infrastructure/read-projects.js';
export { type HealthAnswer, type HealthQuestion, ReadHealth } from './application/health/read-health.use-case.js';
export { RecordedConfirmations } from './application/health/recorded-confirmations.js';
export type { SignalConfirmations } from './application/health/signal-confirmations.port.js';
export { AcknowledgeFinding, type AcknowledgementOrder } from './application/findings/acknowledge-finding.use-case.js';
export { type Report, type ReportedChange, ReportFindings } from './application/findings/report-findings.use-case.js';
export { FleetJudging, type FindingsQuestion } from './application/findings/judged-fleet.js';
export { type FindingPlace, ReadFindings } from './application/findings/read-findings.use-case.js';
export { FindingsFollower } from './infrastructure/findings/findings-follower.js';
export { PostgresFindingRecord } from './infrastructure/findings/postgres-finding-record.js';
export {
  type ClusterInVpc,
  type InventorySource,
  type SourceConnector,
  SourceFailure,
  type SourceOpening,
} from './application/scans/inventory-source.port.js';
export * from './domain/schedules/index.js';
export { scheduleEventTypes } from './application/schedules/schedule-event-types.js';
export type { RecordedSchedule, ScheduleRecord } from './application/schedules/schedule-record.port.js';
export { type ScheduleOutcome, ScanSchedules } from './application/schedules/scan-schedules.use-case.js';
export { PostgresScheduleRecord } from './infrastructure/schedules/postgres-schedule-record.js';
export { type BeginOutcome, BeginScan, type ScanOrder } from './application/scans/begin-scan.use-case.js';
export { CancelScan, type CancelOutcome, EndAbandonedScans, type EndOutcome, EndScan } from './application/scans/end-scan.use-case.js';
export { type EndLookOutcome, EndSourceLook, type LookOrder, type LookResult } from './application/scans/end-source-look.use-case.js';
export { ReadClustersInVpcs } from './application/scans/read-clusters-in-vpcs.use-case.js';
export { ReadScans } from './application/scans/read-scans.use-case.js';
export { MOST_REPORTS, RecordReports, type ReportsOrder, type ReportsOutcome } from './application/scans/record-reports.use-case.js';
export type { Confirmation, ScanQuery, ScanRecord } from './application/scans/scan-record.port.js';
export {
  type RegistryOutcome,
  type SourceChangeOrder,
  type SourceOrder,
  SourceRegistry,
} from './application/scans/source-registry.use-case.js';
export type { NotRecorded } from './application/scans/take-turn.js';
export { PostgresScanRecord } from './infrastructure/scans/postgres-scan-record.js';
export { scansProjection } from './infrastructure/scans/scans-projection.js';
export * from './infrastructure/scan-jobs/index.js';
export { FindRunningPairs, type FoundPair, type SupervisorPairs } from './application/pairs/find-running-pairs.use-case.js';
export { type ClustersPreflight, type ManagerPreflight, PreflightClusters } from './application/capacity/preflight-clusters.use-case.js';
