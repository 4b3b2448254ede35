import { Global, Module, type Provider } from '@nestjs/common';
import {
  PostgresFleetRecord,
  PostgresScanRecord,
  PreflightClusters,
  ReadFleet,
  ReadHealth,
  RecordedConfirmations,
  RecordSnapshot,
} from '@lockstep/fleet';
import { MatrixRevisions, PostgresMatrixRecord, PublishRevision } from '@lockstep/matrix';
import { fleetProblems } from '@lockstep/planner';
import { ProjectionRunner } from '@lockstep/event-store/postgres';
import { DataSource, problem, type Settings, SETTINGS } from '@lockstep/platform';
import { FleetReader } from '../compatibility/fleet-reader.js';
import { RecordMoments } from '../http/record-moment.js';

const provided: Provider[] = [
  { provide: PostgresMatrixRecord, useFactory: (source: DataSource) => new PostgresMatrixRecord(source), inject: [DataSource] },
  { provide: MatrixRevisions, useFactory: (record: PostgresMatrixRecord) => new MatrixRevisions(record), inject: [PostgresMatrixRecord] },
  { provide: PublishRevision, useFactory: (record: PostgresMatrixRecord) => new PublishRevision(record), inject: [PostgresMatrixRecord] },
  {
    provide: PostgresFleetRecord,
    useFactory: (source: DataSource, projections: ProjectionRunner) => new PostgresFleetRecord(source, projections),
    inject: [DataSource, ProjectionRunner],
  },
  { provide: ReadFleet, useFactory: (record: PostgresFleetRecord) => new ReadFleet(record), inject: [PostgresFleetRecord] },
  {
    provide: ReadHealth,
    useFactory: (record: PostgresFleetRecord, source: DataSource, projections: ProjectionRunner, { signalAge }: Settings) => {
      const confirmations = new RecordedConfirmations(new PostgresScanRecord(source, projections));
      return new ReadHealth(record, confirmations, signalAge, () => new Date().toISOString());
    },
    inject: [PostgresFleetRecord, DataSource, ProjectionRunner, SETTINGS],
  },
  {
    provide: PreflightClusters,
    useFactory: (record: PostgresFleetRecord, source: DataSource, projections: ProjectionRunner, { signalAge }: Settings) => {
      const confirmations = new RecordedConfirmations(new PostgresScanRecord(source, projections));
      return new PreflightClusters(
        record,
        (node, position) => confirmations.list(node, position),
        signalAge,
        () => new Date().toISOString(),
      );
    },
    inject: [PostgresFleetRecord, DataSource, ProjectionRunner, SETTINGS],
  },
  {
    provide: RecordMoments,
    useFactory: (fleet: ReadFleet, revisions: MatrixRevisions) => new RecordMoments(fleet, revisions),
    inject: [ReadFleet, MatrixRevisions],
  },
  { provide: FleetReader, useFactory: (moments: RecordMoments) => new FleetReader(moments), inject: [RecordMoments] },
  {
    provide: RecordSnapshot,
    useFactory: (record: PostgresFleetRecord, revisions: MatrixRevisions) =>
      new RecordSnapshot(
        record,
        async (snapshot) => {
          const revision = await revisions.findCurrent();
          if (!revision) throw problem('conflict', 'inventory; a snapshot is read by the published matrix; found no revision');
          return fleetProblems(revision.matrix, snapshot);
        },
        () => new Date().toISOString(),
      ),
    inject: [PostgresFleetRecord, MatrixRevisions],
  },
];

/** Use cases with their adapters plugged in, for the controllers of every feature. */
@Global()
@Module({
  providers: provided,
  exports: [MatrixRevisions, PublishRevision, PreflightClusters, ReadFleet, ReadHealth, RecordSnapshot, FleetReader, RecordMoments],
})
export class ServicesModule {}
