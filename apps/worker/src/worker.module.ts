import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Inject,
  Module,
  type OnApplicationBootstrap,
  type Provider,
} from '@nestjs/common';
import { MatrixRevisions, PostgresMatrixRecord } from '@lockstep/matrix';
import {
  DataSource,
  JOB_QUEUES,
  type JobQueues,
  LOGGER,
  type Logger,
  PlatformModule,
  type PlatformOptions,
  ProjectionsModule,
  type Settings,
  SETTINGS,
} from '@lockstep/platform';
import { ComputePlan, EnqueueRequestedPlans, PostgresPlanRecord, QueuedPlanJobs, RecomputePlan, recordProjections } from '@lockstep/plans';
import { ApprovalsModule } from './approvals/approvals.module.js';
import { CHANGE_JOBS, ChangesModule } from './changes/changes.module.js';
import { changeConnectorsOf } from './changes/connectors.js';
import { ComputePlanJob } from './jobs/compute-plan.job.js';
import { type Job, startJobs } from './jobs/job.js';
import { RecomputePlanJob } from './jobs/recompute-plan.job.js';
import { WorkerMetricsModule } from './metrics/worker-metrics.module.js';
import { PlanSweep } from './plan-sweep.js';
import { ExecutionsModule } from './plans/executions.module.js';
import { PremisesModule } from './plans/premises.module.js';
import { recomputePlanProvider } from './plans/recompute.provider.js';
import { ThreadPlanningEngine } from './planning/thread-planning-engine.js';
import { SealingModule } from './sealing/sealing.module.js';
import { connectorsOf } from './scans/connectors.js';
import { SCAN_JOBS, ScansModule } from './scans/scans.module.js';
import { RecordUpkeepModule } from './upkeep/record-upkeep.module.js';
import { WEBHOOK_JOBS, WebhooksModule } from './webhooks/webhooks.module.js';

export interface WorkerOptions extends PlatformOptions {
  /** File of the planning thread's program. */
  readonly planningThread: string;
}

/** Every job of the process. */
const JOBS = Symbol('Jobs');

const jobsProvider: Provider = {
  provide: JOBS,
  useFactory: (
    computePlan: ComputePlan,
    recomputePlan: RecomputePlan,
    logger: Logger,
    scanJobs: readonly Job[],
    webhookJobs: readonly Job[],
    changeJobs: readonly Job[],
  ): readonly Job[] => [
    new ComputePlanJob(computePlan, logger),
    new RecomputePlanJob(recomputePlan, logger),
    ...scanJobs,
    ...webhookJobs,
    ...changeJobs,
  ],
  inject: [ComputePlan, RecomputePlan, LOGGER, SCAN_JOBS, WEBHOOK_JOBS, CHANGE_JOBS],
};

@Module({})
export class WorkerModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    @Inject(JOBS) private readonly jobs: readonly Job[],
    @Inject(JOB_QUEUES) private readonly queues: JobQueues,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(PlanSweep) private readonly sweep: PlanSweep,
  ) {}

  static forRoot(options: WorkerOptions): DynamicModule {
    const changeConnectors = changeConnectorsOf(options.settings);
    return {
      module: WorkerModule,
      imports: [
        PlatformModule.forRoot(options),
        WorkerMetricsModule.forRoot({ changeSystems: changeConnectors.map(({ system }) => system) }),
        ProjectionsModule.forRoot({
          projections: recordProjections(),
        }),
        SealingModule,
        RecordUpkeepModule,
        ScansModule.forRoot({ connectors: connectorsOf(options.settings) }),
        PremisesModule,
        ApprovalsModule,
        ExecutionsModule,
        WebhooksModule,
        ChangesModule.forRoot({ connectors: changeConnectors }),
      ],
      providers: [
        { provide: PostgresPlanRecord, useFactory: (source: DataSource) => new PostgresPlanRecord(source), inject: [DataSource] },
        {
          provide: MatrixRevisions,
          useFactory: (source: DataSource) => new MatrixRevisions(new PostgresMatrixRecord(source)),
          inject: [DataSource],
        },
        {
          provide: ThreadPlanningEngine,
          useFactory: ({ planTimeout, searchLimit }: Settings) =>
            new ThreadPlanningEngine({ program: options.planningThread, timeout: planTimeout * 1_000, searchLimit }),
          inject: [SETTINGS],
        },
        {
          provide: ComputePlan,
          useFactory: (record: PostgresPlanRecord, revisions: MatrixRevisions, engine: ThreadPlanningEngine) =>
            new ComputePlan(record, revisions, engine),
          inject: [PostgresPlanRecord, MatrixRevisions, ThreadPlanningEngine],
        },
        recomputePlanProvider,
        {
          provide: PlanSweep,
          useFactory: (record: PostgresPlanRecord, queues: JobQueues, computePlan: ComputePlan, logger: Logger) =>
            new PlanSweep(new EnqueueRequestedPlans(record, new QueuedPlanJobs(queues), computePlan), logger),
          inject: [PostgresPlanRecord, JOB_QUEUES, ComputePlan, LOGGER],
        },
        jobsProvider,
      ],
    };
  }

  async onApplicationBootstrap(): Promise<void> {
    await startJobs(this.queues, this.jobs, this.settings.workerConcurrency);
    await this.sweep.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.sweep.stop();
  }
}
