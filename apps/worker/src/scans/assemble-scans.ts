import type { ProjectionRunner } from '@lockstep/event-store/postgres';
import {
  BeginScan,
  EndAbandonedScans,
  EndScan,
  EndSourceLook,
  PostgresFleetRecord,
  PostgresScanRecord,
  PostgresScheduleRecord,
  ReadClustersInVpcs,
  ReadScans,
  RecordReports,
  RunSchedule,
  ScanSchedules,
  ScanTimetable,
  type SourceConnector,
  SourceRegistry,
  StartScan,
  type VersionRule,
} from '@lockstep/fleet';
import type { ConnectorSecrets, DataSource, JobQueues, Logger } from '@lockstep/platform';
import { CheckSourceJob } from '../jobs/check-source.job.js';
import type { Job } from '../jobs/job.js';
import { ScanClusterJob } from '../jobs/scan-cluster.job.js';
import { ScanSourceJob } from '../jobs/scan-source.job.js';
import { ScanJob } from '../jobs/scan.job.js';
import { ScheduledScanJob } from '../jobs/scheduled-scan.job.js';
import { GroupedReports } from './grouped-reports.js';
import type { LearnFromSources } from './learn-from-sources.js';
import { OpenSources } from './open-sources.js';
import { ScanSweep } from './scan-sweep.js';
import { ScanWatch } from './scan-watch.js';

export interface ScanParts {
  readonly source: DataSource;
  readonly projections: ProjectionRunner;
  readonly queues: JobQueues;
  readonly secrets: ConnectorSecrets;
  readonly connectors: readonly SourceConnector[];
  readonly versionRule: VersionRule;
  readonly learn: LearnFromSources;
  /** What follows from a scan; never throws. */
  readonly afterwards: (scan: string) => Promise<void>;
  /** Clusters at the same time in this process. */
  readonly concurrency: number;
  /** Milliseconds between two looks at whether a scan goes on; as `ScanWatch` says when absent. */
  readonly watchInterval?: number;
  readonly logger: Logger;
}

export interface Scans {
  readonly jobs: readonly Job[];
  readonly sweep: ScanSweep;
  readonly sources: OpenSources;
}

const now = () => new Date().toISOString();

/** All that runs scans in one process. */
export function assembleScans(parts: ScanParts): Scans {
  const { queues, logger, learn } = parts;
  const fleet = new PostgresFleetRecord(parts.source, parts.projections);
  const record = new PostgresScanRecord(parts.source, parts.projections);
  const registry = new SourceRegistry(fleet, record);
  const scans = new ReadScans(record);
  const endScan = new EndScan(fleet, record);
  const schedules = new ScanSchedules(new PostgresScheduleRecord(parts.source));
  const startScan = new StartScan(new BeginScan(fleet, record), queues, (scan, cause) =>
    logger.error({ scan, err: cause }, 'scan is recorded, and waits for the next sweep because the queue took no job'),
  );
  const unregistered = new ReadClustersInVpcs(fleet);
  const sources = new OpenSources(registry, parts.secrets, parts.connectors, now, (below) => unregistered.execute(below));
  const recorder = new GroupedReports(new RecordReports(fleet, record, parts.versionRule));
  const watch = new ScanWatch(scans, parts.watchInterval);
  const jobs: readonly Job[] = [
    new ScanJob({ scans, registry, endSourceLook: new EndSourceLook(fleet, record), endScan, afterwards: parts.afterwards }, logger),
    new ScanSourceJob(sources, recorder, learn, watch, now, logger),
    new ScanClusterJob(sources, recorder, learn, watch, parts.concurrency, logger),
    new ScheduledScanJob(new RunSchedule(schedules, registry, startScan, queues), logger),
    new CheckSourceJob(sources, logger),
  ];
  const sweep = new ScanSweep(new EndAbandonedScans(record, endScan), new ScanTimetable(schedules, queues), queues, logger);
  return { jobs, sweep, sources };
}
