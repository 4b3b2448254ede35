import { type FleetSnapshot, type Located, readValue } from '@lockstep/documents';
import { describe, expect, it } from 'vitest';
import { type AppendRequest, beginning, type EventStore, MemoryEventStore, newEventId } from '@lockstep/event-store';
import { MemoryFleetRecord } from '../../test/memory-fleet-record.js';
import { eventType, type NodeChange, nodeStream } from '../domain/index.js';
import { ReadFleet } from './read-fleet.use-case.js';
import { RecordSnapshot, type SnapshotOutcome } from './record-snapshot.use-case.js';

const clusters = [
  {
    id: 'fra/pay',
    supervisor: 'sup',
    project: 'pay',
    versions: { vkr: 'v1.33.1' },
    labels: { env: 'prod' },
    nodes: { controlPlane: 3, workers: 5 },
  },
  { id: 'fra/shop', supervisor: 'sup', versions: { vkr: 'v1.33.1' } },
];
const spec = {
  nsxManagers: [{ id: 'nsx-fra', versions: { nsx: '4.2.1' } }],
  vcenters: [{ id: 'vc', nsxManager: 'nsx-fra', versions: { vcenter: '8.0U3g' } }],
  supervisors: [{ id: 'sup', vcenter: 'vc', networking: 'vpc', versions: { vks: '3.4.1' } }],
  clusters,
};
const other = {
  nsxManagers: [{ id: 'nsx-muc', versions: {} }],
  supervisors: [{ id: 'sup-muc', nsxManager: 'nsx-muc', versions: {} }],
  clusters: [{ id: 'muc/a', supervisor: 'sup-muc', versions: {} }],
};

const snapshot = (content: object, takenAt?: string): Located<FleetSnapshot> => {
  const located = readValue('FleetSnapshot', {
    apiVersion: 'lockstep/v1',
    kind: 'FleetSnapshot',
    metadata: { name: 'test', takenAt },
    spec: content,
  });
  if (Array.isArray(located)) throw new Error(JSON.stringify(located));
  return located;
};

const setUp = () => {
  const record = new MemoryFleetRecord();
  let minute = 0;
  const clock = () => `2026-11-20T12:${String(minute++).padStart(2, '0')}:00.000Z`;
  const useCase = new RecordSnapshot(record, async () => [], clock);
  const put = (content: object, takenAt?: string) => useCase.execute({ snapshot: snapshot(content, takenAt), actor: 'token:t' });
  const typesOf = async (stream: string) => (await record.events.readStream(stream)).map(({ type }) => type);
  return { record, put, typesOf, read: new ReadFleet(record) };
};
const countsOf = (outcome: SnapshotOutcome) => ('scan' in outcome ? outcome.scan.counts : outcome);
const allEvents = async ({ events }: MemoryFleetRecord) => (await events.readAll(beginning, 10_000)).events;

const T1 = '2026-11-20T06:00:00Z';
const T2 = '2026-11-20T07:00:00Z';
const T3 = '2026-11-20T08:00:00Z';
const T4 = '2026-11-20T09:00:00Z';

