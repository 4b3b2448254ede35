import { PostgresRegisterRecord } from '@lockstep/approvals';
import { MatrixRevisions } from '@lockstep/matrix';
import { DataSource } from '@lockstep/platform';
import {
  type FreezeSource,
  type LearnedDurations,
  NextAllowedStart,
  PlanSchedules,
  PostgresLearnedDurations,
  PostgresPlanRecord,
  postgresTimetables,
  ReadPlans,
  RRULE_TIMES,
} from '@lockstep/plans';
import { Module } from '@nestjs/common';
import { ScheduleController } from './schedule.controller.js';

const FREEZES = Symbol('freezes that schedules keep clear of');
const LEARNED = Symbol('durations that history has taught');

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
      useFactory: (plans: ReadPlans, source: DataSource, freezes: FreezeSource, learned: LearnedDurations) =>
        new PlanSchedules(plans, postgresTimetables(source), RRULE_TIMES, freezes, learned, () => new Date().toISOString()),
      inject: [ReadPlans, DataSource, FREEZES, LEARNED],
    },
    {
      provide: NextAllowedStart,
      useFactory: (plans: ReadPlans, source: DataSource, freezes: FreezeSource) =>
        new NextAllowedStart(plans, postgresTimetables(source), RRULE_TIMES, freezes),
      inject: [ReadPlans, DataSource, FREEZES],
    },
  ],
  exports: [NextAllowedStart],
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
