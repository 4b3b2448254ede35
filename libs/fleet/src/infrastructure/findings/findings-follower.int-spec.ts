import fc from 'fast-check';
import { newEventId, type RecordedEvent } from '@lockstep/event-store';
import { PostgresEventStore, ProjectionRunner } from '@lockstep/event-store/postgres';
import { MATRIX_REVISION_PUBLISHED, MATRIX_STREAM } from '@lockstep/matrix';
import { createMigratedDatabase, type MigratedDatabase } from '@lockstep/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bandJudge, bandMatrix } from '../../../test/band-judge.js';
import { foldFleet } from '../../../test/memory-fleet-record.js';
import { asAppended, type RandomEvent, randomHistory } from '../../../test/random-history.js';
import { FleetJudging } from '../../application/findings/judged-fleet.js';
import { ReadFindings } from '../../application/findings/read-findings.use-case.js';
import type { FleetPart } from '../../application/findings/finding-record.port.js';
import { classKey, ClassTally, classOf, type Finding, isLive, NODE_KINDS, NOWHERE, ownFindings } from '../../domain/index.js';
import { FLEET_PROJECTION, fleetProjection } from '../fleet-projection.js';
import { FindingsFollower } from './findings-follower.js';
import { PostgresFindingRecord } from './postgres-finding-record.js';

let database: MigratedDatabase;
let store: PostgresEventStore;
let matrixVersion = 0;
const matrices = new Map<
  string,
  { readonly digest: string; readonly document: ReturnType<typeof bandMatrix>; readonly position: number }
>();
beforeAll(async () => {
  database = await createMigratedDatabase();
  store = new PostgresEventStore(database.source);
  for (const band of [0, 1])
    await database.source.query(`insert into lockstep.matrix_revision (digest, name, parts, document) values ($1, $1, '[]', $2)`, [
      `band-${band}`,
      JSON.stringify(bandMatrix(band)),
    ]);
});
afterAll(() => database.drop());

const runnerOf = (pageSize: number) =>
  new ProjectionRunner({ source: database.source, projections: [fleetProjection([new FindingsFollower(bandJudge)])], pageSize });

const matrixAt = (position: number) => [...matrices.values()].filter((one) => one.position <= position).at(-1);

function readerOf(now = '2026-11-20T12:00:00Z') {
  const record = new PostgresFindingRecord(database.source);
  const source = {
    find: async (digest: string) => ({ digest, document: bandMatrix(Number(digest.slice(-1))) }),
    findAt: async (position: number) => matrixAt(position),
  };
  return new ReadFindings(record, new FleetJudging(record, source, bandJudge, () => now));
}

async function publish(band: number): Promise<RecordedEvent> {
  const data = { digest: `band-${band}`, parent: null, author: 'test', reason: null, parts: [], document: bandMatrix(band) };
  const event = { id: newEventId(), type: MATRIX_REVISION_PUBLISHED, data, actor: 'test' };
  const appended = await store.append(MATRIX_STREAM, matrixVersion++, [event]);
  if (appended.outcome !== 'appended') throw new Error(appended.outcome);
  matrices.set(String(matrixVersion), { ...data, position: appended.events[0]!.position });
  return appended.events[0]!;
}

/** All nodes of a small fleet, each at a version: where random events find something to change. */
const settled: RandomEvent[] = NODE_KINDS.flatMap((kind) =>
  [0, 1, 2].flatMap((node): RandomEvent[] => {
    const above = (one: string) => `${one}-${node}`;
    const placement = {
      ...NOWHERE,
      nsxManager: kind === 'vcenter' ? above('nsx-manager') : null,
      vcenter: kind === 'supervisor' ? above('vcenter') : null,
      supervisor: kind === 'cluster' ? above('supervisor') : null,
      project: kind === 'cluster' ? `p${node % 2}` : null,
    };
    const cni = kind === 'cluster' ? ({ cni: 'antrea', adapter: 'enabled' } as const) : null;
    const rest = { kind, node, minute: 0, byScan: false };
    return [
      { ...rest, change: { change: 'Registered', data: { id: '', placement, networking: null, cni } } },
      { ...rest, change: { change: 'VersionObserved', data: { component: 'vkr', version: `v${node}`, previous: null } } },
    ];
  }),
);

/** A cluster at a version. */
const seen = (node: number, version: number): Extract<RandomEvent, { node: number }> => ({
  kind: 'cluster',
  node,
  minute: 0,
  byScan: false,
  change: { change: 'VersionObserved', data: { component: 'vkr', version: `v${version}`, previous: null } },
});

let runs = 0;

