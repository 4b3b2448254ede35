import { createMigratedDatabase, type MigratedDatabase } from '@lockstep/testing';
import { createDataSource } from '@lockstep/platform/database';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { seededRandom } from '@lockstep/testing/problems';
import { chaosMinutes, chaosSeed } from './chaos-settings.js';
import { crashAgainAndAgain } from './crash-server.js';
import { judgeStorm } from './judge-storm.js';
import { raiseWriterStorm } from './writer-storm.js';
import { beginning, newEventId, type NewEvent } from '../src/index.js';
import { PostgresEventStore } from '../src/postgres/index.js';

const share = (chaosMinutes * 60_000) / 5;
const options = { timeout: share * 2 + 60_000 };
const event = (data: unknown = {}): NewEvent => ({ id: newEventId(), type: 'SomethingHappened', data, actor: 'system:test' });

let database: MigratedDatabase;
beforeAll(() => console.log(`chaos; seed ${chaosSeed}, ${chaosMinutes} minutes`));
beforeEach(async () => {
  database = await createMigratedDatabase({ poolSize: 24 });
});
afterEach(() => database.drop());

it('shows every reader all that was acknowledged, once and in order', options, async () => {
  const storm = await raiseWriterStorm({
    source: database.source,
    seed: chaosSeed,
    milliseconds: share,
    writers: 16,
    pages: [1, 3, 100, 1_000],
    kill: true,
  });
  console.log(`storm; ${storm.committed.size} acknowledged, ${storm.unknown.size} unknown, ${storm.rolledBack.size} rolled back`);
  expect(storm.committed.size).toBeGreaterThan(0);
  judgeStorm(storm);
});

it('never deadlocks over random batches of streams, old and new', options, async () => {
  const store = new PostgresEventStore(database.source);
  const ended = AbortSignal.timeout(share);
  const batches = await Promise.all(
    Array.from({ length: 16 }, async (_, writer) => {
      const random = seededRandom(chaosSeed * 31 + writer);
      let done = 0;
      for (; !ended.aborted; done++) {
        const requests = Array.from({ length: 1 + random.int(8) }, () => ({
          stream: random.int(4) === 0 ? `new-${done}-${random.int(6)}` : `old-${random.int(15)}`,
          expectedVersion: 'any' as const,
          events: [event()],
        }));
        // Inside a transaction of the caller a deadlock is not tried again, and so would show.
        await database.source.transaction((manager) => store.withManager(manager).appendMany(requests));
      }
      return done;
    }),
  );
  const total = batches.reduce((a, b) => a + b, 0);
  expect(total).toBeGreaterThan(0);
  console.log(`deadlock hunt; ${total} batches`);
});

it('lets one writer win each version, and tells all others the version they met', options, async () => {
  const ended = AbortSignal.timeout(share);
  const wins = new Map<string, string>();
  let conflicts = 0;
  const stores = [database.source, await createDataSource({ url: database.url, poolSize: 10 }).initialize()];
  await Promise.all(
    Array.from({ length: 16 }, async (_, writer) => {
      const store = new PostgresEventStore(stores[writer % 2]!);
      const random = seededRandom(chaosSeed * 17 + writer);
      const known = new Map<string, number>();
      while (!ended.aborted) {
        const stream = `contended-${random.int(5)}`;
        const own = event(writer);
        const outcome = await store.append(stream, known.get(stream) ?? 0, [own]);
        if (outcome.outcome === 'conflict') {
          conflicts++;
          expect(outcome.actualVersion).not.toBe(known.get(stream) ?? 0);
          known.set(stream, outcome.actualVersion);
        } else {
          if (outcome.outcome !== 'appended') throw new Error(outcome.outcome);
          expect(wins.has(`${stream} ${outcome.version}`)).toBe(false);
          wins.set(`${stream} ${outcome.version}`, own.id);
          known.set(stream, outcome.version);
        }
      }
    }),
  );
  await stores[1]!.destroy();
  const recorded = await database.source.query<{ stream: string; version: number; id: string }[]>(
    'select stream, version, id from event_store.event',
  );
  expect(new Map(recorded.map(({ stream, version, id }) => [`${stream} ${version}`, id]))).toEqual(wins);
  console.log(`optimistic concurrency; ${wins.size} wins, ${conflicts} conflicts`);
});

it('records once what several processes send again and again while their connections are cut', options, async () => {
  const ended = AbortSignal.timeout(share);
  const random = seededRandom(chaosSeed + 3);
  const sources = await Promise.all([0, 1, 2].map(() => createDataSource({ url: database.url, poolSize: 6 }).initialize()));
  let cut = 0;
  const cutting = (async () => {
    while (!ended.aborted) {
      await sleep(15 + random.int(60));
      const killed = await database.source.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
         and query like '%append%' order by md5(pid::text || $1) limit 1`,
        [String(random.int(1_000_000))],
      );
      cut += killed.length;
    }
  })();
  const sent = new Set<string>();
  await Promise.all(
    Array.from({ length: 8 }, async (_, sender) => {
      for (let turn = 0; !ended.aborted; turn++) {
        const own = event();
        const stream = `source-${(sender + turn) % 3}`;
        // Each of the sources sends it, several times, until one is answered: as collectors do that share an outbox.
        const answers = await Promise.all(
          [0, 1, 2].map(async (source) => {
            const store = new PostgresEventStore(sources[source]!);
            for (;;) {
              const outcome = await store.append(stream, 'any', [own]).catch(() => undefined);
              if (outcome !== undefined) return outcome.outcome;
            }
          }),
        );
        expect(answers.filter((outcome) => outcome !== 'appended' && outcome !== 'duplicate')).toEqual([]);
        expect(answers.filter((outcome) => outcome === 'appended').length).toBeLessThanOrEqual(1);
        sent.add(own.id);
      }
    }),
  );
  await cutting;
  for (const source of sources) await source.destroy();
  const store = new PostgresEventStore(database.source);
  await expect.poll(() => store.settledPosition(), { timeout: 20_000 }).toBeGreaterThanOrEqual(sent.size);
  const { events } = await store.readAll(beginning, 10_000_000);
  expect(events).toHaveLength(sent.size);
  expect(new Set(events.map(({ id }) => id))).toEqual(sent);
  console.log(`resends; ${sent.size} events of which each was sent by three, ${cut} connections cut`);
});

it('loses nothing acknowledged when the server is killed again and again', options, async () => {
  const { acknowledged, recorded } = await crashAgainAndAgain(Math.max(2, Math.round(chaosMinutes * 2)), 200);
  expect(recorded).toHaveLength(acknowledged.size);
  expect(new Set(recorded.map(({ id }) => id))).toEqual(acknowledged);
  console.log(`crashes; ${acknowledged.size} acknowledged`);
});
