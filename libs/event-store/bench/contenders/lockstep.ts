import { createDataSource, migrateDatabase } from '@lockstep/platform/database';
import { beginning } from '../../src/index.js';
import { PostgresEventStore } from '../../src/postgres/index.js';
import type { Contender } from './contender.js';

export async function openLockstep(url: string): Promise<Contender> {
  await migrateDatabase(url);
  const source = await createDataSource({ url, poolSize: 10 }).initialize();
  const store = new PostgresEventStore(source);
  return {
    name: 'Lockstep',
    append: async (stream, events) => {
      const { outcome } = await store.append(
        stream,
        'any',
        events.map((event) => ({ ...event, actor: 'system:bench' })),
      );
      if (outcome !== 'appended') throw new Error(`bench; append to ${stream}; must be appended; found ${outcome}`);
    },
    readStream: async (stream) => (await store.readStream(stream)).length,
    readAll: async (limit) => {
      let read = 0;
      for (let cursor = beginning; read < limit;) {
        const page = await store.readAll(cursor, 1_000);
        if (page.events.length === 0) break;
        read += page.events.length;
        cursor = page.cursor;
      }
      return read;
    },
    close: () => source.destroy(),
  };
}