async function append(history: readonly (RandomEvent | number)[], prefix: string): Promise<RecordedEvent[]> {
  const recorded: RecordedEvent[] = [];
  for (const one of history) {
    if (typeof one === 'number') {
      recorded.push(await publish(one));
      continue;
    }
    const { stream, event } = asAppended(one, prefix, recorded.at(-1)?.position ?? 0);
    const appended = await store.append(stream, 'any', [event]);
    if (appended.outcome !== 'appended') throw new Error(appended.outcome);
    recorded.push(...appended.events);
  }
  return recorded;
}

/** Straight from the events: what is found about the fleet, or a part of it, at a position. */
function expectedAt(events: readonly RecordedEvent[], position: number, day: string, part: FleetPart = {}): Finding[] {
  const nodes = [...foldFleet(events.filter((event) => event.position <= position)).nodes.values()];
  const matrix = matrixAt(position);
  const tally = new ClassTally(matrix ? bandJudge.on(matrix.document, day) : null);
  for (const node of nodes) if (isLive(node)) tally.change([{ class: classOf(node), nodes: 1 }], new Set());
  const ids = new Map([...tally.classes()].map(({ class: fleetClass, findings }) => [classKey(fleetClass), findings]));
  const asked = nodes.filter(
    ({ kind, id, placement: { project, supervisor } }) =>
      (part.project === undefined || project === part.project) &&
      (part.supervisor === undefined || (kind === 'supervisor' ? id : supervisor) === part.supervisor),
  );
  const counts = new Map<string, number>();
  for (const node of asked.filter(isLive)) for (const id of ids.get(classKey(classOf(node)))!) counts.set(id, (counts.get(id) ?? 0) + 1);
  const own = asked.flatMap((node) => {
    const top = tally.lineOf(classOf(node)).at(-1)!;
    return ownFindings(node, top.kind === 'nsx-manager' ? top.id : null);
  });
  return [...[...counts].map(([id, count]) => ({ ...tally.find(id)!, nodes: count })), ...own];
}

const plain = (findings: readonly (Omit<Finding, 'topic'> & { readonly topic: unknown })[]) =>
  findings.map(({ id, nodes, fact }) => ({ id, nodes, fact })).toSorted((a, b) => (a.id < b.id ? -1 : 1));

const everything = { withinDays: 0, staleDays: 1_000, limit: 5_000, states: ['open', 'acknowledged'] as const };
const histories = fc
  .tuple(randomHistory(25), fc.array(fc.tuple(fc.nat(25), fc.nat(1)), { maxLength: 3 }))
  .map(([history, bands]) =>
    bands.reduce<(RandomEvent | number)[]>((list, [at, band]) => list.toSpliced(at, 0, band), [...settled, ...history]),
  );

