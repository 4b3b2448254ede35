import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDataSource, migrateDatabase } from '@lockstep/platform/database';
import { startEmbeddedPostgres } from '@lockstep/platform/embedded-postgres';
import { setTimeout as sleep } from 'node:timers/promises';
import { beginning, newEventId, type NewEvent, type RecordedEvent } from '../src/index.js';
import { PostgresEventStore } from '../src/postgres/index.js';

const event = (): NewEvent => ({ id: newEventId(), type: 'SomethingHappened', data: {}, actor: 'system:test' });

export interface Crashed {
  readonly acknowledged: ReadonlySet<string>;
  readonly recorded: readonly RecordedEvent[];
}

/** Starts a server that flushes to disk and kills it `crashes` times in the middle of appends. The writers send what was not answered again, with the
 *  same ids, until it is. */
export async function crashAgainAndAgain(crashes: number, appendsBetween: number): Promise<Crashed> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lockstep-crash-'));
  const acknowledged = new Set<string>();
  let store: PostgresEventStore | undefined;
  const ended = new AbortController();
  const writers = Array.from({ length: 6 }, async (_, writer) => {
    for (let turn = 0; !ended.signal.aborted; turn++) {
      const events = Array.from({ length: 1 + (turn % 3) }, event);
      while (!(await answered(store, `crash-${(writer + turn) % 4}`, events))) await sleep(10);
      for (const { id } of events) acknowledged.add(id);
    }
  });
  try {
    for (let crash = 0; crash <= crashes; crash++) {
      const server = await startEmbeddedPostgres({ dataDir });
      await migrateDatabase(server.url);
      const source = await createDataSource({ url: server.url, poolSize: 8 }).initialize();
      store = new PostgresEventStore(source);
      const target = acknowledged.size + appendsBetween;
      while (acknowledged.size < target) await sleep(5);
      if (crash < crashes) {
        process.kill(Number((await readFile(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8')).split('\n')[0]), 'SIGKILL');
      } else {
        ended.abort();
        await Promise.all(writers);
        const { events: recorded } = await store.readAll(beginning, 10_000_000);
        await source.destroy();
        await server.stop();
        return { acknowledged, recorded };
      }
      store = undefined;
      await source.destroy().catch(() => {});
    }
    throw new Error('unreachable');
  } finally {
    ended.abort();
    await rm(dataDir, { recursive: true, force: true });
  }
}

const answered = async (store: PostgresEventStore | undefined, stream: string, events: readonly NewEvent[]): Promise<boolean> => {
  try {
    const { outcome } = (await store?.append(stream, 'any', events)) ?? { outcome: 'no server' };
    return outcome === 'appended' || outcome === 'duplicate';
  } catch {
    return false;
  }
};
