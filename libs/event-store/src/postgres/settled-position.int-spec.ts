import { createMigratedDatabase, type MigratedDatabase } from '@lockstep/testing';
import type { QueryRunner } from 'typeorm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newEventId, type NewEvent } from '../index.js';
import { PostgresEventStore } from './index.js';

let database: MigratedDatabase;
let store: PostgresEventStore;
beforeAll(async () => {
  database = await createMigratedDatabase({ poolSize: 10 });
  store = new PostgresEventStore(database.source);
});
afterAll(() => database.drop());

const patience = { timeout: 10_000 };
const event = (): NewEvent => ({ id: newEventId(), type: 'SomethingHappened', data: {}, actor: 'system:test' });
const append = async (to = store) => {
  const outcome = await to.append(`s-${newEventId()}`, 0, [event()]);
  if (outcome.outcome !== 'appended') throw new Error(outcome.outcome);
  return outcome.events[0]!;
};
const begin = async (): Promise<QueryRunner> => {
  const runner = database.source.createQueryRunner();
  await runner.startTransaction();
  return runner;
};
const commit = async (runner: QueryRunner) => {
  await runner.commitTransaction();
  await runner.release();
};

it('settles neither a position nor a time that a transaction in flight has written at', async () => {
  const open = await begin();
  const early = await append(store.withManager(open.manager));
  const late = await append();
  for (let asked = 0; asked < 5; asked++) {
    expect(await store.settledPosition()).toBeLessThan(early.position);
    expect(await store.findPosition(late.recordedAt)).toEqual({ outcome: 'not-settled' });
  }
  await commit(open);
  await expect.poll(() => store.settledPosition(), patience).toBeGreaterThanOrEqual(late.position);
  await expect.poll(() => store.findPosition(late.recordedAt), patience).toEqual({ outcome: 'found', position: late.position });
  expect(await store.findPosition(early.recordedAt)).toEqual({ outcome: 'found', position: early.position });
});

it('settles what lies before a long transaction, although it began first and writes last', async () => {
  const open = await begin();
  await open.query('select pg_current_xact_id()');
  const before = await append();
  expect(await store.settledPosition()).toBeLessThan(before.position);
  const late = await append(store.withManager(open.manager));
  expect(late.position).toBeGreaterThan(before.position);
  await commit(open);
  await expect.poll(() => store.settledPosition(), patience).toBeGreaterThanOrEqual(late.position);
});

it('settles at last although writers overlap without a pause', async () => {
  const start = (await append()).position;
  let open = await begin();
  await append(store.withManager(open.manager));
  for (let round = 0; round < 20; round++) {
    const next = await begin();
    await append(store.withManager(next.manager));
    await store.settledPosition();
    await commit(open);
    open = next;
  }
  expect(await store.settledPosition()).toBeGreaterThan(start);
  await commit(open);
});

it('gives a rolled back position as settled, with nothing at it', async () => {
  const open = await begin();
  const lost = await append(store.withManager(open.manager));
  await open.rollbackTransaction();
  await open.release();
  await expect.poll(() => store.settledPosition(), patience).toBeGreaterThanOrEqual(lost.position);
  expect(await store.findCursor(lost.position)).toBe(await store.findCursor(lost.position - 1));
});

it('neither waits nor holds others up inside the transaction of a caller', async () => {
  const open = await begin();
  const inside = store.withManager(open.manager);
  const own = await append(inside);
  expect(await inside.settledPosition()).toBeLessThan(own.position);
  expect(await inside.findPosition(own.recordedAt)).toEqual({ outcome: 'not-settled' });
  expect(await store.settledPosition()).toBeLessThan(own.position);
  await commit(open);
});

it('answers for a time as before when the clock of the server is set back', async () => {
  const first = await append();
  await expect.poll(() => store.findPosition(first.recordedAt), patience).toMatchObject({ outcome: 'found' });
  const answer = await store.findPosition(first.recordedAt);
  const late = await append();
  await database.source.query('alter table event_store.event disable trigger event_is_immutable');
  await database.source.query(`update event_store.event set recorded_at = '2001-01-01' where id = $1`, [late.id]);
  await database.source.query('alter table event_store.event enable trigger event_is_immutable');
  expect(await store.findPosition(first.recordedAt)).toEqual(answer);
});

it('notes at most one milestone a second, besides those that were asked for', async () => {
  const count = async () => Number((await database.source.query('select count(*) from event_store.milestone'))[0].count);
  const [before, start] = [await count(), Date.now()];
  for (let round = 0; round < 30; round++) {
    await append();
    await store.settledPosition();
  }
  expect((await count()) - before).toBeLessThanOrEqual(1 + (Date.now() - start) / 1_000);
});

it('looks only at what was recorded around a time, when positions were settled all along', async () => {
  const lastMilestone = async () =>
    Number(
      (await database.source.query<{ position: string }[]>('select max(position) as position from event_store.milestone'))[0]!.position,
    );
  const goOn = async () => {
    const { position } = await append();
    const poll = async () => {
      await append();
      await store.settledPosition();
      return lastMilestone();
    };
    await expect.poll(poll, patience).toBeGreaterThanOrEqual(position);
  };
  const early = await append();
  await goOn();
  const end = await lastMilestone();
  await goOn();
  expect(await lastMilestone()).toBeGreaterThan(end);
  expect(await store.findPosition(early.recordedAt)).toEqual({ outcome: 'found', position: early.position });
  const [bound] = await database.source.query<{ position: string }[]>(
    'select position from event_store.milestone where time >= $1 order by time limit 1',
    [early.recordedAt],
  );
  expect(Number(bound!.position)).toBeLessThanOrEqual(end);
});
