import type { EventStore } from '@lockstep/event-store';
import { ProjectionRunner } from '@lockstep/event-store/postgres';
import { AcknowledgeFinding, FleetJudging, FLEET_PROJECTION, PostgresFindingRecord, ReadFindings } from '@lockstep/fleet';
import { MatrixRevisions } from '@lockstep/matrix';
import { FindFallenPremises, PlannerFleetJudge, PostgresPremisesRecord } from '@lockstep/plans';
import { DataSource, EVENT_STORE } from '@lockstep/platform';
import { Global, Module } from '@nestjs/common';
import { AssessImpact } from '../wiring/assess-impact.js';
import { FindingsController } from './findings.controller.js';
import { FindingsStreamController } from './findings-stream.controller.js';
import { FindingsTail } from './findings-tail.js';

/** Global, because publications tell their impact. */
@Global()
@Module({
  controllers: [FindingsStreamController, FindingsController],
  providers: [
    { provide: PostgresFindingRecord, useFactory: (source: DataSource) => new PostgresFindingRecord(source), inject: [DataSource] },
    {
      provide: FleetJudging,
      useFactory: (record: PostgresFindingRecord, revisions: MatrixRevisions) =>
        new FleetJudging(record, revisions, new PlannerFleetJudge(), () => new Date().toISOString()),
      inject: [PostgresFindingRecord, MatrixRevisions],
    },
    {
      provide: ReadFindings,
      useFactory: (record: PostgresFindingRecord, judging: FleetJudging) => new ReadFindings(record, judging),
      inject: [PostgresFindingRecord, FleetJudging],
    },
    {
      provide: AcknowledgeFinding,
      useFactory: (store: EventStore, runner: ProjectionRunner) =>
        new AcknowledgeFinding(store, (position) => runner.catchUp(FLEET_PROJECTION, { position })),
      inject: [EVENT_STORE, ProjectionRunner],
    },
    {
      provide: AssessImpact,
      useFactory: (judging: FleetJudging, record: PostgresFindingRecord, source: DataSource) =>
        new AssessImpact(judging, record, new FindFallenPremises(new PostgresPremisesRecord(source))),
      inject: [FleetJudging, PostgresFindingRecord, DataSource],
    },
    { provide: FindingsTail, useFactory: (findings: ReadFindings) => new FindingsTail(findings), inject: [ReadFindings] },
  ],
  exports: [AssessImpact],
})
export class FindingsModule {}
