import { PostgresApprovalRecord, PostgresRegisterRecord, ReadApprovals } from '@lockstep/approvals';
import { ProjectionRunner } from '@lockstep/event-store/postgres';
import { PostgresFleetRecord, PostgresScanRecord, ReadFleet, ReadScans } from '@lockstep/fleet';
import { DataSource, type Settings, SETTINGS } from '@lockstep/platform';
import {
  AskedStepGate,
  AskGate,
  assembleChangeRecords,
  CompareExecutions,
  type GateExecutions,
  JudgeFreshness,
  KeptSchedules,
  PlannedExecutions,
  PostgresExecutionRecord,
  ReadExecution,
  ReadPlans,
  RecordedGateApprovals,
  RecordedGateChanges,
  RecordedGateFleet,
  RecordedGateFreezes,
  RRULE_TIMES,
  StepGate,
  TrackedGateExecutions,
} from '@lockstep/plans';
import { Module } from '@nestjs/common';
import { PlansModule } from '../plans/plans.module.js';
import { ScheduleModule } from '../schedule/schedule.module.js';
import { GateController } from './gate.controller.js';

const EXECUTIONS = Symbol('executions that the gate asks');
const now = (): string => new Date().toISOString();

/** Whether a step may start: everything that is on record about it, brought together. */
@Module({
  imports: [PlansModule, ScheduleModule],
  controllers: [GateController],
  providers: [
    {
      provide: EXECUTIONS,
      useFactory: (source: DataSource, projections: ProjectionRunner, plans: ReadPlans, fleets: ReadFleet): GateExecutions => {
        const record = new PostgresExecutionRecord(source, projections);
        const planned = new PlannedExecutions(plans);
        return new TrackedGateExecutions(new CompareExecutions(record, planned, fleets), new ReadExecution(record, planned));
      },
      inject: [DataSource, ProjectionRunner, ReadPlans, ReadFleet],
    },
    {
      provide: AskGate,
      useFactory: (
        source: DataSource,
        projections: ProjectionRunner,
        { signalAge, soakMinutes, soakLooks, soakLoadMinutes, soakLoadFlows }: Settings,
        freshness: JudgeFreshness,
        plans: ReadPlans,
        schedules: KeptSchedules,
        executions: GateExecutions,
      ) => {
        const approvals = new ReadApprovals(new PostgresApprovalRecord(source), PostgresRegisterRecord.owners(source), now);
        const scans = new ReadScans(new PostgresScanRecord(source, projections));
        return new AskGate(
          {
            freshness,
            plans,
            approvals: new RecordedGateApprovals(approvals, now),
            changes: new RecordedGateChanges(assembleChangeRecords({ source, projections, plans, freshness, now }).reading, plans),
            freezes: new RecordedGateFreezes(PostgresRegisterRecord.freezes(source), RRULE_TIMES),
            executions,
            fleet: new RecordedGateFleet(new PostgresFleetRecord(source, projections), scans, { signalAge, now }),
            schedules,
          },
          { minutes: soakMinutes, looks: soakLooks, load: { minutes: soakLoadMinutes, flows: soakLoadFlows } },
          now,
        );
      },
      inject: [DataSource, ProjectionRunner, SETTINGS, JudgeFreshness, ReadPlans, KeptSchedules, EXECUTIONS],
    },
    { provide: StepGate, useFactory: (gate: AskGate) => new AskedStepGate(gate), inject: [AskGate] },
  ],
  exports: [AskGate, StepGate],
})
export class GateModule {}
