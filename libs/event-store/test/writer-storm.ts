import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { type SeededRandom, seededRandom } from '@lockstep/testing/problems';
import { beginning, newEventId, type NewEvent, type RecordedEvent } from '../src/index.js';
import { PostgresEventStore } from '../src/postgres/index.js';

export interface Storm {
  /** Ids of which the commit was acknowledged, and of those of which nobody knows. */
  readonly committed: ReadonlySet<string>;
  readonly unknown: ReadonlySet<string>;
  readonly rolledBack: ReadonlySet<string>;
  /** What each reader saw, in its order. */
  readonly seen: readonly (readonly RecordedEvent[])[];
}

export interface StormSettings {
  readonly source: DataSource;
  readonly seed: number;
  readonly milliseconds: number;
  readonly writers: number;
  /** Page sizes, one reader each. */
  readonly pages: readonly number[];
  /** Ends a session now and then. */
  readonly kill: boolean;
}

const onPurpose = new Error('rolled back on purpose');
const event = (): NewEvent => ({ id: newEventId(), type: 'SomethingHappened', data: {}, actor: 'system:storm' });

/** Writers that begin early, hold transactions open, roll back, use savepoints and lose their connections, while readers follow the record. */
export async function raiseWriterStorm(settings: StormSettings): Promise<Storm> {
  const { source, seed, milliseconds, writers, pages, kill } = settings;
  const ended = AbortSignal.timeout(milliseconds);
  const [committed, unknown, rolledBack] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const written = new AbortController();
  const readers = pages.map((page) => follow(source, page, written.signal));
  const killing = kill ? killSessions(source, seed, ended) : Promise.resolve();
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      const random = seededRandom(seed * 1_000 + writer);
      while (!ended.aborted) {
        const events = Array.from({ length: 1 + random.int(4) }, event);
        const end = await writeOnce(source, random, events);
        for (const { id } of events) ({ committed, unknown, rolledBack })[end].add(id);
      }
    }),
  );
  await killing;
  written.abort();
  return { committed, unknown, rolledBack, seen: await Promise.all(readers) };
}

async function writeOnce(
  source: DataSource,
  random: SeededRandom,
  events: readonly NewEvent[],
): Promise<'committed' | 'unknown' | 'rolledBack'> {
  const store = new PostgresEventStore(source);
  const stream = () => `storm-${random.int(12)}`;
  try {
    if (random.int(3) === 0) {
      await store.append(stream(), 'any', events);
      return 'committed';
    }
    await source.transaction(async (manager) => {
      const inside = store.withManager(manager);
      if (random.int(2) === 0) await manager.query('select pg_current_xact_id()');
      await sleep(random.int(15));
      // What is written after the savepoint has an id of its own inside the server.
      if (random.int(3) === 0) await manager.transaction((nested) => store.withManager(nested).append(stream(), 'any', events));
      else await inside.appendMany(events.map((own) => ({ stream: stream(), expectedVersion: 'any', events: [own] })));
      await sleep(random.int(15));
      if (random.int(8) === 0) throw onPurpose;
    });
    return 'committed';
  } catch (error) {
    return error === onPurpose ? 'rolledBack' : 'unknown';
  }
}

async function follow(source: DataSource, page: number, written: AbortSignal): Promise<readonly RecordedEvent[]> {
  const store = new PostgresEventStore(source);
  const seen: RecordedEvent[] = [];
  let [cursor, quiet] = [beginning, 0];
  // Other writers of the server may hold the fence for a moment after the last of ours.
  while (quiet < 50) {
    const last = written.aborted;
    const next = await store.readAll(cursor, page).catch(() => ({ events: [], cursor }));
    seen.push(...next.events);
    cursor = next.cursor;
    quiet = last && next.events.length === 0 ? quiet + 1 : 0;
    if (next.events.length === 0) await sleep(4);
  }
  return seen;
}

async function killSessions(source: DataSource, seed: number, ended: AbortSignal): Promise<void> {
  const random = seededRandom(seed + 7);
  while (!ended.aborted) {
    await sleep(20 + random.int(100));
    await source
      .query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid() and application_name = 'lockstep' order by md5(pid::text || $1) limit 1`,
        [String(random.int(1_000_000))],
      )
      .catch(() => {});
  }
}
