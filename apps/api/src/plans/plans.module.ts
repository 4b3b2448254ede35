import { ProjectionRunner } from '@lockstep/event-store/postgres';
import { ReadFleet } from '@lockstep/fleet';
import { MatrixRevisions } from '@lockstep/matrix';
import { DataSource, JOB_QUEUES, type JobQueues, LOGGER, type Logger, type Settings, SETTINGS } from '@lockstep/platform';
import {
  AcknowledgedFleet,
  assembleChangeDocuments,
  assemblePremises,
  JudgeFreshness,
  PlannedExecutions,
  PostgresPlanRecord,
  QueuedPlanJobs,
  ReadChangeDocuments,
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
    {
      provide: PostgresPlanRecord,
      useFactory: (source: DataSource, projections: ProjectionRunner) => new PostgresPlanRecord(source, projections),
      inject: [DataSource, ProjectionRunner],
    },
    {
      provide: RequestPlan,
      useFactory: (record: PostgresPlanRecord, revisions: MatrixRevisions, fleets: ReadFleet, queues: JobQueues, logger: Logger) =>
        new RequestPlan(record, revisions, new AcknowledgedFleet(fleets), new QueuedPlanJobs(queues), (plan, cause) =>
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
      useFactory: (record: PostgresPlanRecord, revisions: MatrixRevisions, fleets: ReadFleet) =>
        new VerifyPlan(record, revisions, new AcknowledgedFleet(fleets)),
      inject: [PostgresPlanRecord, MatrixRevisions, ReadFleet],
    },
    {
      provide: WithdrawPlan,
      useFactory: (record: PostgresPlanRecord, plans: ReadPlans) => new WithdrawPlan(record, new PlannedExecutions(plans)),
      inject: [PostgresPlanRecord, ReadPlans],
    },
    {
      provide: JudgeFreshness,
      useFactory: (source: DataSource, projections: ProjectionRunner, { evidenceAge }: Settings) =>
        assemblePremises({ source, projections, evidenceAge, now: () => new Date().toISOString() }).judge,
      inject: [DataSource, ProjectionRunner, SETTINGS],
    },
    {
      provide: ReadChangeDocuments,
      useFactory: (
        source: DataSource,
        projections: ProjectionRunner,
        plans: ReadPlans,
        freshness: JudgeFreshness,
        { publicUrl, signalAge }: Settings,
      ) =>
        assembleChangeDocuments({
          source,
          projections,
          plans,
          publicUrl: publicUrl ?? null,
          signalAge,
          freshness,
          now: () => new Date().toISOString(),
        }).documents,
      inject: [DataSource, ProjectionRunner, ReadPlans, JudgeFreshness, SETTINGS],
    },
  ],
  exports: [ReadPlans, RequestPlan, JudgeFreshness],
})
export class PlansModule {}
