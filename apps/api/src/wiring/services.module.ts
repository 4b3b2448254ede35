import { Global, Module, type Provider } from '@nestjs/common';
import { PostgresFleetRecord, ReadFleet, RecordSnapshot } from '@lockstep/fleet';
import { MatrixRevisions, PostgresMatrixRecord, PublishRevision } from '@lockstep/matrix';
import { fleetProblems } from '@lockstep/planner';
import { DataSource, problem } from '@lockstep/platform';
import { FleetReader } from '../compatibility/fleet-reader.js';
import { AssessImpact } from './assess-impact.js';

const provided: Provider[] = [
  { provide: PostgresMatrixRecord, useFactory: (source: DataSource) => new PostgresMatrixRecord(source), inject: [DataSource] },
  { provide: MatrixRevisions, useFactory: (record: PostgresMatrixRecord) => new MatrixRevisions(record), inject: [PostgresMatrixRecord] },
  { provide: PublishRevision, useFactory: (record: PostgresMatrixRecord) => new PublishRevision(record), inject: [PostgresMatrixRecord] },
  { provide: PostgresFleetRecord, useFactory: (source: DataSource) => new PostgresFleetRecord(source), inject: [DataSource] },
  { provide: ReadFleet, useFactory: (record: PostgresFleetRecord) => new ReadFleet(record), inject: [PostgresFleetRecord] },
  {
    provide: FleetReader,
    useFactory: (fleet: ReadFleet, revisions: MatrixRevisions) => new FleetReader(fleet, revisions),
    inject: [ReadFleet, MatrixRevisions],
  },
  { provide: AssessImpact, useFactory: (fleet: ReadFleet) => new AssessImpact(fleet), inject: [ReadFleet] },
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
@Module({ providers: provided, exports: [MatrixRevisions, PublishRevision, ReadFleet, RecordSnapshot, AssessImpact, FleetReader] })
export class ServicesModule {}
