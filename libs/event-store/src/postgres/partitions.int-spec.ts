import { createMigratedDatabase, type MigratedDatabase } from '@lockstep/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ArchivedError, beginning, newEventId, type NewEvent, type RecordedEvent } from '../index.js';
import { counted, createTallyTables, readTally, tallyProjection } from '../../test/tally-projection.js';
import { findEvent, findEvents, PostgresEventStore, ProjectionRunner } from './index.js';

let database: MigratedDatabase;
let store: PostgresEventStore;
beforeEach(async () => {
  database = await createMigratedDatabase({ poolSize: 10 });
  store = new PostgresEventStore(database.source);
});
afterEach(() => database.drop());

const patience = { timeout: 10_000 };
const event = (data: unknown = {}): NewEvent => ({ id: newEventId(), type: 'SomethingHappened', data, actor: 'system:test' });
const closePartition = async (): Promise<string> =>
  (await database.source.query<{ name: string }[]>('select event_store.close_partition() as name'))[0]!.name;
const partitionOf = async (id: string): Promise<string> =>
  (
    await database.source.query<{ name: string }[]>('select tableoid::regclass::text as name from event_store.event where id = $1', [id])
  )[0]!.name.replace('event_store.', '');
const detach = (name: string) => database.source.query('select event_store.detach_partition($1)', [name]);
const attach = (name: string) => database.source.query('select event_store.attach_partition($1)', [name]);
/** Sealing has tests of its own; here it is as if everything had been sealed. */
const ignoreSeals = () => database.source.query('drop table if exists event_store.seal cascade');
const readAll = async () => {
  const all = [];
  for (let cursor = beginning; ;) {
    const page = await store.readAll(cursor, 3);
    if (page.events.length === 0) return all;
    all.push(...page.events);
    cursor = page.cursor;
  }
};

describe('partitions of the record', () => {
  it('are three ahead from the start, and made again when they are used up', async () => {
    expect(await store.ensurePartitions()).toEqual({ readyBefore: 3 });
    await database.source.query(
      `do $$ begin execute 'drop table event_store.event_p0003, event_store.event_p0004'; delete from event_store.partition where name > 'event_p0002'; end $$`,
    );
    expect(await store.ensurePartitions()).toEqual({ readyBefore: 1 });
    expect(await store.ensurePartitions()).toEqual({ readyBefore: 3 });
  });

  it('are made by the append that finds none, so that a forgotten job loses nothing', async () => {
    await database.source.query('drop table event_store.event_p0002, event_store.event_p0003, event_store.event_p0004');
    await database.source.query('alter table event_store.event detach partition event_store.event_p0001');
    await database.source.query(`alter table event_store.event attach partition event_store.event_p0001 for values from (0) to (1)`);
    await database.source.query(`delete from event_store.partition where name <> 'event_p0001'`);
    await database.source.query('update event_store.partition set to_tx = 1');
    expect(await store.append('s', 0, [event()])).toMatchObject({ outcome: 'appended', version: 1 });
  });

  it('hold one record: versions, order, ids and tampering are as in one table', async () => {
    const first = event('first');
    await store.append('a', 0, [first, event('second')]);
    await closePartition();
    expect(await store.append('a', 2, [event('third')])).toMatchObject({ outcome: 'appended', version: 3 });
    expect(await store.append('a', 2, [first])).toMatchObject({ outcome: 'duplicate', version: 3 });
    expect(await store.append('b', 'any', [first])).toMatchObject({ outcome: 'id-reused' });
    const resent = event('fourth');
    await store.append('a', 3, [resent]);
    await closePartition();
    expect(await store.append('a', 3, [resent])).toMatchObject({ outcome: 'duplicate', version: 4, events: [{ data: 'fourth' }] });
    expect(new Set([await partitionOf(first.id), await partitionOf(resent.id)]).size).toBe(2);
    expect((await store.readStream('a')).map(({ data }) => data)).toEqual(['first', 'second', 'third', 'fourth']);
    await expect.poll(async () => (await readAll()).map(({ data }) => data), patience).toEqual(['first', 'second', 'third', 'fourth']);
    for (const name of ['event_p0001', 'event_p0002'])
      await expect(database.source.query(`truncate event_store.${name}`)).rejects.toThrow(/append-only/);
    await expect(database.source.query(`delete from event_store.event_p0002`)).rejects.toThrow(/append-only/);
  });

  it('are closed after the events of a transaction that began later and ended before', async () => {
    const early = database.source.createQueryRunner();
    await early.startTransaction();
    await early.query('select pg_current_xact_id()');
    const later = event();
    await store.append('s', 0, [later]);
    const closed = (await early.manager.query<{ name: string }[]>('select event_store.close_partition() as name'))[0]!.name;
    await early.commitTransaction();
    await early.release();
    expect(await partitionOf(later.id)).toBe(closed);
  });

  it('are closed beside writers, who lose nothing', async () => {
    const ended = new AbortController();
    const sent: string[] = [];
    const writers = Array.from({ length: 6 }, async (_, writer) => {
      while (!ended.signal.aborted) {
        const own = event();
        expect(await store.append(`w-${writer}`, 'any', [own])).toMatchObject({ outcome: 'appended' });
        sent.push(own.id);
      }
    });
    try {
      for (let round = 1; round <= 4; round++) {
        await expect.poll(() => sent.length, patience).toBeGreaterThan(round * 30);
        await closePartition();
      }
    } finally {
      ended.abort();
      await Promise.all(writers);
    }
    await expect.poll(async () => (await readAll()).length, patience).toBe(sent.length);
    const seen = await readAll();
    expect(new Set(seen.map(({ id }) => id))).toEqual(new Set(sent));
    for (let writer = 0; writer < 6; writer++) {
      const versions = seen.filter(({ stream }) => stream === `w-${writer}`).map(({ version }) => version);
      expect(versions).toEqual(versions.map((_, index) => index + 1));
    }
  });
});

