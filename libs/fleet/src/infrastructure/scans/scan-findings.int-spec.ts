import { PostgresEventStore, ProjectionRunner } from '@lockstep/event-store/postgres';
import { createMigratedDatabase, type MigratedDatabase, settledHead } from '@lockstep/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bandJudge, bandMatrix } from '../../../test/band-judge.js';
import { ScanBench } from '../../../test/scan-bench.js';
import { FleetJudging } from '../../application/findings/judged-fleet.js';
import { ReadFindings } from '../../application/findings/read-findings.use-case.js';
import { FindingsFollower } from '../findings/findings-follower.js';
import { PostgresFindingRecord } from '../findings/postgres-finding-record.js';
import { FLEET_PROJECTION, fleetProjection } from '../fleet-projection.js';
import { PostgresFleetRecord } from '../postgres-fleet-record.js';
import { PostgresScanRecord } from './postgres-scan-record.js';
import { scansProjection } from './scans-projection.js';

let database: MigratedDatabase;
const runnerOf = (pageSize: number) =>
  new ProjectionRunner({
    source: database.source,
    projections: [fleetProjection([new FindingsFollower(bandJudge)]), scansProjection()],
    pageSize,
  });
beforeAll(async () => {
  database = await createMigratedDatabase();
});
afterAll(() => database.drop());

function setUp(prefix: string) {
  const { source } = database;
  const runner = runnerOf(100);
  const store = new PostgresEventStore(source);
  const bench = new ScanBench(prefix, store, new PostgresFleetRecord(source, runner), new PostgresScanRecord(source, runner));
  const matrices = { find: async (digest: string) => ({ digest, document: bandMatrix(0) }), findAt: async () => undefined };
  const reader = (now = bench.time()) => {
    const record = new PostgresFindingRecord(source);
    return new ReadFindings(record, new FleetJudging(record, matrices, bandJudge, () => now));
  };
  const list = async (more: { position?: number; supervisor?: string; now?: string; staleDays?: number } = {}) => {
    await settledHead(source);
    await bench.fleet.catchUp();
    const { now, ...question } = more;
    const { findings } = await reader(now).list({ withinDays: 0, staleDays: 1_000, limit: 1_000, states: ['open'], ...question });
    return findings;
  };
  return { bench, list, position: () => settledHead(source) };
}

const words = (findings: readonly { readonly topic: object; readonly state: string }[], source: string) =>
  findings.flatMap(({ topic }) => ('source' in topic && topic.source === source && 'code' in topic ? [topic.code] : []));

it('finds what is wrong with a source, now and at every position, until it no longer is', async () => {
  const { bench, list, position } = setUp('f-');
  await bench.source('k8s');
  const all = [bench.nsx(), bench.supervisor(), bench.cluster('pay')];
  const skew = { code: 'clock-skew', subject: null, place: null, detail: 'its clock is 10 minutes ahead' } as const;
  await bench.look('k8s', all, { faults: [skew] });
  const first = await position();
  expect(words(await list(), bench.id('k8s'))).toEqual(['clock-skew']);
  await bench.fail('k8s');
  expect(words(await list(), bench.id('k8s')).toSorted()).toEqual(['clock-skew', 'unreachable']);
  const second = await position();
  await bench.look('k8s', all);
  expect(words(await list(), bench.id('k8s'))).toEqual([]);
  expect(words(await list({ position: first }), bench.id('k8s'))).toEqual(['clock-skew']);
  expect(words(await list({ position: second }), bench.id('k8s')).toSorted()).toEqual(['clock-skew', 'unreachable']);
  expect(words(await list({ position: second, supervisor: bench.id('sup') }), bench.id('k8s'))).toHaveLength(2);
  expect(words(await list({ position: second, supervisor: bench.id('other') }), bench.id('k8s'))).toEqual([]);
  await bench.fail('k8s');
  await bench.registry.remove({ id: bench.id('k8s'), actor: 'token:t' });
  expect(words(await list(), bench.id('k8s'))).toEqual([]);
});

it('does not call nodes unobserved that quiet looks confirm', async () => {
  const { bench, list } = setUp('q-');
  await bench.source('k8s');
  const all = [bench.nsx(), bench.supervisor(), bench.cluster('pay'), bench.cluster('shop')];
  await bench.look('k8s', all);
  const later = (minutes: number) => new Date(Date.parse(bench.time()) + minutes * 60_000).toISOString();
  const unobserved = async (now: string) =>
    (await list({ now, staleDays: 1 })).filter(({ topic, nsxManager }) => 'observations' in topic && nsxManager === bench.id('nsx'));
  const soon = later(24 * 60 + 5);
  expect((await unobserved(soon)).find(({ topic }) => 'observations' in topic && topic.observations === 'cluster')?.nodes).toBe(2);
  for (let minute = 0; minute < 8; minute++) await bench.look('k8s', all, { unreached: [bench.name('shop')] });
  const found = await unobserved(soon);
  expect(found.map(({ topic, nodes }) => ['observations' in topic && topic.observations, nodes])).toEqual([['cluster', 1]]);
});

it('comes out row by row the same when it is rebuilt in other pages', async () => {
  const dump = () =>
    Promise.all(
      ['finding', 'source_fault'].map((table) => database.source.query<object[]>(`select * from lockstep.${table} order by 1, 2`)),
    );
  const before = await dump();
  expect(before.map((rows) => rows.length > 0)).toEqual([true, true]);
  const runner = runnerOf(3);
  await runner.rebuild(FLEET_PROJECTION);
  await runner.start();
  await expect.poll(async () => (await runner.findStates()).every(({ rebuild }) => rebuild === null), { timeout: 20_000 }).toBe(true);
  await runner.stop();
  expect(await dump()).toEqual(before);
});
