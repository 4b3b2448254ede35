import { LOGGER, type Logger, type Settings, SETTINGS } from '@lockstep/platform';
import { type DynamicModule, Inject, Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { type ServedMetrics, serveMetrics } from './serve-metrics.js';
import { WorkerMetrics } from './worker-metrics.js';

/** Global. Served where `LOCKSTEP_WORKER_METRICS_PORT` is given. */
@Module({})
export class WorkerMetricsModule implements OnApplicationBootstrap, OnApplicationShutdown {
  private served: ServedMetrics | undefined;

  constructor(
    @Inject(WorkerMetrics) private readonly metrics: WorkerMetrics,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** @param changeSystems kinds of change systems */
  static forRoot({ changeSystems }: { readonly changeSystems: readonly string[] }): DynamicModule {
    return {
      module: WorkerMetricsModule,
      global: true,
      providers: [{ provide: WorkerMetrics, useFactory: () => new WorkerMetrics(changeSystems) }],
      exports: [WorkerMetrics],
    };
  }

  async onApplicationBootstrap(): Promise<void> {
    const { host, workerMetricsPort: port } = this.settings;
    if (port === undefined) return;
    this.served = await serveMetrics(this.metrics, { host, port });
    this.logger.info({ host, port: this.served.port }, 'metrics of the worker are served');
  }

  /** After the last job, so that the last scrape sees it. */
  async onApplicationShutdown(): Promise<void> {
    await this.served?.close();
  }
}
