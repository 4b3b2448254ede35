import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Inject,
  Injectable,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { type Projection, type ProjectionReport, ProjectionRunner, RecordSignal } from '@lockstep/event-store/postgres';
import { DataSource, type DataSourceOptions } from 'typeorm';
import type { Logger } from '../logging/index.js';
import { LOGGER } from './tokens.js';

export interface ProjectionsOptions {
  readonly projections: readonly Projection[];
  /** As of `ProjectionRunner`. */
  readonly headStart?: number;
}

const PROJECTIONS_SOURCE = Symbol('ProjectionsSource');

/** Stops with the application; its connections, which nobody else uses, go last. */
@Injectable()
class ProjectionsLifecycle implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(
    @Inject(ProjectionRunner) private readonly runner: ProjectionRunner,
    @Inject(RecordSignal) private readonly signal: RecordSignal,
    @Inject(PROJECTIONS_SOURCE) private readonly source: DataSource,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.signal.start();
    await this.runner.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.runner.stop();
    await this.signal.stop();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.source.destroy();
  }
}

/** Keeps projections up to date, and gives `ProjectionRunner` and `RecordSignal`, on connections of their own: whoever waits for a projection
 *  may hold all others. Global. */
@Module({})
export class ProjectionsModule {
  static forRoot({ projections, headStart }: ProjectionsOptions): DynamicModule {
    return {
      module: ProjectionsModule,
      global: true,
      providers: [
        {
          provide: PROJECTIONS_SOURCE,
          // One for signals, one for each projection, one for those who ask.
          useFactory: ({ options: same }: DataSource) =>
            new DataSource({ ...same, poolSize: projections.length + 2 } as DataSourceOptions).initialize(),
          inject: [DataSource],
        },
        { provide: RecordSignal, useFactory: (source: DataSource) => new RecordSignal(source), inject: [PROJECTIONS_SOURCE] },
        {
          provide: ProjectionRunner,
          useFactory: (source: DataSource, signal: RecordSignal, logger: Logger) =>
            new ProjectionRunner({ source, projections, signal, headStart, report: (report) => log(logger, report) }),
          inject: [PROJECTIONS_SOURCE, RecordSignal, LOGGER],
        },
        ProjectionsLifecycle,
      ],
      exports: [ProjectionRunner, RecordSignal],
    };
  }
}

function log(logger: Logger, report: ProjectionReport): void {
  const { projection } = report;
  switch (report.kind) {
    case 'stopped':
      return logger.error({ projection, ...report.failure }, 'projection stopped: its rows no longer follow the record');
    case 'retrying':
      return logger.warn({ projection, err: report.error }, 'projection could not go on; it is tried again');
    case 'waiting':
      return logger.warn({ projection, stall: report.stall }, 'projection waits: an older transaction still writes');
    case 'going-on':
      return logger.info({ projection }, 'projection goes on');
  }
}
