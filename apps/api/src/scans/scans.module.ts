import { ProjectionRunner } from '@lockstep/event-store/postgres';
import {
  BeginScan,
  CancelScan,
  PostgresFleetRecord,
  PostgresScanRecord,
  PostgresScheduleRecord,
  ReadScans,
  ScanSchedules,
  ScanTimetable,
  SourceRegistry,
  StartScan,
} from '@lockstep/fleet';
import {
  ConnectorSecrets,
  DataSource,
  JOB_QUEUES,
  type JobQueues,
  LOGGER,
  type Logger,
  readSecretKeys,
  type Settings,
  SETTINGS,
} from '@lockstep/platform';
import { Module } from '@nestjs/common';
import { ScanSchedulesController } from '../scan-schedules/scan-schedules.controller.js';
import { CONNECTORS, createConnectors } from '../sources/connectors.js';
import { SourcesController } from '../sources/sources.controller.js';
import { FollowScan } from './follow-scan.js';
import { ScansController } from './scans.controller.js';

/** Sources, scans of them, and when scans are started. */
@Module({
  controllers: [SourcesController, ScansController, ScanSchedulesController],
  providers: [
    { provide: CONNECTORS, useFactory: createConnectors },
    {
      provide: ConnectorSecrets,
      useFactory: async (source: DataSource, { secretKey }: Settings) =>
        new ConnectorSecrets(source, secretKey === undefined ? undefined : await readSecretKeys(secretKey)),
      inject: [DataSource, SETTINGS],
    },
    {
      provide: PostgresFleetRecord,
      useFactory: (source: DataSource, projections: ProjectionRunner) => new PostgresFleetRecord(source, projections),
      inject: [DataSource, ProjectionRunner],
    },
    {
      provide: PostgresScanRecord,
      useFactory: (source: DataSource, projections: ProjectionRunner) => new PostgresScanRecord(source, projections),
      inject: [DataSource, ProjectionRunner],
    },
    {
      provide: SourceRegistry,
      useFactory: (fleet: PostgresFleetRecord, record: PostgresScanRecord) => new SourceRegistry(fleet, record),
      inject: [PostgresFleetRecord, PostgresScanRecord],
    },
    { provide: ReadScans, useFactory: (record: PostgresScanRecord) => new ReadScans(record), inject: [PostgresScanRecord] },
    {
      provide: CancelScan,
      useFactory: (fleet: PostgresFleetRecord, record: PostgresScanRecord) => new CancelScan(fleet, record),
      inject: [PostgresFleetRecord, PostgresScanRecord],
    },
    {
      provide: StartScan,
      useFactory: (fleet: PostgresFleetRecord, record: PostgresScanRecord, queues: JobQueues, logger: Logger) =>
        new StartScan(new BeginScan(fleet, record), queues, (scan, cause) =>
          logger.error({ scan, err: cause }, 'scan is recorded, and waits for the next sweep because the queue took no job'),
        ),
      inject: [PostgresFleetRecord, PostgresScanRecord, JOB_QUEUES, LOGGER],
    },
    {
      provide: ScanSchedules,
      useFactory: (source: DataSource) => new ScanSchedules(new PostgresScheduleRecord(source)),
      inject: [DataSource],
    },
    {
      provide: ScanTimetable,
      useFactory: (schedules: ScanSchedules, queues: JobQueues) => new ScanTimetable(schedules, queues),
      inject: [ScanSchedules, JOB_QUEUES],
    },
    {
      provide: FollowScan,
      useFactory: (scans: ReadScans, queues: JobQueues) => new FollowScan(scans, queues),
      inject: [ReadScans, JOB_QUEUES],
    },
  ],
})
export class ScansModule {}
