import { type BeforeApplicationShutdown, type DynamicModule, Inject, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PostgresEventStore } from '@lockstep/event-store/postgres';
import { DataSource } from 'typeorm';
import type { Settings } from '../config/index.js';
import { createDataSource, type DataSourceSettings, dataSourceOptions, migrateDatabase } from '../database/index.js';
import type { Logger } from '../logging/index.js';
import { type JobQueues, openJobQueues } from '../queue/index.js';
import { EVENT_STORE, JOB_QUEUES, LOGGER, SETTINGS } from './tokens.js';

export interface PlatformOptions {
  readonly settings: Settings;
  /** The database in use: `settings.databaseUrl`, or the embedded one's. */
  readonly databaseUrl: string;
  readonly logger: Logger;
  readonly entities?: DataSourceSettings['entities'];
}

/** Running jobs finish while the database is still there; the queue's connections go last, since requests in flight may enqueue. */
@Injectable()
class JobQueuesLifecycle implements BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(
    @Inject(JOB_QUEUES) private readonly queues: JobQueues,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  beforeApplicationShutdown(): Promise<void> {
    return this.queues.drain(this.settings.shutdownTimeout * 1_000);
  }

  onApplicationShutdown(): Promise<void> {
    return this.queues.close();
  }
}

/** What every process of Lockstep stands on: settings, logger, migrated database, record, queues. Global: features inject by token. */
@Module({})
export class PlatformModule {
  static forRoot({ settings, databaseUrl, logger, entities }: PlatformOptions): DynamicModule {
    const source = { url: databaseUrl, poolSize: settings.databasePool, entities };
    return {
      module: PlatformModule,
      global: true,
      imports: [
        TypeOrmModule.forRootAsync({
          // Retries hide the cause for as long as they last; an orchestrator restarts the process anyway.
          useFactory: () => ({ ...dataSourceOptions(source), retryAttempts: 2, retryDelay: 500 }),
          dataSourceFactory: async () => {
            await migrateDatabase(databaseUrl);
            return createDataSource(source).initialize();
          },
        }),
      ],
      providers: [
        { provide: SETTINGS, useValue: settings },
        { provide: LOGGER, useValue: logger },
        {
          provide: JOB_QUEUES,
          useFactory: () =>
            openJobQueues({
              databaseUrl,
              redisUrl: settings.redisUrl,
              // Each kind of job keeps one connection to be told of work; what runs shares the rest.
              poolSize: 20,
              report: (message, suppressed) => logger.warn({ suppressed }, `job queue: ${message}`),
            }),
        },
        { provide: PostgresEventStore, useFactory: (connected: DataSource) => new PostgresEventStore(connected), inject: [DataSource] },
        { provide: EVENT_STORE, useExisting: PostgresEventStore },
        JobQueuesLifecycle,
      ],
      exports: [SETTINGS, LOGGER, JOB_QUEUES, EVENT_STORE, PostgresEventStore],
    };
  }
}
