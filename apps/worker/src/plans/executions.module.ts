import { type BeforeApplicationShutdown, Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { ProjectionRunner } from '@lockstep/event-store/postgres';
import { DataSource, LOGGER, type Logger } from '@lockstep/platform';
import { assembleExecutions } from '@lockstep/plans';
import { ExecutionWatch } from './execution-watch.js';

/** Compares executing plans with what is observed, in every worker. */
@Module({
  providers: [
    {
      provide: ExecutionWatch,
      useFactory: (source: DataSource, projections: ProjectionRunner, logger: Logger) =>
        new ExecutionWatch(assembleExecutions({ source, projections }).comparing, logger),
      inject: [DataSource, ProjectionRunner, LOGGER],
    },
  ],
})
export class ExecutionsModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(@Inject(ExecutionWatch) private readonly watch: ExecutionWatch) {}

  /** Not awaited: jobs need not wait for it. */
  onApplicationBootstrap(): void {
    void this.watch.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.watch.stop();
  }
}
