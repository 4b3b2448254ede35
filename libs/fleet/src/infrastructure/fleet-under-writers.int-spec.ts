import { readValue } from '@lockstep/documents';
import { beginning, newEventId, type RecordedEvent } from '@lockstep/event-store';
import { PostgresEventStore, ProjectionRunner } from '@lockstep/event-store/postgres';
import { createMigratedDatabase, type MigratedDatabase, settledHead } from '@lockstep/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { foldFleet } from '../../test/memory-fleet-record.js';
import { ReadFleet } from '../application/read-fleet.use-case.js';
import { RecordSnapshot } from '../application/record-snapshot.use-case.js';
import { isLive, placedNodes, renderSnapshot } from '../domain/index.js';
import { fleetProjection } from './fleet-projection.js';
import { PostgresFleetRecord } from './postgres-fleet-record.js';

let database: MigratedDatabase;
let store: PostgresEventStore;
let record: PostgresFleetRecord;
let fleet: ReadFleet;
let snapshots: RecordSnapshot;
beforeAll(async () => {
  database = await createMigratedDatabase({ poolSize: 20 });
  store = new PostgresEventStore(database.source);
  record = new PostgresFleetRecord(
    database.source,
    new ProjectionRunner({ source: database.source, projections: [fleetProjection()], pageSize: 7 }),
  );
  fleet = new ReadFleet(record);
  snapshots = new RecordSnapshot(
    record,
    async () => [],
    () => time(3_600),
  );
});
afterAll(() => database.drop());

const CLUSTERS = ['a', 'b', 'c', 'd'];
const world = (versions: Record<string, string>, takenAt: string) => {
  const spec = {
    nsxManagers: [{ id: 'nsx', versions: {} }],
    supervisors: [{ id: 'sup', nsxManager: 'nsx' }],
    clusters: CLUSTERS.map((id) => ({ id, supervisor: 'sup', versions: { vkr: versions[id] ?? 'v1' } })),
  };
  const located = readValue('FleetSnapshot', { apiVersion: 'lockstep/v1', kind: 'FleetSnapshot', metadata: { name: 'w', takenAt }, spec });
  if (Array.isArray(located)) throw new Error(JSON.stringify(located));
  return located;
};
const observed = (cluster: string, version: string, observedAt: string) => ({
  stream: `cluster-${cluster}`,
  expectedVersion: 'any' as const,
  events: [{ id: newEventId(), type: 'ClusterVersionObserved', data: { component: 'vkr', version }, observedAt, actor: 'token:collector' }],
});
const time = (second: number) => new Date(Date.parse('2026-11-20T06:00:00Z') + second * 1_000).toISOString();
const everything = async (): Promise<readonly RecordedEvent[]> => (await store.readAll(beginning, 100_000)).events;

it('tells at a settled position for ever what it told first, whatever was in flight then', async () => {
  expect(await snapshots.execute({ snapshot: world({}, time(0)), actor: 'token:t' })).toMatchObject({ outcome: 'recorded' });
  await settledHead(database.source);
  const stop = new AbortController();
  let next = 0;
  const told = new Map<number, string>();
  const write = async (writer: number) => {
    for (let round = 0; round < 15 || told.size < 6; round++) {
      const { events: mine, ...request } = observed(CLUSTERS[(writer + round) % 4]!, `v${writer}.${round}`, time(1 + ((round * 7) % 20)));
      await database.source.transaction(async (manager) => {
        await store.withManager(manager).append(request.stream, 'any', mine);
        await sleep((writer * 13 + round * 5) % 40);
      });
    }
  };
  const scan = async () => {
    for (; !stop.signal.aborted; next++) {
      const outcome = await snapshots.execute({ snapshot: world({ a: `s${next}` }, time(2 + next)), actor: 'token:t' });
      expect(['recorded', 'unchanged', 'not-recorded']).toContain(outcome.outcome);
      await sleep(20);
    }
  };
  const tell = async (position: number) => JSON.stringify(await fleet.at(position).findCurrent());
  const ask = async () => {
    while (!stop.signal.aborted) {
      const position = await record.settledPosition();
      if ((await fleet.findMoment({ position })).outcome === 'found') told.set(position, await tell(position));
      await sleep(5);
    }
  };
  const others = [scan(), ask()];
  await Promise.all([0, 1, 2, 3].map(write));
  stop.abort();
  await Promise.all(others);
  expect(await record.catchUp()).toBe('reached');
  const events = await everything();
  for (const [position, answer] of told) {
    expect(await tell(position)).toBe(answer);
    const folded = placedNodes([...foldFleet(events.filter((event) => event.position <= position)).nodes.values()]);
    expect(JSON.parse(answer).snapshot.spec.clusters).toEqual(renderSnapshot('', undefined, folded).spec.clusters);
  }
  const live = [...foldFleet(events).nodes.values()].filter(isLive);
  for (const node of live) expect(await record.find(node.kind, node.id)).toMatchObject(node);
  expect(new Set(events.map(({ position }) => position)).size).toBe(events.length);
});

