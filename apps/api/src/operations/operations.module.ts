import { Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { PostgresEventStore, ProjectionRunner } from '@lockstep/event-store/postgres';
import { DataSource, JOB_QUEUES, type JobQueues, LOGGER, type Logger, Readiness } from '@lockstep/platform';
import { PostgresDeliveries } from '@lockstep/webhooks';
import type { FastifyInstance } from 'fastify';
import { ListsController } from './lists.controller.js';
import { Metrics } from './metrics.js';
import { MetricsController } from './metrics.controller.js';
import { ProjectionsController } from './projections.controller.js';
import { watchProjections, watchRecord } from './watch-projections.js';

/** How the service itself fares: states, metrics, and what the readiness probe calls degraded. */
@Module({
  controllers: [ProjectionsController, ListsController, MetricsController],
  providers: [
    {
      provide: Metrics,
      useFactory: (runner: ProjectionRunner, store: PostgresEventStore, queues: JobQueues, source: DataSource, logger: Logger) =>
        new Metrics({ runner, store, queues, deliveries: new PostgresDeliveries(source) }, logger),
      inject: [ProjectionRunner, PostgresEventStore, JOB_QUEUES, DataSource, LOGGER],
    },
  ],
})
export class OperationsModule implements OnApplicationBootstrap {
  constructor(
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(ProjectionRunner) private readonly runner: ProjectionRunner,
    @Inject(PostgresEventStore) private readonly store: PostgresEventStore,
    @Inject(Readiness) private readonly readiness: Readiness,
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
  ) {}

  onApplicationBootstrap(): void {
    this.readiness.watch('projections', () => watchProjections(this.runner));
    this.readiness.watch('record', () => watchRecord(this.store));
    this.metrics.observeRequests(this.host.httpAdapter.getInstance<FastifyInstance>());
  }
}
