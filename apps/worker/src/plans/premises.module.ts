import { type BeforeApplicationShutdown, Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { PostgresApprovalRecord, VoidSignoffs } from '@lockstep/approvals';
import { ProjectionRunner } from '@lockstep/event-store/postgres';
import { PostgresFleetRecord, ReadFleet } from '@lockstep/fleet';
import { DataSource, JOB_QUEUES, type JobQueues, LOGGER, type Logger, type Settings, SETTINGS } from '@lockstep/platform';
import {
  AcknowledgedFleet,
  assembleExecutions,
  assemblePremises,
  type FallenPlans,
  QueuedPlanJobs,
  ReplaceVoidPlans,
  RequestPlan,
} from '@lockstep/plans';
import { VoidedSignoffs } from '../approvals/voided-signoffs.js';
import { PremiseWatch } from './premise-watch.js';

const now = () => new Date().toISOString();

/** Who is told of void plans. */
const FALLEN_PLANS = Symbol('FallenPlans');

function createWatch(
  source: DataSource,
  projections: ProjectionRunner,
  queues: JobQueues,
  { evidenceAge }: Settings,
  logger: Logger,
  fallenPlans: FallenPlans,
): PremiseWatch {
  const { record, following, plans, revisions, follow } = assemblePremises({ source, projections, evidenceAge, now });
  const fleet = new AcknowledgedFleet(new ReadFleet(new PostgresFleetRecord(source, projections)));
  const requestPlan = new RequestPlan(record, revisions, fleet, new QueuedPlanJobs(queues), (plan, cause) =>
    logger.error({ plan, err: cause }, 'plan is recorded, and waits for the next sweep because the queue took no job'),
  );
  const { replacing } = assembleExecutions({ source, projections });
  const replace = new ReplaceVoidPlans(record, following, plans, revisions, fleet, requestPlan, fallenPlans, replacing, now);
  return new PremiseWatch(follow, replace, logger);
}

/** Watches over what plans lean on, in every worker. */
@Module({
  providers: [
    {
      provide: FALLEN_PLANS,
      useFactory: (source: DataSource): FallenPlans => new VoidedSignoffs(new VoidSignoffs(new PostgresApprovalRecord(source))),
      inject: [DataSource],
    },
    {
      provide: PremiseWatch,
      useFactory: createWatch,
      inject: [DataSource, ProjectionRunner, JOB_QUEUES, SETTINGS, LOGGER, FALLEN_PLANS],
    },
  ],
})
export class PremisesModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(@Inject(PremiseWatch) private readonly watch: PremiseWatch) {}

  /** Not awaited: after a long rest all open plans are compared first, and jobs need not wait for it. */
  onApplicationBootstrap(): void {
    void this.watch.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.watch.stop();
  }
}
