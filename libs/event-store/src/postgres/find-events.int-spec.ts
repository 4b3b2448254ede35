import { createMigratedDatabase, type MigratedDatabase } from '@lockstep/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { beginning, type Cursor, newEventId } from '../index.js';
import { type EventFilter, findEnd, findEvent, findEvents, findHeldBack, isAfter, PostgresEventStore } from './index.js';

let database: MigratedDatabase;
let store: PostgresEventStore;
const ids: string[] = [];
beforeAll(async () => {
  database = await createMigratedDatabase({});
  store = new PostgresEventStore(database.source);
  for (let n = 0; n < 60; n++) {
    const id = newEventId();
    ids.push(id);
    await store.append(`${['cluster', 'scan', 'vcenter'][n % 3]}-${n % 9}`, 'any', [
      { id, type: n % 4 === 0 ? 'LabelsChanged' : 'Observed', data: { n }, actor: 'system:test' },
    ]);
  }
});
afterAll(() => database.drop());

/** Numbers of all events found, over pages. */
async function walk(filter: EventFilter, limit: number, scan: number): Promise<number[]> {
  const found: number[] = [];
  for (let [cursor, ended] = [beginning as Cursor, false]; !ended;) {
    const page = await findEvents(database.source, cursor, limit, filter, scan);
    expect(page.events.length).toBeLessThanOrEqual(limit);
    found.push(...page.events.map(({ data }) => (data as { n: number }).n));
    ({ cursor, ended } = page);
  }
  return found;
}

const numbers = Array.from({ length: 60 }, (_, n) => n);

it.each([
  [3, 1],
  [3, 7],
  [1, 60],
  [100, 60],
  [7, 1_000],
])('finds the same events whatever a page holds (%i) and looks at (%i)', async (limit, scan) => {
  expect(await walk({ streams: ['cluster-', 'vcenter-'] }, limit, scan)).toEqual(numbers.filter((n) => n % 3 !== 1));
  expect(await walk({ streams: ['cluster-3'], types: ['LabelsChanged'] }, limit, scan)).toEqual(
    numbers.filter((n) => n % 9 === 3 && n % 4 === 0),
  );
  expect(await walk({ streams: ['nothing-'] }, limit, scan)).toEqual([]);
});

it('gives events as they were recorded, and none that a writer still holds back', async () => {
  const [first] = await store.readStream('cluster-0', { limit: 1 });
  expect((await findEvents(database.source, beginning, 1, { streams: ['cluster-'] })).events).toEqual([first]);
  const writer = database.source.createQueryRunner();
  await writer.startTransaction();
  await writer.query('select pg_current_xact_id()');
  await store.append('cluster-late', 0, [{ id: newEventId(), type: 'Observed', data: { n: 60 }, actor: 'system:test' }]);
  expect(await walk({ streams: ['cluster-late'] }, 10, 1_000)).toEqual([]);
  await writer.rollbackTransaction();
  await writer.release();
  expect(await walk({ streams: ['cluster-late'] }, 10, 1_000)).toEqual([60]);
});

it('tells from where all that is not committed yet will be read, and what lies there already', async () => {
  const kinds = { streams: ['cluster-'], types: ['Observed'] };
  const append = async (to: PostgresEventStore, stream: string, type = 'Observed') => {
    const id = newEventId();
    await to.append(stream, 'any', [{ id, type, data: {}, actor: 'system:test' }]);
    return id;
  };
  const writer = database.source.createQueryRunner();
  await writer.startTransaction();
  const late = await append(new PostgresEventStore(writer.manager), 'cluster-written-long');
  const held = [await append(store, 'cluster-written-at-once'), await append(store, 'cluster-written-at-once')];
  await append(store, 'cluster-written-at-once', 'LabelsChanged');
  const { cursor, heldBack } = await findEnd(database.source, kinds);
  expect(heldBack).toEqual(await Promise.all(held.map(async (id) => (await findEvent(database.source, id))!.cursor)));
  await writer.commitTransaction();
  await writer.release();
  const read = async () => (await findEvents(database.source, cursor, 100, kinds)).events.map(({ id }) => id);
  await expect.poll(read, { timeout: 30_000 }).toEqual([late, ...held]);
  expect(heldBack.map((one) => [isAfter(one, cursor), isAfter(one, heldBack[0]!)])).toEqual([
    [true, false],
    [true, true],
  ]);
});

it('tells what is on record and kept from readers, of the kinds that are asked for', async () => {
  const kinds = { streams: ['cluster-'], types: ['Observed'] };
  await expect.poll(() => findHeldBack(database.source, kinds)).toBe(0);
  const writer = database.source.createQueryRunner();
  await writer.startTransaction();
  await writer.query('select pg_current_xact_id()');
  const append = (stream: string, type: string) =>
    store.append(stream, 'any', [{ id: newEventId(), type, data: {}, actor: 'system:test' }]);
  await append('cluster-held', 'Observed');
  const held = await findHeldBack(database.source, kinds);
  expect(held).toBeGreaterThan(0);
  await append('cluster-held', 'LabelsChanged');
  await append('scan-held', 'Observed');
  expect(await findHeldBack(database.source, kinds)).toBe(held);
  expect(await findHeldBack(database.source, { streams: ['scan-'] })).toBeGreaterThan(held);
  expect(await findHeldBack(database.source, kinds, held - 1)).toBe(0);
  await writer.rollbackTransaction();
  await writer.release();
  await expect.poll(() => findHeldBack(database.source, kinds)).toBe(0);
});

it('finds one by its id', async () => {
  expect(await findEvent(database.source, ids[5]!)).toMatchObject({ id: ids[5], data: { n: 5 } });
  expect(await findEvent(database.source, newEventId())).toBeUndefined();
});
