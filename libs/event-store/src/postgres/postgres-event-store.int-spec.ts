import { createMigratedDatabase, describeEventStore, type MigratedDatabase } from '@lockstep/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginning, newEventId, type NewEvent } from '../index.js';
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

describe('writers beside each other', () => {
  it('wait for a stream that a long transaction holds without holding up others of their process', async () => {
    await store.append('held', 0, [event()]);
    const open = database.source.createQueryRunner();
    await open.startTransaction();
    await store.withManager(open.manager).append('held', 1, [event()]);
    let answered = 0;
    const waiting = Array.from({ length: 5 }, () => store.append('held', 'any', [event()]).finally(() => answered++));
    for (let round = 0; round < 10; round++)
      await Promise.all(Array.from({ length: 10 }, (_, free) => store.append(`free-${free}`, 'any', [event()])));
    expect(answered).toBe(0);
    await open.commitTransaction();
    await open.release();
    const versions = (await Promise.all(waiting)).map((outcome) => (outcome.outcome === 'appended' ? outcome.version : 0));
    expect(versions).toEqual([3, 4, 5, 6, 7]);
  });

  it('become fewer transactions than there are appends', async () => {
    const own = await Promise.all(Array.from({ length: 64 }, (_, number) => store.append(`together-${number}`, 0, [event()])));
    const keys = new Set(own.map((outcome) => (outcome.outcome === 'appended' ? outcome.events[0]!.cursor.split('.')[0] : '')));
    expect(keys.has('')).toBe(false);
    expect(keys.size).toBeLessThan(16);
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
      await other.source.query('update event_store.event set tx = tx + 2000000');
      await other.source.query('update event_store.stream set head_tx = head_tx + 2000000');
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
