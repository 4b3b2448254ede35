import fc from 'fast-check';
import { PostgresEventStore, ProjectionRunner } from '@lockstep/event-store/postgres';
import { beginning, newEventId, type RecordedEvent } from '@lockstep/event-store';
import { createMigratedDatabase, type MigratedDatabase } from '@lockstep/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { foldFleet, MemoryFleetRecord } from '../../test/memory-fleet-record.js';
import { asAppended, type RandomEvent, randomHistory } from '../../test/random-history.js';
import type { RecordedNode } from '../application/fleet-record.port.js';
import { isLive, NODE_KINDS, type NodeChange, type NodeKind, NOWHERE, placedNodes, type Placement } from '../domain/index.js';
import { fleetProjection } from './fleet-projection.js';
import { PostgresFleetRecord } from './postgres-fleet-record.js';

let database: MigratedDatabase;
let store: PostgresEventStore;
beforeAll(async () => {
  database = await createMigratedDatabase();
  store = new PostgresEventStore(database.source);
});
afterAll(() => database.drop());

let runs = 0;
const byKey = (a: RecordedNode, b: RecordedNode) => (`${a.kind} ${a.id}` < `${b.kind} ${b.id}` ? -1 : 1);
const plain = ({ kind, id, root, position, streamVersion, heardPosition, placedPosition, ...state }: RecordedNode) => ({
  kind,
  id,
  root,
  position,
  streamVersion,
  heardPosition,
  placedPosition,
  ...state,
  rootedPosition: undefined,
});

async function append(history: readonly RandomEvent[], prefix: string): Promise<RecordedEvent[]> {
  const recorded: RecordedEvent[] = [];
  for (const one of history) {
    const { stream, event } = asAppended(one, prefix, recorded.at(-1)?.position ?? 0);
    const appended = await store.append(stream, 'any', [event]);
    if (appended.outcome !== 'appended') throw new Error(appended.outcome);
    recorded.push(...appended.events);
  }
  return recorded;
}

it('shows at every position what a fold of all events up to there comes to, and now what all of them come to', async () => {
  await fc.assert(
    fc.asyncProperty(randomHistory(25), fc.integer({ min: 1, max: 9 }), fc.array(fc.nat()), async (history, pageSize, picks) => {
      const prefix = `${++runs}:`;
      const events = await append(history, prefix);
      const runner = new ProjectionRunner({ source: database.source, projections: [fleetProjection()], pageSize });
      const record = new PostgresFleetRecord(database.source, runner);
      expect(await record.catchUp()).toBe('reached');
      const isOurs = ({ id }: RecordedNode) => id.startsWith(prefix);
      const positions = picks.slice(0, 3).map((pick) => events[pick % events.length]?.position ?? 0);
      for (const position of [...positions, undefined]) {
        const folded = [...foldFleet(events.filter((event) => position === undefined || event.position <= position)).nodes.values()];
        const listed = (await Promise.all(NODE_KINDS.map((kind) => record.list({ kind, limit: 10_000 }, position)))).flat();
        expect(listed.filter(isOurs).map(plain).toSorted(byKey)).toEqual(folded.filter(isLive).map(plain).toSorted(byKey));
        for (const { kind, id } of folded) {
          const [found, expected] = [await record.find(kind, id, position), folded.find((node) => node.kind === kind && node.id === id)!];
          expect(found && plain(found)).toEqual(isLive(expected) ? plain(expected) : undefined);
        }
        const whole = await record.read(undefined, position);
        expect(whole.nodes.filter(isOurs).map(plain).toSorted(byKey)).toEqual(placedNodes(folded).map(plain).toSorted(byKey));
        if (position === undefined) {
          const wanted = { ids: [`${prefix}supervisor-1`], uids: ['u0', 'u1'], nsxClusterIds: ['n2'] };
          const memory = new MemoryFleetRecord({ ...store, readAll: async () => ({ events, cursor: beginning }) } as never);
          const names = { 'nsx-manager': 'nsx-manager', supervisor: 'supervisor', project: 'p' };
          for (const [of, name] of Object.entries(names) as [keyof typeof names, string][]) {
            const among = [0, 1, 2].map((number) => (of === 'project' ? `${name}${number}` : `${prefix}${name}-${number}`));
            const told = await Promise.all([record, memory].map((one) => one.findNamed(of, among)));
            // Projects are of all histories together.
            expect(told[0]).toEqual(expect.arrayContaining([...told[1]!]));
            if (of !== 'project') expect(told[0]).toHaveLength(told[1]!.length);
          }
          const [found, expected] = await Promise.all([record, memory].map((one) => one.transact(({ findNodes }) => findNodes(wanted))));
          expect([...found!.values()].filter(isOurs).map(plain).toSorted(byKey)).toEqual(
            [...expected!.values()].map(plain).toSorted(byKey),
          );
        }
        const manager = `${prefix}nsx-manager-0`;
        const memory = new MemoryFleetRecord({ ...store, readAll: async () => ({ events, cursor: beginning }) } as never);
        const [domain, expected] = [await record.read(manager, position), await memory.read(manager, position)];
        expect({ ...domain, nodes: domain.nodes.map(plain).toSorted(byKey) }).toEqual({
          ...expected,
          nodes: expected.nodes.map(plain).toSorted(byKey),
        });
      }
    }),
    { numRuns: 30 },
  );
});

it('finds what was so for long as well as what was so for a moment', async () => {
  const record = new PostgresFleetRecord(
    database.source,
    new ProjectionRunner({ source: database.source, projections: [fleetProjection()] }),
  );
  const noise = () =>
    store.append(
      'noise',
      'any',
      Array.from({ length: 1_100 }, () => ({ id: newEventId(), type: 'Counted', data: 1, actor: 'a' })),
    );
  const report = (kind: NodeKind, change: NodeChange, minute: number): RandomEvent => ({ kind, node: 0, change, minute, byScan: false });
  const register = (kind: NodeKind, placement: Partial<Placement>) =>
    report(kind, { change: 'Registered', data: { id: '', placement: { ...NOWHERE, ...placement }, networking: null, cni: null } }, 0);
  const vkr = (version: string, minute: number) =>
    report('cluster', { change: 'VersionObserved', data: { component: 'vkr', version } }, minute);
  await append([register('nsx-manager', {}), register('supervisor', { nsxManager: 'nsx-manager-0' })], 'long:');
  const long = await append([register('cluster', { supervisor: 'supervisor-0' }), vkr('1', 1)], 'long:');
  await noise();
  const brief = await append([vkr('2', 2), vkr('3', 3)], 'long:');
  await noise();
  const newest = await append([vkr('4', 4)], 'long:');
  expect(await record.catchUp()).toBe('reached');
  const versionAt = async (position: number) =>
    (await record.read('long:nsx-manager-0', position)).nodes.find(({ kind }) => kind === 'cluster')?.versions['vkr'];
  const positions = [...long, ...brief, ...newest].flatMap(({ position }) => [position, position + 1]);
  const seen = [];
  for (const position of positions) seen.push(await versionAt(position));
  expect(seen).toEqual([undefined, '1', '1', '1', '2', '3', '3', '3', '4', '4']);
});
