import { PostgresEventStore, ProjectionRunner } from '@lockstep/event-store/postgres';
import { createMigratedDatabase, type MigratedDatabase } from '@lockstep/testing';
import type { DataSource } from 'typeorm';
import { createTallyTables } from './tally-projection.js';

/** A record in a database of its own, with the tables of tallies, and runners over it. */
export class TallyRunners {
  readonly store: PostgresEventStore;
  private readonly started: ProjectionRunner[] = [];

  private constructor(private readonly database: MigratedDatabase) {
    this.store = new PostgresEventStore(database.source);
  }

  static async open(): Promise<TallyRunners> {
    const opened = new TallyRunners(await createMigratedDatabase({ poolSize: 20 }));
    await createTallyTables(opened.source);
    return opened;
  }

  get source(): DataSource {
    return this.database.source;
  }

  newRunner(options: Omit<ConstructorParameters<typeof ProjectionRunner>[0], 'source'>): ProjectionRunner {
    const runner = new ProjectionRunner({ ...options, source: this.source });
    this.started.push(runner);
    return runner;
  }

  async close(): Promise<void> {
    await Promise.all(this.started.map((runner) => runner.stop()));
    await this.database.drop();
  }
}