describe('a fleet snapshot', () => {
  it('of an unknown fleet registers every node in its own stream, with what was observed of it', async () => {
    const { put, typesOf, record } = setUp();
    expect(countsOf(await put(spec, T1))).toEqual({ registered: 5, changed: 0, decommissioned: 0, unchanged: 0, late: 0, events: 12 });
    expect(await typesOf('cluster-fra/pay')).toEqual(['ClusterRegistered', 'ClusterVersionObserved', 'LabelsChanged', 'CapacityObserved']);
    expect(await typesOf('nsx-manager-nsx-fra')).toEqual(['NsxManagerRegistered', 'NsxManagerVersionObserved']);
    expect((await record.events.readStream('cluster-fra/pay'))[0]).toMatchObject({
      observedAt: '2026-11-20T06:00:00.000000Z',
      actor: 'token:t',
    });
  });

  it('reads back as the same document', async () => {
    const { put, read } = setUp();
    await put(spec, T1);
    const current = await read.findCurrent();
    expect(current?.snapshot.spec).toEqual(snapshot(spec).document.spec);
    expect(current?.snapshot.metadata.takenAt).toBe('2026-11-20T06:00:00.000Z');
    expect(await read.findCurrent('nsx-muc')).toBeUndefined();
  });

  it('adds nothing when it comes again, and answers what it answered then', async () => {
    const { put, record } = setUp();
    const first = await put(spec, T1);
    await put({ ...spec, clusters: [] }, T2);
    const before = (await allEvents(record)).length;
    expect(await put(spec, T1)).toEqual({ ...first, outcome: 'unchanged' });
    expect(await allEvents(record)).toHaveLength(before);
  });

  it('adds nothing when it comes again without a time, but undoes what came in between', async () => {
    const { put, record } = setUp();
    await put(spec);
    expect(await put(spec)).toMatchObject({ outcome: 'unchanged' });
    expect((await record.fold()).scans).toHaveLength(1);
    await put({ ...spec, clusters: [clusters[1]] });
    expect(countsOf(await put(spec))).toMatchObject({ registered: 1, unchanged: 4 });
  });

  it('that sees nothing new at a later time adds the scan alone', async () => {
    const { put, record, read } = setUp();
    await put(spec, T1);
    expect(countsOf(await put(spec, T2))).toEqual({ registered: 0, changed: 0, decommissioned: 0, unchanged: 5, late: 0, events: 0 });
    expect((await allEvents(record)).at(-1)).toMatchObject({
      type: 'ScanCompleted',
      data: { takenAt: '2026-11-20T07:00:00.000Z', nsxManagers: ['nsx-fra'] },
    });
    expect((await read.find('cluster', 'fra/pay'))?.observedAt).toBe('2026-11-20T07:00:00.000000Z');
  });

  it('records each change as its own event', async () => {
    const { put, record, read } = setUp();
    await put(spec, T1);
    const changed = {
      ...clusters[0],
      project: 'payments',
      versions: { vkr: 'v1.34.1' },
      labels: { env: 'test' },
      cni: 'calico',
      adapter: 'disabled',
      nodes: { controlPlane: 3, workers: 6 },
    };
    expect(countsOf(await put({ ...spec, clusters: [changed, clusters[1]] }, T2))).toMatchObject({ changed: 1, unchanged: 4, events: 5 });
    const events = (await record.events.readStream('cluster-fra/pay')).slice(4);
    expect(events.map(({ type }) => type)).toEqual([
      'ClusterMoved',
      'CniChanged',
      'ClusterVersionObserved',
      'LabelsChanged',
      'CapacityObserved',
    ]);
    expect(events[2]?.data).toEqual({ component: 'vkr', version: 'v1.34.1', previous: 'v1.33.1' });
    expect(await read.find('cluster', 'fra/pay')).toMatchObject({
      cni: { cni: 'calico', adapter: 'disabled' },
      versions: { vkr: 'v1.34.1' },
      streamVersion: 9,
    });
  });

  it('tells a component that is gone from one that was never there', async () => {
    const { put, record, read } = setUp();
    await put(spec, T1);
    await put({ ...spec, clusters: [{ ...clusters[0], versions: {} }, clusters[1]] }, T2);
    expect((await record.events.readStream('cluster-fra/pay')).at(-1)?.data).toEqual({
      component: 'vkr',
      version: null,
      previous: 'v1.33.1',
    });
    expect((await read.find('cluster', 'fra/pay'))?.versions).toEqual({});
  });

  it('takes another networking model for a rebuilt Supervisor', async () => {
    const { put, typesOf } = setUp();
    await put(spec, T1);
    await put({ ...spec, supervisors: [{ ...spec.supervisors[0], networking: 'nsx-t' }] }, T2);
    expect((await typesOf('supervisor-sup')).slice(2)).toEqual([
      'SupervisorDecommissioned',
      'SupervisorRegistered',
      'SupervisorVersionObserved',
    ]);
  });

  it('that leaves the networking model out says nothing of it, and one that tells it for the first time rebuilds nothing', async () => {
    const { put, typesOf, read } = setUp();
    const untold = { ...spec, supervisors: [{ ...spec.supervisors[0], networking: undefined }] };
    await put(untold, T1);
    await put(spec, T2);
    expect(countsOf(await put(untold, T3))).toMatchObject({ events: 0 });
    expect(await typesOf('supervisor-sup')).toEqual(['SupervisorRegistered', 'SupervisorVersionObserved', 'SupervisorRegistered']);
    expect((await read.find('supervisor', 'sup'))?.networking).toBe('vpc');
  });

  it('decommissions what is not in it under the NSX managers it names, and leaves the others alone', async () => {
    const { put, typesOf, read } = setUp();
    await put(spec, T1);
    await put(other, T1);
    expect(countsOf(await put({ nsxManagers: spec.nsxManagers }, T2))).toMatchObject({ decommissioned: 4, unchanged: 1 });
    expect((await typesOf('cluster-fra/pay')).at(-1)).toBe('ClusterDecommissioned');
    expect(await read.find('cluster', 'fra/pay')).toBeUndefined();
    expect(await read.find('cluster', 'muc/a')).toBeDefined();
  });

  it('registers a node that comes back in the stream it had', async () => {
    const { put, typesOf, read } = setUp();
    await put(spec, T1);
    await put({ ...spec, clusters: [] }, T2);
    await put(spec, T3);
    expect(await typesOf('cluster-fra/shop')).toEqual([
      'ClusterRegistered',
      'ClusterVersionObserved',
      'ClusterDecommissioned',
      'ClusterRegistered',
      'ClusterVersionObserved',
    ]);
    expect(await read.find('cluster', 'fra/shop')).toMatchObject({ registeredAt: '2026-11-20T08:00:00.000000Z', streamVersion: 5 });
  });

  it('moves a Supervisor between NSX managers, and the clusters that it no longer has are gone', async () => {
    const { put, read } = setUp();
    await put(spec, T1);
    await put(
      {
        nsxManagers: [{ id: 'nsx-muc', versions: {} }],
        supervisors: [{ id: 'sup', nsxManager: 'nsx-muc', networking: 'vpc', versions: {} }],
        clusters: [clusters[1]],
      },
      T2,
    );
    expect((await read.find('cluster', 'fra/shop'))?.root).toBe('nsx-muc');
    expect(await read.find('cluster', 'fra/pay')).toBeUndefined();
    expect((await read.findCurrent('nsx-fra'))?.snapshot.spec.clusters).toEqual([]);
  });

  it('older than what is known is recorded and turns nothing back', async () => {
    const { put, record, read } = setUp();
    await put(spec, T2);
    const before = await read.findCurrent();
    const old = {
      ...spec,
      clusters: [
        { ...clusters[0], versions: { vkr: 'v1.32.0' } },
        { id: 'fra/new', supervisor: 'sup', versions: {} },
      ],
    };
    const outcome = await put(old, T1);
    expect(outcome).toMatchObject({
      outcome: 'recorded',
      scan: { late: ['nsx-fra'], counts: { registered: 0, changed: 0, decommissioned: 0, late: 5, events: 1 } },
    });
    expect((await record.events.readStream('cluster-fra/pay')).at(-1)).toMatchObject({
      type: 'ClusterVersionObserved',
      data: { version: 'v1.32.0' },
      observedAt: '2026-11-20T06:00:00.000000Z',
    });
    expect((await read.findCurrent())?.snapshot).toEqual(before?.snapshot);
    expect(countsOf(await put({ ...spec, clusters: [clusters[0]] }, T3))).toMatchObject({ decommissioned: 1, unchanged: 4 });
  });
});

