import { type BeforeApplicationShutdown, Inject, Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
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
import type { Job } from '../jobs/job.js';
import { WorkerMetrics } from '../metrics/worker-metrics.js';
import { assembleWebhooks, type WebhookWork } from './assemble-webhooks.js';

const WEBHOOKS = Symbol('Webhooks');
/** The handlers of all jobs of webhooks. */
export const WEBHOOK_JOBS = Symbol('WebhookJobs');

/** Tells webhooks what is recorded, in every worker. */
@Module({
  providers: [
    {
      provide: WEBHOOKS,
      useFactory: async (
        source: DataSource,
        queues: JobQueues,
        settings: Settings,
        metrics: WorkerMetrics,
        logger: Logger,
      ): Promise<WebhookWork> =>
        assembleWebhooks({
          source,
          queues,
          secrets: new ConnectorSecrets(source, settings.secretKey === undefined ? undefined : await readSecretKeys(settings.secretKey)),
          sending: { allowedNetworks: settings.allowedNetworks },
          kept: { days: settings.webhookKeptDays, count: settings.webhookKeptCount },
          metrics,
          logger,
        }),
      inject: [DataSource, JOB_QUEUES, SETTINGS, WorkerMetrics, LOGGER],
    },
    { provide: WEBHOOK_JOBS, useFactory: ({ jobs }: WebhookWork): readonly Job[] => jobs, inject: [WEBHOOKS] },
  ],
  exports: [WEBHOOK_JOBS],
})
export class WebhooksModule implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(@Inject(WEBHOOKS) private readonly webhooks: WebhookWork) {}

  /** Not awaited: jobs need not wait for it. */
  onApplicationBootstrap(): void {
    void this.webhooks.watch.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.webhooks.watch.stop();
  }

  /** Attempts that run have ended by now. */
  onApplicationShutdown(): Promise<void> {
    return this.webhooks.close();
  }
}