describe('a partition that is put away', () => {
  const old = event('old');
  const fill = async () => {
    await store.append('a', 0, [old]);
    const name = await closePartition();
    await store.append('b', 0, [event('new')]);
    return name;
  };

  it('is refused while it is in use, not sealed, or a transaction of its time is open', async () => {
    await store.append('a', 0, [old]);
    await expect(detach('event_p0001')).rejects.toThrow(/must be closed/);
    const open = database.source.createQueryRunner();
    await open.connect();
    const name = await closePartition();
    await expect(detach(name)).rejects.toThrow(/must be sealed/);
    await open.release();
    await ignoreSeals();
    await detach(name);
    await expect(detach(name)).rejects.toThrow(/must be one that is attached/);
  });

  it('is missed by nobody silently: reads that would need it fail, others go on', async () => {
    const name = await fill();
    const end = (await store.readStream('a'))[0]!.cursor;
    await ignoreSeals();
    await detach(name);
    await expect(store.readAll(beginning, 10)).rejects.toThrow(ArchivedError);
    await expect(store.readStream('a')).rejects.toThrow(ArchivedError);
    await expect(findEvents(database.source, beginning, 10, { streams: [''] })).rejects.toThrow(ArchivedError);
    await expect(findEvent(database.source, old.id)).rejects.toThrow(ArchivedError);
    expect(await store.append('a', 1, [event('more')])).toMatchObject({ outcome: 'appended', version: 2 });
    const after = async () => (await store.readAll(end, 10)).events.map(({ data }) => data);
    await expect.poll(after, patience).toEqual(['new', 'more']);
  });

  it('does not hold up a projection that has applied it', async () => {
    await createTallyTables(database.source);
    const runner = new ProjectionRunner({ source: database.source, projections: [tallyProjection()] });
    await store.append('a', 0, [counted(1)]);
    expect(await runner.catchUp('tally')).toBe('reached');
    const name = await closePartition();
    await ignoreSeals();
    await detach(name);
    await store.append('a', 1, [counted(2)]);
    expect(await runner.catchUp('tally')).toBe('reached');
    expect(await runner.findStates()).toMatchObject([{ status: 'running', lag: { events: 0 } }]);
    expect(await readTally(database.source)).toMatchObject([{ stream: 'a', events: 2, version: 2 }]);
  });

  it('is not taken as applied by a projection that has yet to read it', async () => {
    await createTallyTables(database.source);
    const runner = new ProjectionRunner({ source: database.source, projections: [tallyProjection()] });
    expect(await runner.catchUp('tally')).toBe('reached');
    await store.append('a', 0, [old]);
    const name = await closePartition();
    await ignoreSeals();
    await detach(name);
    await expect(runner.catchUp('tally')).rejects.toThrow(ArchivedError);
  });

  it('stops a rebuild until it is back, and not the live rows', async () => {
    await createTallyTables(database.source);
    const runner = new ProjectionRunner({ source: database.source, projections: [tallyProjection()] });
    await store.append('a', 0, [counted(1)]);
    expect(await runner.catchUp('tally')).toBe('reached');
    const name = await closePartition();
    await ignoreSeals();
    await detach(name);
    await runner.rebuild('tally');
    await runner.start();
    try {
      await expect.poll(() => runner.findStates(), patience).toMatchObject([{ rebuild: { failure: { reason: 'archived', position: 0 } } }]);
      await store.append('a', 1, [counted(2)]);
      expect(await runner.catchUp('tally')).toBe('reached');
      expect(await runner.findStates()).toMatchObject([{ status: 'running', failure: null }]);
      await attach(name);
      expect(await runner.resume('tally')).toBe('resumed');
      await expect.poll(() => runner.findStates(), patience).toMatchObject([{ status: 'running', rebuild: null }]);
    } finally {
      await runner.stop();
    }
    expect(await readTally(database.source)).toMatchObject([{ stream: 'a', events: 2, version: 2 }]);
  });

  it('is told to who sends one of its events again, and holds up nothing that is sent with it', async () => {
    const name = await fill();
    await ignoreSeals();
    await detach(name);
    const archived = { outcome: 'archived', stream: 'a', eventIds: [old.id] };
    const request = (stream: string, ...events: NewEvent[]) => ({ stream, expectedVersion: 'any' as const, events });
    expect(await store.append('a', 'any', [old])).toEqual(archived);
    const fresh = event('fresh');
    expect(await store.appendMany([request('c', fresh), request('a', old), request('a', event('more'))])).toMatchObject([
      { outcome: 'appended' },
      archived,
      { outcome: 'appended', version: 2 },
    ]);
    const together = [fresh, old, event('another')].map((one) => store.append(one === fresh ? 'c' : 'a', 'any', [one]));
    expect(await Promise.all(together)).toMatchObject([{ outcome: 'duplicate' }, archived, { outcome: 'appended', version: 3 }]);
    expect(await store.append('a', 'any', [old, event()])).toMatchObject({ outcome: 'id-reused' });
  });

  it('is not passed over by who asks for a position or a time in it', async () => {
    await ignoreSeals();
    const before = '2001-01-01T00:00:00Z';
    await store.append('a', 0, [event(1), event(2), event(3)]);
    const [one, two, three] = (await store.readStream('a')) as [RecordedEvent, RecordedEvent, RecordedEvent];
    const name = await closePartition();
    await store.append('b', 0, [event(4)]);
    const [four] = (await store.readStream('b')) as [RecordedEvent];
    const positionAt = async (time: string) => {
      const found = await store.findPosition(time);
      return found.outcome === 'found' ? found.position : found.outcome;
    };
    await expect.poll(() => positionAt(four.recordedAt), patience).toBe(four.position);
    expect(await positionAt(two.recordedAt)).toBe(two.position);
    await detach(name);
    for (const { recordedAt, position } of [one, two, three]) {
      await expect(positionAt(recordedAt)).rejects.toThrow(ArchivedError);
      await expect(store.findCursor(position)).rejects.toThrow(ArchivedError);
    }
    expect([await positionAt(before), await positionAt(four.recordedAt)]).toEqual([0, four.position]);
    expect([await store.findCursor(0), await store.findCursor(four.position)]).toEqual([beginning, four.cursor]);
    await attach(name);
    expect([await positionAt(two.recordedAt), await store.findCursor(two.position)]).toEqual([two.position, two.cursor]);
  });

  it('leaves no hole in the middle: the oldest goes first and comes back last', async () => {
    await ignoreSeals();
    const names: string[] = [];
    for (let version = 0; version < 3; version++) {
      await store.append('a', version, [event(version)]);
      names.push(await closePartition());
    }
    const [first, second, third] = names as [string, string, string];
    await expect(detach(second)).rejects.toThrow(`must be the oldest that holds events; found ${first} before it`);
    await detach(first);
    await expect(store.readStream('a')).rejects.toThrow(ArchivedError);
    await expect(store.readStream('a', { limit: 1 })).rejects.toThrow(ArchivedError);
    expect((await store.readStream('a', { fromVersion: 2 })).map(({ data }) => data)).toEqual([1, 2]);
    await detach(second);
    await expect(attach(first)).rejects.toThrow(`must be the newest that was put away; found ${second} after it`);
    await attach(second);
    await attach(first);
    expect(await store.readStream('a')).toHaveLength(3);
    // By hand, past all that refuses it.
    await database.source.query(`alter table event_store.event detach partition event_store.${second}`);
    await expect(store.readStream('a')).rejects.toThrow('must be read without gaps; found version 2 missing');
    await database.source.query(`alter table event_store.event detach partition event_store.${third}`);
    expect(await store.readStream('a', { limit: 1 })).toHaveLength(1);
  });

  it('comes back as it was, and not otherwise', async () => {
    const name = await fill();
    await ignoreSeals();
    await detach(name);
    await expect(database.source.query(`delete from event_store.${name}`)).rejects.toThrow(/append-only/);
    await database.source.query(`alter table event_store.${name} disable trigger user`);
    await database.source.query(`update event_store.${name} set chain_hash = sha256(chain_hash)`);
    await expect(attach(name)).rejects.toThrow(/must hold what it held when it was put away/);
    await database.source.query(`update event_store.${name} set chain_hash = (select chain_hash from event_store.stream where name = 'a')`);
    await attach(name);
    await expect.poll(async () => (await readAll()).map(({ data }) => data), patience).toEqual(['old', 'new']);
    expect(await store.append('a', 'any', [old])).toMatchObject({ outcome: 'duplicate' });
    await expect(database.source.query(`delete from event_store.${name}`)).rejects.toThrow(/append-only/);
  });
});