describe('events beside snapshots', () => {
  const report = (record: MemoryFleetRecord, id: string, change: NodeChange, observedAt: string) =>
    record.events.append(nodeStream('cluster', id), 'any', [
      { id: newEventId(), type: eventType('cluster', change.change), data: change.data, observedAt, actor: 'token:collector' },
    ]);
  const vkr = (version: string): NodeChange => ({ change: 'VersionObserved', data: { component: 'vkr', version } });
  const sick: NodeChange = { change: 'HealthObserved', data: { layer: 'adapter', verdict: 'failing', evidence: ['3 of 4 ready'] } };
  const lost: NodeChange = { change: 'LostSight', data: { source: 'collector', misses: 3 } };

  it('leave health and lost sight as they are', async () => {
    const { put, read, record } = setUp();
    await put(spec, T1);
    await report(record, 'fra/pay', sick, T2);
    await report(record, 'fra/shop', lost, T2);
    expect(countsOf(await put({ ...spec, nsxManagers: [{ id: 'nsx-fra', versions: { nsx: '9.0.1' } }] }, T3))).toMatchObject({ events: 1 });
    expect((await read.find('cluster', 'fra/pay'))?.health.adapter).toMatchObject({ verdict: 'failing', evidence: ['3 of 4 ready'] });
    expect((await read.find('cluster', 'fra/shop'))?.lostSight).toMatchObject({ misses: 3 });
  });

  it('turn nothing back that a scan without changes has seen since', async () => {
    const { put, read, record } = setUp();
    await put(spec, T1);
    await put(spec, T3);
    await report(record, 'fra/pay', vkr('v1.32.0'), T2);
    expect(await read.find('cluster', 'fra/pay')).toMatchObject({
      versions: { vkr: 'v1.33.1' },
      observedAt: '2026-11-20T08:00:00.000000Z',
    });
    await report(record, 'fra/pay', vkr('v1.35.0'), T4);
    await report(record, 'fra/pay', { change: 'LabelsChanged', data: { labels: {} } }, T2);
    expect(await read.find('cluster', 'fra/pay')).toMatchObject({ versions: { vkr: 'v1.35.0' }, labels: { env: 'prod' } });
  });

  it('turn nothing back of what a scan saw as it was in a node that it changed', async () => {
    const { put, read, record } = setUp();
    await put(spec, T1);
    await put({ ...spec, clusters: [{ ...clusters[0], versions: { vkr: 'v1.34.1' } }, clusters[1]] }, T3);
    await report(record, 'fra/pay', { change: 'LabelsChanged', data: { labels: {} } }, T2);
    expect((await read.find('cluster', 'fra/pay'))?.labels).toEqual({ env: 'prod' });
  });

  it('that are newer than a snapshot make it late for the very thing they saw, and for nothing else', async () => {
    const { put, read, record } = setUp();
    await put(spec, T1);
    await report(record, 'fra/pay', vkr('v1.35.0'), T3);
    const moved = { ...clusters[0], versions: { vkr: 'v1.34.1' }, labels: { env: 'test' } };
    expect(countsOf(await put({ ...spec, clusters: [moved, { ...clusters[1], versions: { vkr: 'v1.34.1' } }] }, T2))).toMatchObject({
      changed: 2,
      late: 0,
      events: 3,
    });
    expect(await read.find('cluster', 'fra/pay')).toMatchObject({ versions: { vkr: 'v1.35.0' }, labels: { env: 'test' } });
    expect(countsOf(await put({ ...spec, clusters: [{ ...moved, versions: { vkr: 'v1.33.1' } }] }, '2026-11-20T07:30:00Z'))).toMatchObject({
      late: 1,
    });
  });

  it('make a node known that is in no list and no document until somebody registers it', async () => {
    const { put, read, record } = setUp();
    await put(spec, T1);
    await report(record, 'fra/new', vkr('v1.33.1'), T2);
    expect(await read.find('cluster', 'fra/new')).toBeUndefined();
    expect((await record.fold()).nodes.get('cluster fra/new')).toMatchObject({
      registered: false,
      root: null,
      versions: { vkr: 'v1.33.1' },
    });
    expect(
      countsOf(await put({ ...spec, clusters: [...clusters, { id: 'fra/new', supervisor: 'sup', versions: { vkr: 'v1.33.1' } }] }, T3)),
    ).toMatchObject({ registered: 1, events: 1 });
    expect(await read.find('cluster', 'fra/new')).toMatchObject({ versions: { vkr: 'v1.33.1' }, root: 'nsx-fra' });
  });

  it('that come between comparing and appending are compared as well', async () => {
    const store = new MemoryEventStore();
    let interfere = async (): Promise<unknown> => undefined;
    const racing: EventStore = Object.assign(Object.create(store) as MemoryEventStore, {
      appendMany: async (requests: readonly AppendRequest[]) => {
        const once = interfere;
        interfere = async () => undefined;
        await once();
        return store.appendMany(requests);
      },
    });
    const record = new MemoryFleetRecord(racing);
    const useCase = new RecordSnapshot(
      record,
      async () => [],
      () => T4,
    );
    await useCase.execute({ snapshot: snapshot(spec, T1), actor: 'token:t' });
    interfere = () => report(record, 'fra/pay', vkr('v1.34.1'), T2);
    const outcome = await useCase.execute({
      snapshot: snapshot({ ...spec, clusters: [{ ...clusters[0], versions: { vkr: 'v1.34.1' } }, clusters[1]] }, T3),
      actor: 'token:t',
    });
    expect(outcome).toMatchObject({ outcome: 'recorded', scan: { counts: { unchanged: 5, events: 0 } } });
    expect(await store.readStream('cluster-fra/pay')).toHaveLength(5);
  });

  it('that come while a scan is made are not held against it', async () => {
    const { put, read, record } = setUp();
    await put(spec, T1);
    const settled = await record.settledPosition();
    record.settledPosition = async () => settled;
    await report(record, 'fra/pay', vkr('v1.32.0'), T2);
    await put({ ...spec, clusters: [{ ...clusters[0], versions: { vkr: 'v1.32.0' } }, clusters[1]] }, T4);
    await report(record, 'fra/pay', vkr('v1.34.1'), T3);
    expect((await read.find('cluster', 'fra/pay'))?.versions).toEqual({ vkr: 'v1.34.1' });
    await report(record, 'fra/shop', vkr('v1.34.1'), T3);
    expect((await read.find('cluster', 'fra/shop'))?.versions).toEqual({ vkr: 'v1.33.1' });
  });
});

