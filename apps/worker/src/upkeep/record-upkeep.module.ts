import { type BeforeApplicationShutdown, Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { PostgresEventStore } from '@lockstep/event-store/postgres';
import { LOGGER, type Logger } from '@lockstep/platform';
import { RecordUpkeep } from './record-upkeep.js';

const createUpkeep = (store: PostgresEventStore, logger: Logger) => new RecordUpkeep(store, logger);

@Module({ providers: [{ provide: RecordUpkeep, useFactory: createUpkeep, inject: [PostgresEventStore, LOGGER] }] })
export class RecordUpkeepModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(@Inject(RecordUpkeep) private readonly upkeep: RecordUpkeep) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.upkeep.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.upkeep.stop();
  }
}
