import { MatrixRevisions } from '@lockstep/matrix';
import { DataSource } from '@lockstep/platform';
import {
  type FreezeSource,
  type LearnedDurations,
  NextAllowedStart,
  PlanSchedules,
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
    { provide: FREEZES, useFactory: (): FreezeSource => ({ list: async () => [] }) },
    { provide: LEARNED, useFactory: (): LearnedDurations => ({ medians: async () => ({}) }) },
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