describe('a snapshot that makes no sense', () => {
  it('is refused by an id that another kind of node has under another NSX manager', async () => {
    const { put, record } = setUp();
    await put(spec, T1);
    const before = (await allEvents(record)).length;
    const outcome = await put({ nsxManagers: [{ id: 'sup', versions: {} }] }, T2);
    expect(outcome).toMatchObject({
      outcome: 'invalid',
      problems: [{ path: 'spec.nsxManagers[0].id', message: expect.stringContaining('has a supervisor with this id already') }],
    });
    expect(await allEvents(record)).toHaveLength(before);
  });

  it.each([
    ['half a surrogate pair in an id', { ...spec, nsxManagers: [{ id: 'nsx-\ud800', versions: {} }] }, T1, 'spec.nsxManagers[0].id'],
    ['a NUL in a label', { ...spec, clusters: [{ ...clusters[0], labels: { env: 'a\0' } }] }, T1, 'spec.clusters[0].labels.env'],
    ['a time before the epoch', spec, '0001-01-01T00:00:00Z', 'metadata.takenAt'],
    ['a time that no database holds', spec, '9999-12-31T23:59:59-12:00', 'metadata.takenAt'],
  ])('is refused for %s', async (_name, content, takenAt, path) => {
    const { put, record } = setUp();
    let outcome: SnapshotOutcome;
    try {
      outcome = await put(content, takenAt);
    } catch (error) {
      // The schema of documents refused it before the fleet saw it.
      expect((error as Error).message).toContain(path);
      return;
    }
    expect(outcome).toMatchObject({ outcome: 'invalid', problems: [{ path }] });
    expect(await allEvents(record)).toEqual([]);
  });

  it('is refused when it was taken later than clocks differ', async () => {
    const { put } = setUp();
    expect(await put(spec, '2026-11-20T12:05:01Z')).toMatchObject({ outcome: 'invalid', problems: [{ path: 'metadata.takenAt' }] });
    expect(await put(spec, '2026-11-20T12:05:01Z')).toMatchObject({ outcome: 'recorded' });
  });

  it('is refused with what the rule of the matrix says', async () => {
    const record = new MemoryFleetRecord();
    const rule = async ({ source }: Located<FleetSnapshot>) => [source.problem(['spec', 'clusters'], 'does not fit')];
    const outcome = await new RecordSnapshot(record, rule, () => T1).execute({ snapshot: snapshot(spec), actor: 'a' });
    expect(outcome).toMatchObject({ outcome: 'invalid', problems: [{ message: 'does not fit' }] });
  });
});
