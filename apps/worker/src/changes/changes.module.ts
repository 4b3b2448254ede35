import type { ChangeConnector } from '@lockstep/approvals';
import { ProjectionRunner } from '@lockstep/event-store/postgres';
import {
  ConnectorSecrets,
  DataSource,
  JOB_QUEUES,
  type JobQueues,
  LOGGER,
  type Logger,
  readSecretKeys,
  type Settings,
  SETTINGS,
} from '@lockstep/platform';
import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Inject,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { Job } from '../jobs/job.js';
import { WorkerMetrics } from '../metrics/worker-metrics.js';
import { assembleChanges, type Changes } from './assemble-changes.js';

export interface ChangesOptions {
  readonly connectors: readonly ChangeConnector[];
}

const CHANGES = Symbol('Changes');
/** Its jobs. */
export const CHANGE_JOBS = Symbol('ChangeJobs');

/** Keeps change records of plans in other systems, in every worker. */
@Module({})
export class ChangesModule implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(@Inject(CHANGES) private readonly changes: Changes) {}

  static forRoot({ connectors }: ChangesOptions): DynamicModule {
    return {
      module: ChangesModule,
      providers: [
        {
          provide: CHANGES,
          useFactory: async (
            source: DataSource,
            projections: ProjectionRunner,
            queues: JobQueues,
            settings: Settings,
            metrics: WorkerMetrics,
            logger: Logger,
          ) => {
            const { secretKey } = settings;
            const secrets = new ConnectorSecrets(source, secretKey === undefined ? undefined : await readSecretKeys(secretKey));
            return assembleChanges({ source, projections, queues, secrets, connectors, settings, metrics, logger });
          },
          inject: [DataSource, ProjectionRunner, JOB_QUEUES, SETTINGS, WorkerMetrics, LOGGER],
        },
        { provide: CHANGE_JOBS, useFactory: ({ jobs }: Changes): readonly Job[] => jobs, inject: [CHANGES] },
      ],
      exports: [CHANGE_JOBS],
    };
  }

  /** Not awaited: other jobs need not wait for it. */
  onApplicationBootstrap(): void {
    void this.changes.sweep.start();
    void this.changes.findings.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([this.changes.sweep.stop(), this.changes.findings.stop()]);
  }

  /** Looks that run have ended by now. */
  async onApplicationShutdown(): Promise<void> {
    await this.changes.open.closeAll();
  }
}
