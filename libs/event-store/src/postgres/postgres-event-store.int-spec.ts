import { createMigratedDatabase, describeEventStore, type MigratedDatabase } from '@lockstep/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginning, newEventId, type NewEvent, type RecordedEvent } from '../index.js';
import { PostgresEventStore } from './index.js';

let database: MigratedDatabase;
let store: PostgresEventStore;
beforeAll(async () => {
  database = await createMigratedDatabase({ poolSize: 20 });
  store = new PostgresEventStore(database.source);
});
afterAll(() => database.drop());

const event = (data: unknown = {}): NewEvent => ({ id: newEventId(), type: 'SomethingHappened', data, actor: 'system:test' });
const random = (limit: number) => Math.floor(Math.random() * limit);

describeEventStore('PostgreSQL', () => store);

describe('the record in PostgreSQL', () => {
  it('refuses change, deletion and emptying, to the owner of the tables too', async () => {
    await store.append('immutable', 0, [event()]);
    for (const statement of [
      `update event_store.event set actor = 'other' where stream = 'immutable'`,
      `delete from event_store.event where stream = 'immutable'`,
      'truncate event_store.event',
      `delete from event_store.stream where name = 'immutable'`,
      'truncate event_store.stream',
    ]) {
      await expect(database.source.query(statement), statement).rejects.toThrow(/the record is append-only/);
    }
    expect(await store.readStream('immutable')).toHaveLength(1);
  });

  it('stores the very bytes that the content hash was made of', async () => {
    await store.append('bytes', 0, [event({ z: 1e21, a: 'é\u2028"', ключ: [0.1, -0] })]);
    const [row] = await database.source.query(
      `select data::text as text, sha256(convert_to(data::text, 'UTF8')) = content_hash as same from event_store.event where stream = 'bytes'`,
    );
    expect(row).toEqual({ text: '{"a":"é\u2028\\"","z":1e+21,"ключ":[0.1,0]}', same: true });
  });

  it('commits and vanishes with the transaction of the caller', async () => {
    const attempt = database.source.transaction(async (manager) => {
      expect(await store.withManager(manager).append('rolled-back', 0, [event()])).toMatchObject({ outcome: 'appended' });
      throw new Error('changed my mind');
    });
    await expect(attempt).rejects.toThrow('changed my mind');
    expect(await store.readStream('rolled-back')).toEqual([]);
    await database.source.transaction((manager) => store.withManager(manager).append('kept', 0, [event()]));
    expect(await store.readStream('kept')).toHaveLength(1);
  });

  it('keeps versions in reading order when an early transaction writes to a stream late', async () => {
    const early = database.source.createQueryRunner();
    await early.startTransaction();
    await early.query('select pg_current_xact_id()');
    for (let version = 0; version < 3; version++) await store.append('inverted', version, [event(version)]);
    await store.withManager(early.manager).append('inverted', 3, [event(3)]);
    await early.commitTransaction();
    await early.release();
    const versions = async () => {
      const { events } = await store.readAll(beginning, 10_000);
      return events.filter((recorded) => recorded.stream === 'inverted').map((recorded) => recorded.version);
    };
    await expect.poll(versions, { timeout: 10_000 }).toEqual([1, 2, 3, 4]);
  });

  it('holds a reader back while an older transaction writes, and then shows its events first or later, never none', async () => {
    const open = database.source.createQueryRunner();
    await open.startTransaction();
    const slow = event('slow');
    await store.withManager(open.manager).append('slow', 0, [slow]);
    const fast = event('fast');
    await store.append('fast', 0, [fast]);
    const before = await store.readAll(beginning, 10_000);
    expect(before.events.map((recorded) => recorded.id)).not.toContain(fast.id);
    await open.commitTransaction();
    await open.release();
    const after = async () => (await store.readAll(before.cursor, 10_000)).events.map((recorded) => recorded.id);
    await expect.poll(after, { timeout: 10_000 }).toEqual([slow.id, fast.id]);
  });
});

