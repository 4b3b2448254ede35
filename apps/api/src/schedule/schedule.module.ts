import { PostgresApprovalRecord, PostgresRegisterRecord, ReadApprovals } from '@lockstep/approvals';
import { ProjectionRunner } from '@lockstep/event-store/postgres';
import { MatrixRevisions } from '@lockstep/matrix';
import { DataSource } from '@lockstep/platform';
import {
  type FreezeSource,
  KeptSchedules,
  type LearnedDurations,
  PlannedExecutions,
  PlanSchedules,
  PostgresExecutionRecord,
  PostgresLearnedDurations,
  PostgresPlanRecord,
  postgresTimetables,
  ReadExecution,
  ReadPlans,
  RRULE_TIMES,
} from '@lockstep/plans';
import { Module } from '@nestjs/common';
import { ScheduleController } from './schedule.controller.js';
import { SIGNOFFS } from './schedule-over-signoffs.js';

const FREEZES = Symbol('freezes that schedules keep clear of');
const LEARNED = Symbol('durations that history has taught');
const now = (): string => new Date().toISOString();

@Module({
  controllers: [ScheduleController],
  providers: [
    {
      provide: ReadPlans,
      useFactory: (source: DataSource, revisions: MatrixRevisions) => new ReadPlans(new PostgresPlanRecord(source), revisions),
      inject: [DataSource, MatrixRevisions],
    },
    { provide: FREEZES, useFactory: freezesOn, inject: [DataSource] },
    { provide: LEARNED, useFactory: (source: DataSource) => new PostgresLearnedDurations(source), inject: [DataSource] },
    {
      provide: PlanSchedules,
      useFactory: (
        plans: ReadPlans,
        source: DataSource,
        projections: ProjectionRunner,
        freezes: FreezeSource,
        learned: LearnedDurations,
      ) => {
        const executions = new ReadExecution(new PostgresExecutionRecord(source, projections), new PlannedExecutions(plans));
        return new PlanSchedules(plans, postgresTimetables(source), RRULE_TIMES, freezes, learned, executions, now);
      },
      inject: [ReadPlans, DataSource, ProjectionRunner, FREEZES, LEARNED],
    },
    {
      provide: SIGNOFFS,
      useFactory: (source: DataSource) => new ReadApprovals(new PostgresApprovalRecord(source), PostgresRegisterRecord.owners(source), now),
      inject: [DataSource],
    },
    {
      provide: KeptSchedules,
      useFactory: (plans: ReadPlans, source: DataSource, freezes: FreezeSource) =>
        new KeptSchedules(plans, postgresTimetables(source), RRULE_TIMES, freezes),
      inject: [ReadPlans, DataSource, FREEZES],
    },
  ],
  exports: [KeptSchedules],
})
export class ScheduleModule {}

/** Those that people have declared for all plans, as schedules look at them: why there is a freeze does not move one. */
function freezesOn(source: DataSource): FreezeSource {
  const record = PostgresRegisterRecord.freezes(source);
  return {
    list: async () =>
      (await record.list({})).map(({ name, times, scope: { nsxManagers, supervisors, projects, labels } }) => ({
        name,
        times,
        scope: {
          ...(nsxManagers && { nsxManagers: [...nsxManagers] }),
          ...(supervisors && { supervisors: [...supervisors] }),
          ...(projects && { projects: [...projects] }),
          ...(labels && { labels: { ...labels } }),
        },
      })),
  };
}
