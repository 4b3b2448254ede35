import { ProjectionRunner } from '@lockstep/event-store/postgres';
import { ReadFleet } from '@lockstep/fleet';
import { MatrixRevisions } from '@lockstep/matrix';
import { DataSource, JOB_QUEUES, type JobQueues, LOGGER, type Logger, type Settings, SETTINGS } from '@lockstep/platform';
import {
  assemblePremises,
  JudgeFreshness,
  PostgresPlanRecord,
  QueuedPlanJobs,
  ReadPlans,
  RequestPlan,
  VerifyPlan,
  WithdrawPlan,
} from '@lockstep/plans';
import { Module } from '@nestjs/common';
import { PlanVerificationsController } from './plan-verifications.controller.js';
import { PlanStandingController } from './plan-standing.controller.js';
import { PlansController } from './plans.controller.js';
import { RecomputationsController } from './recomputations.controller.js';
import { WhatIfController } from './what-if.controller.js';

@Module({
  controllers: [PlansController, PlanStandingController, RecomputationsController, PlanVerificationsController, WhatIfController],
  providers: [
    { provide: PostgresPlanRecord, useFactory: (source: DataSource) => new PostgresPlanRecord(source), inject: [DataSource] },
    {
      provide: RequestPlan,
      useFactory: (record: PostgresPlanRecord, revisions: MatrixRevisions, fleets: ReadFleet, queues: JobQueues, logger: Logger) =>
        new RequestPlan(record, revisions, fleets, new QueuedPlanJobs(queues), (plan, cause) =>
          logger.error({ plan, err: cause }, 'plan is recorded, and waits for the next sweep because the queue took no job'),
        ),
      inject: [PostgresPlanRecord, MatrixRevisions, ReadFleet, JOB_QUEUES, LOGGER],
    },
    {
      provide: ReadPlans,
      useFactory: (record: PostgresPlanRecord, revisions: MatrixRevisions) => new ReadPlans(record, revisions),
      inject: [PostgresPlanRecord, MatrixRevisions],
    },
    {
      provide: VerifyPlan,
      useFactory: (record: PostgresPlanRecord, revisions: MatrixRevisions, fleets: ReadFleet) => new VerifyPlan(record, revisions, fleets),
      inject: [PostgresPlanRecord, MatrixRevisions, ReadFleet],
    },
    { provide: WithdrawPlan, useFactory: (record: PostgresPlanRecord) => new WithdrawPlan(record), inject: [PostgresPlanRecord] },
    {
      provide: JudgeFreshness,
      useFactory: (source: DataSource, projections: ProjectionRunner, { evidenceAge }: Settings) =>
        assemblePremises({ source, projections, evidenceAge, now: () => new Date().toISOString() }).judge,
      inject: [DataSource, ProjectionRunner, SETTINGS],
    },
  ],
  exports: [ReadPlans, RequestPlan, JudgeFreshness],
})
export class PlansModule {}
