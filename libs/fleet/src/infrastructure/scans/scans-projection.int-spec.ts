import { PostgresEventStore, ProjectionRunner } from '@lockstep/event-store/postgres';
import { createMigratedDatabase, type MigratedDatabase } from '@lockstep/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MemoryScanRecord } from '../../../test/memory-scan-record.js';
import { type NewEvent, newEventId } from '@lockstep/event-store';
import { namesOf, nodeKey, type SourceFault } from '../../domain/index.js';
import { PostgresScanRecord } from './postgres-scan-record.js';
import { SCANS_PROJECTION, scansProjection } from './scans-projection.js';

let database: MigratedDatabase;
let store: PostgresEventStore;
beforeAll(async () => {
  database = await createMigratedDatabase();
  store = new PostgresEventStore(database.source);
});
afterAll(() => database.drop());

const runnerOf = (pageSize: number) => new ProjectionRunner({ source: database.source, projections: [scansProjection()], pageSize });

const few = fc.nat({ max: 2 });
const clusters = fc
  .subarray(
    [0, 1, 2, 3].map((id) => nodeKey('cluster', `c${id}`)),
    { maxLength: 3 },
  )
  .map(namesOf);
const fault = few.map((id): SourceFault => ({ code: 'timed-out', subject: { kind: 'cluster', id: `c${id}` }, place: null, detail: 'x' }));
/** Events of few sources and scans in any order, whether anybody would have recorded them so or not. */
const event = fc.oneof(
  { weight: 3, arbitrary: few.map((source) => ({ source, type: 'SourceRegistered' })) },
  { weight: 1, arbitrary: few.map((source) => ({ source, type: 'SourceRemoved', data: { cleared: [] } })) },
  { weight: 1, arbitrary: fc.tuple(few, few).map(([source, misses]) => ({ source, type: 'SourceChanged', data: { misses } })) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(few, fc.uniqueArray(fault, { selector: ({ subject }) => subject?.id }))
      .map(([source, faults]) => ({ source, type: 'SourceFaultsObserved', data: { faults, omitted: 0, cleared: [] } })),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(few, fc.uniqueArray(few)).map(([scan, sources]) => ({ scan, type: 'ScanStarted', data: { sources } })),
  },
  {
    weight: 9,
    arbitrary: fc
      .record({
        scan: few,
        source: few,
        outcome: fc.constantFrom('completed', 'completed', 'partial'),
        minute: fc.nat({ max: 9 }),
        appeared: clusters,
        missed: clusters,
        lost: clusters,
        forgotten: clusters,
        unreached: clusters,
      })
      .map(({ scan, ...data }) => ({ scan, type: 'ScanLookEnded', data })),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(few, few, fault).map(([scan, source, one]) => ({ scan, type: 'ScanSourceFailed', data: { source, fault: one } })),
  },
  { weight: 1, arbitrary: few.map((scan) => ({ scan, type: 'ScanCancelled', data: {} })) },
  { weight: 1, arbitrary: few.map((scan) => ({ scan, type: 'ScanEnded', data: { outcome: 'partial', reason: null, sources: {} } })) },
);
type AnyEvent = typeof event extends fc.Arbitrary<infer One> ? One : never;

/** Where random events find something to change. */
const settled: readonly AnyEvent[] = [0, 1, 2].flatMap((id) => [
  { source: id, type: 'SourceRegistered' },
  { scan: id, type: 'ScanStarted', data: { sources: [0, 1, 2] } },
]);

function asAppended(one: AnyEvent, prefix: string): { readonly stream: string; readonly event: NewEvent } {
  const source = (id: number) => `${prefix}s${id}`;
  const speaksFor = { kind: 'supervisor', id: `${prefix}sup` };
  const data = { ...('data' in one ? one.data : {}) } as Record<string, unknown>;
  if (one.type === 'SourceRegistered') Object.assign(data, { system: 'nsx', name: 'n', settings: {}, speaksFor, misses: 3 });
  if (one.type === 'SourceChanged') Object.assign(data, { name: 'm', settings: { a: 1 }, speaksFor });
  if (one.type === 'ScanStarted')
    Object.assign(data, { sources: (data['sources'] as number[]).map(source), skipped: [], trigger: { kind: 'person' } });
  if (typeof data['source'] === 'number') data['source'] = source(data['source']);
  if (one.type === 'ScanLookEnded') {
    Object.assign(data, {
      counts: { seen: 1, changed: 0, unchanged: 1 },
      faults: {},
      takenAt: `2026-11-20T06:0${String(data['minute'])}:00.000Z`,
    });
    delete data['minute'];
  }
  const stream = 'source' in one ? `source-${source(one.source)}` : `scan-${prefix}${one.scan}`;
  return { stream, event: { id: newEventId(), type: one.type, data, actor: 'token:t' } };
}

let runs = 0;
const plainNodes = (nodes: ReadonlyMap<string, unknown>) => [...nodes].toSorted(([a], [b]) => (a < b ? -1 : 1));

it('shows of any history what a fold of all events comes to, however it is cut into pages', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 20 }), fc.integer({ min: 1, max: 9 }), async (history, pageSize) => {
      const prefix = `r${++runs}-`;
      for (const one of [...settled, ...history]) {
        const { stream, event: next } = asAppended(one, prefix);
        await store.append(stream, 'any', [next]);
      }
      const record = new PostgresScanRecord(database.source, runnerOf(pageSize));
      expect(await record.catchUp()).toBe('reached');
      const folded = new MemoryScanRecord(store);
      const { sources, scans, nodes } = await folded.fold();
      const keys = [0, 1, 2, 3].map((id) => nodeKey('cluster', `c${id}`));
      for (const id of [0, 1, 2].map((source) => `${prefix}s${source}`)) {
        expect(await record.findSource(id)).toEqual(sources.get(id)?.removed ? undefined : sources.get(id));
        expect(plainNodes(await record.readSourceNodes(id))).toEqual(plainNodes(nodes.get(id) ?? new Map()));
        expect(await record.findSeenByOthers(id, keys)).toEqual(await folded.findSeenByOthers(id, keys));
      }
      for (const id of [0, 1, 2].map((scan) => prefix + scan)) expect(await record.findScan(id)).toEqual(scans.get(id));
    }),
    { numRuns: 15 },
  );
});

it('comes out row by row the same when it is rebuilt in other pages', async () => {
  const dump = () =>
    Promise.all(
      ['source', 'source_node', 'scan'].map((table) => database.source.query(`select * from lockstep.${table} order by 1, 2, 3`)),
    );
  const before = await dump();
  expect((before as unknown[][]).every((rows) => rows.length > 0)).toBe(true);
  const runner = runnerOf(7);
  await runner.rebuild(SCANS_PROJECTION);
  await runner.start();
  await expect.poll(async () => (await runner.findStates())[0]!.rebuild, { timeout: 20_000 }).toBeNull();
  await runner.stop();
  expect(await dump()).toEqual(before);
});
