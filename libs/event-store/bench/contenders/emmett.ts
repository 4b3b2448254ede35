import { createRequire } from 'node:module';
import path from 'node:path';
import type { Contender, OpenContender } from './contender.js';

/** What is used of it. */
interface EmmettStore {
  readonly schema: { migrate(): Promise<unknown> };
  appendToStream(stream: string, events: readonly unknown[]): Promise<unknown>;
  readStream(stream: string): Promise<{ events: readonly unknown[] }>;
  close(): Promise<void>;
}
interface Emmett {
  getPostgreSQLEventStore(url: string): EmmettStore;
}

const notADependency: string = '@event-driven-io/emmett-postgresql';

/** A folder in which somebody has installed `@event-driven-io/emmett-postgresql` by hand. It has no licence and is no dependency of anything here;
 *  loading it changes how pg reads numbers in the whole process, so it is loaded last. */
export function findEmmett(folder: string | undefined): OpenContender | undefined {
  if (folder === undefined) return undefined;
  const require = createRequire(path.join(path.resolve(folder), 'package.json'));
  return (url) => openEmmett(url, require(notADependency) as Emmett);
}

async function openEmmett(url: string, { getPostgreSQLEventStore }: Emmett): Promise<Contender> {
  const store = getPostgreSQLEventStore(url);
  await store.schema.migrate();
  return {
    name: 'emmett 0.42',
    append: async (stream, events) => {
      const messages = events.map(({ type, data }) => ({ type, data }));
      // Without an expected version, too, it answers a conflict when another append to the stream came first.
      for (;;) {
        try {
          return await store.appendToStream(stream, messages);
        } catch (error) {
          if ((error as Error).name !== 'ExpectedVersionConflictError' && !/version/i.test((error as Error).message)) throw error;
        }
      }
    },
    readStream: async (stream) => (await store.readStream(stream)).events.length,
    // Its reader of all streams loses events (ADR 0006), so there is nothing to compare.
    readAll: () => Promise.resolve(0),
    close: () => store.close(),
  };
}