describe('findings beside the fleet', () => {
  const all: RecordedEvent[] = [];

  it('are those of a fold from the beginning, now and at every position, whole and in part', async () => {
    await fc.assert(
      fc.asyncProperty(
        histories,
        fc.integer({ min: 1, max: 9 }),
        fc.array(fc.nat(), { maxLength: 3 }),
        async (history, pageSize, picks) => {
          const events = await append(history, `${++runs}:`);
          all.push(...events);
          expect(await runnerOf(pageSize).catchUp(FLEET_PROJECTION)).toBe('reached');
          const last = all.at(-1)!;
          const day = last.recordedAt.slice(0, 10);
          const reader = readerOf();
          expect(plain((await reader.list(everything)).findings)).toEqual(plain(expectedAt(all, last.position, day)));
          for (const position of [...picks.map((pick) => events[pick % events.length]!.position), last.position]) {
            const { findings } = await reader.list({ ...everything, position });
            expect(plain(findings)).toEqual(plain(expectedAt(all, position, day)));
            for (const finding of findings.slice(0, 3)) {
              const { subjects } = await reader.listSubjects(finding, { ...everything, position });
              expect(subjects.length).toBe(finding.nodes);
            }
          }
          for (const part of [{ project: 'p0' }, { project: 'p1', position: last.position }, { supervisor: `${runs}:supervisor-1` }]) {
            const { findings } = await reader.list({ ...everything, ...part });
            expect(plain(findings)).toEqual(plain(expectedAt(all, last.position, day, part)));
          }
        },
      ),
      { numRuns: 12 },
    );
  });

  it('are told of in the same words at a position, whatever happens later', async () => {
    const reader = readerOf();
    const asked = { withinDays: 0, staleDays: 1_000, limit: 5_000, states: ['open', 'acknowledged', 'closed'] as const };
    const prefix = 'later:';
    const whileOpen = await append([...settled, { ...seen(0, 3), kind: 'nsx-manager' }, 1, seen(0, 1), seen(1, 1)], prefix);
    const [closed] = await append([seen(0, 2)], prefix);
    await runnerOf(100).catchUp(FLEET_PROJECTION);
    const { position } = closed!;
    const before = await reader.list({ ...asked, position });
    const lost = before.findings.find(
      ({ nsxManager, topic }) => nsxManager === `${prefix}nsx-manager-0` && topic.kind === 'exposure' && topic.versions.join() === '1,3',
    );
    expect(lost).toMatchObject({ state: 'closed', fact: { statement: 'band-0' } });
    const found = await reader.find(lost!.id, { ...asked, position });
    const elsewhere = { ...asked, position: whileOpen.at(-1)!.position, project: 'nobody' };
    const notThere = await reader.find(lost!.id, elsewhere);
    expect(notThere.finding).toMatchObject({ state: 'closed', lastSeen: null, fact: { statement: 'band-0' } });
    await append([0, seen(0, 1), seen(1, 5), seen(0, 5)], prefix);
    await runnerOf(100).catchUp(FLEET_PROJECTION);
    expect((await readerOf().find(lost!.id, asked)).finding).toMatchObject({ state: 'closed', fact: { statement: 'band--1' } });
    expect((await reader.list({ ...asked, position })).findings).toEqual(before.findings);
    expect(await readerOf().find(lost!.id, { ...asked, position })).toEqual(found);
    expect(await readerOf().find(lost!.id, elsewhere)).toEqual(notThere);
  });

  it('keep when they opened, although the same node is heard of next, and again later', async () => {
    const asked = { withinDays: 0, staleDays: 1_000, limit: 5_000, states: ['open'] as const };
    const prefix = 'next:';
    const opening = await append([...settled, { ...seen(0, 3), kind: 'nsx-manager' }, 1, seen(0, 1)], prefix);
    const position = opening.at(-1)!.position;
    await runnerOf(100).catchUp(FLEET_PROJECTION);
    const before = (await readerOf().list({ ...asked, position })).findings;
    expect(before.map(({ opened }) => opened?.position)).toContain(position);
    await append([{ ...seen(0, 1), change: { change: 'LabelsChanged', data: { labels: { seen: 'again' } } } }], prefix);
    await runnerOf(100).catchUp(FLEET_PROJECTION);
    expect((await readerOf().list({ ...asked, position })).findings).toEqual(before);
    await append([seen(0, 2)], prefix);
    await runnerOf(100).catchUp(FLEET_PROJECTION);
    expect((await readerOf().list({ ...asked, position })).findings).toEqual(before);
  });

  it('come out row by row the same when they are rebuilt in other pages', async () => {
    const dump = async () => [
      await database.source.query('select * from lockstep.finding order by id'),
      await database.source.query('select * from lockstep.fleet_class order by class'),
      await database.source.query('select * from lockstep.finding_fold'),
    ];
    const before = await dump();
    expect(before[0]!.length).toBeGreaterThan(runs);
    const runner = runnerOf(7);
    await runner.rebuild(FLEET_PROJECTION);
    await runner.start();
    await expect.poll(async () => (await runner.findStates())[0]!.rebuild, { timeout: 20_000 }).toBeNull();
    await runner.stop();
    expect(await dump()).toEqual(before);
  });

  it('go on from rebuilt counts, although this process had counted the damaged ones', async () => {
    const counts = () =>
      database.source.query<{ class: string; nodes: number }[]>('select class, nodes from lockstep.fleet_class order by class');
    const event = (node: number): RandomEvent => {
      const data = { id: '', placement: { ...NOWHERE, project: 'healed' }, networking: null, cni: null };
      return { kind: 'cluster', node, minute: 1, byScan: false, change: { change: 'Registered', data } };
    };
    await append([event(0)], 'damaged:');
    await runnerOf(100).catchUp(FLEET_PROJECTION);
    await database.source.query('update lockstep.fleet_class set nodes = nodes + 100');
    const runner = runnerOf(100);
    await append([event(1)], 'damaged:');
    await runner.catchUp(FLEET_PROJECTION);
    await runner.rebuild(FLEET_PROJECTION);
    await runner.start();
    await expect.poll(async () => (await runner.findStates())[0]!.rebuild, { timeout: 20_000 }).toBeNull();
    await runner.stop();
    const healed = await counts();
    await append([event(2)], 'damaged:');
    await runner.catchUp(FLEET_PROJECTION);
    const grown = (await counts()).filter(({ class: key, nodes }) => healed.find((one) => one.class === key)?.nodes !== nodes);
    expect(grown).toEqual([{ class: expect.any(String), nodes: 3 }]);
  });
});