describe('readers beside writers that hold transactions open at random', () => {
  it('see every committed event once, no rolled back one, and each stream in order', { timeout: 60_000 }, async () => {
    const start = (await drain(store, beginning)).cursor;
    const committed = new Set<string>();
    let writing = true;
    const writer = async (number: number) => {
      for (let round = 0; round < 25; round++) {
        const events = Array.from({ length: 1 + random(3) }, () => event({ number, round }));
        const attempt = database.source.transaction(async (manager) => {
          if (random(2) === 0) await manager.query('select pg_current_xact_id()');
          await sleep(random(12));
          await store.withManager(manager).append(`busy-${random(6)}`, 'any', events);
          await sleep(random(12));
          if (random(10) === 0) throw new Error('rolled back on purpose');
        });
        const done = await attempt.then(
          () => true,
          (error: Error) => {
            if (error.message !== 'rolled back on purpose') throw error;
            return false;
          },
        );
        if (done) for (const { id } of events) committed.add(id);
      }
    };
    const reader = async (page: number) => {
      const seen: RecordedEvent[] = [];
      for (let cursor = start; ;) {
        const last = !writing;
        const next = await store.readAll(cursor, page);
        seen.push(...next.events);
        cursor = next.cursor;
        if (next.events.length === 0 && last) return seen;
        if (next.events.length === 0) await sleep(2);
      }
    };
    const readers = [1, 3, 100].map(reader);
    await Promise.all(Array.from({ length: 10 }, (_, number) => writer(number)));
    writing = false;
    for (const seen of await Promise.all(readers)) {
      expect(new Set(seen.map((recorded) => recorded.id))).toEqual(committed);
      expect(seen).toHaveLength(committed.size);
      for (const stream of new Set(seen.map((recorded) => recorded.stream))) {
        const versions = seen.filter((recorded) => recorded.stream === stream).map((recorded) => recorded.version);
        expect(versions).toEqual(versions.map((_, index) => index + 1));
      }
    }
  });

  it('never deadlock over random batches of streams, new and old', { timeout: 60_000 }, async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, async () => {
        for (let round = 0; round < 25; round++) {
          const streams = Array.from({ length: 5 }, () => `lock-${round % 5 === 0 ? `new-${round}-` : ''}${random(12)}`);
          await database.source.transaction((manager) =>
            store.withManager(manager).appendMany(streams.map((stream) => ({ stream, expectedVersion: 'any', events: [event()] }))),
          );
        }
        return 'done';
      }),
    );
    expect(outcomes).toHaveLength(8);
  });
});

describe('a record restored into another database cluster', () => {
  it('is noticed, keeps old events visible and orders new ones after them', async () => {
    const other = await createMigratedDatabase();
    try {
      const restored = new PostgresEventStore(other.source);
      await restored.append('before', 0, [event('before')]);
      // A dump carries order keys far ahead of the transaction ids of the cluster it is restored into.
      await other.source.query('alter table event_store.event disable trigger event_is_immutable');
      await other.source.query('update event_store.event set tx = tx + 1000000000');
      await other.source.query('update event_store.stream set head_tx = head_tx + 1000000000');
      await other.source.query('alter table event_store.event enable trigger event_is_immutable');
      expect((await restored.readAll(beginning, 10)).events).toHaveLength(0);
      const epoch = await restored.ensureIncarnation();
      expect(await restored.ensureIncarnation()).toBe(epoch);
      await restored.append('after', 0, [event('after')]);
      const seen = async () => (await restored.readAll(beginning, 10)).events.map((recorded) => recorded.data);
      await expect.poll(seen, { timeout: 10_000 }).toEqual(['before', 'after']);
    } finally {
      await other.drop();
    }
  });
});

async function drain(from: PostgresEventStore, start: typeof beginning): Promise<{ cursor: typeof beginning }> {
  for (let cursor = start; ;) {
    const next = await from.readAll(cursor, 1_000);
    if (next.events.length === 0) return { cursor };
    cursor = next.cursor;
  }
}