it('does not tell of a position while a transaction in flight may still write below it', async () => {
  const before = await record.settledPosition();
  const query = database.source.createQueryRunner();
  await query.startTransaction();
  await store.withManager(query.manager).appendMany([observed('a', 'held', time(3_000))]);
  const [later] = await store.appendMany([observed('b', 'quick', time(3_000))]);
  const position = later?.outcome === 'appended' ? later.events[0]!.position : 0;
  expect(await fleet.findMoment({ position })).toMatchObject({ outcome: 'not-settled' });
  expect(await fleet.findMoment({ position: before })).toEqual({ outcome: 'found', position: before });
  const asOf = await record.findTime(position);
  const waited = Promise.all([fleet.findMoment({ position }, 20_000), fleet.findMoment({ asOf }, 20_000)]);
  await query.commitTransaction();
  await query.release();
  expect(await waited).toEqual([
    { outcome: 'found', position },
    { outcome: 'found', position: expect.any(Number) },
  ]);
  expect(await fleet.findMoment({ position })).toEqual({ outcome: 'found', position });
  expect((await fleet.at(position).find('cluster', 'a'))?.versions).toEqual({ vkr: 'held' });
  expect((await fleet.at(position - 1).find('cluster', 'b'))?.versions).not.toEqual({ vkr: 'quick' });
});

it('does not wait for a position or a time to which the record has not come', async () => {
  const begun = performance.now();
  const answers = await Promise.all([
    fleet.findMoment({ position: 1e9 }, 30_000),
    fleet.findMoment({ asOf: '2999-01-01T00:00:00Z' }, 30_000),
  ]);
  expect(answers).toMatchObject([{ outcome: 'not-settled' }, { outcome: 'not-settled' }]);
  expect(performance.now() - begun).toBeLessThan(15_000);
});

it('records a snapshot also where another writer and it stood in each other’s way', async () => {
  const query = database.source.createQueryRunner();
  await query.startTransaction();
  const other = store.withManager(query.manager);
  await other.appendMany([observed('d', 'x', time(3_100))]);
  const recording = snapshots.execute({ snapshot: world({ a: 'y', d: 'y' }, time(3_200)), actor: 'token:t' });
  await vi.waitFor(async () => {
    const [waiting] = await database.source.query(`select count(*)::integer as count from pg_locks where not granted`);
    expect(waiting.count).toBeGreaterThan(0);
  }, 10_000);
  // Waits for the snapshot, which waits for this transaction: the server ends one of the two.
  await other
    .appendMany([observed('a', 'x', time(3_100))])
    .then(() => query.commitTransaction())
    .catch(() => query.rollbackTransaction());
  await query.release();
  expect(await recording).toMatchObject({ outcome: 'recorded' });
  for (const id of ['a', 'd']) expect((await record.find('cluster', id))?.versions).toEqual({ vkr: 'y' });
});
