import { MemoryEventStore } from '@lockstep/event-store';
import { beforeEach, describe, expect, it } from 'vitest';
import { IngestEvents, recordSource, type ReportedEvent } from './ingest-events.use-case.js';

const now = '2026-11-23T08:00:00Z';
let store: MemoryEventStore;
let ingest: IngestEvents;
beforeEach(() => {
  store = new MemoryEventStore(() => Date.parse(now));
  ingest = new IngestEvents(store, () => now);
});

const reported = (change: Partial<ReportedEvent> = {}): ReportedEvent => ({
  id: '1',
  source: '/collectors/fra',
  type: 'dev.lockstep.cluster.version-observed.v1',
  subject: 'cluster-fra/pay',
  time: '2026-11-23T07:59:00Z',
  data: { component: 'vkr', version: 'v1.34.1+vmware.1' },
  ...change,
});
const execute = (...events: ReportedEvent[]) => ingest.execute(events, { actor: 'token:abc', correlationId: 'trace-1' });
const registered = (id: string) => reported({ id, type: 'dev.lockstep.cluster.registered.v1', data: { placement: { supervisor: 'sup' } } });

describe('a reported event', () => {
  it('becomes one of the stream of its subject, as its producer saw it', async () => {
    expect(await execute(reported({ causationId: 'scan-7' }))).toEqual([
      {
        outcome: 'accepted',
        eventId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-5/),
        stream: 'cluster-fra/pay',
        version: 1,
        position: 1,
      },
    ]);
    expect(await store.readStream('cluster-fra/pay')).toMatchObject([
      {
        type: 'ClusterVersionObserved',
        schemaVersion: 1,
        observedAt: '2026-11-23T07:59:00.000000Z',
        actor: 'token:abc',
        correlationId: 'trace-1',
        causationId: 'scan-7',
        idempotencyKey: '/collectors/fra 1',
        data: { component: 'vkr', version: 'v1.34.1+vmware.1' },
      },
    ]);
  });

  it('is stored with what its type fills in, and was seen now when it says no time', async () => {
    await execute({ ...registered('1'), time: undefined, correlationId: 'own' });
    expect(await store.readStream('cluster-fra/pay')).toMatchObject([
      { observedAt: '2026-11-23T08:00:00.000000Z', correlationId: 'own', data: { networking: null, cni: null } },
    ]);
  });

  it('is a duplicate of one that an earlier version stored with a CNI that nobody had told', async () => {
    const [first] = await execute(registered('1'));
    const [recorded] = await store.readStream('cluster-fra/pay');
    store = new MemoryEventStore(() => Date.parse(now));
    ingest = new IngestEvents(store, () => now);
    const { id, type, data, observedAt, actor, idempotencyKey } = recorded!;
    const formerly = { ...(data as object), cni: { cni: 'antrea', adapter: 'enabled' } };
    await store.append('cluster-fra/pay', 0, [{ id, type, data: formerly, observedAt, actor, idempotencyKey: idempotencyKey! }]);
    expect(await execute(registered('1'))).toEqual([{ ...first, outcome: 'duplicate' }]);
    const other = { ...registered('1'), data: { placement: { supervisor: 'other' } } };
    expect(await execute(other)).toMatchObject([{ outcome: 'refused', refusals: [{ pointer: '/id' }] }]);
  });

  it('is refused with a version that breaks a rule, unless it is on record already', async () => {
    const [first] = await execute(reported());
    ingest = new IngestEvents(
      store,
      () => now,
      async (kind, component, version) => (version.startsWith('v') ? `no ${component} of a ${kind} is read like that` : undefined),
    );
    const rest = reported({ id: '3', data: { component: 'vkr', version: '1.34' } });
    expect(await execute(reported(), reported({ id: '2' }), rest)).toMatchObject([
      { ...first, outcome: 'duplicate' },
      {
        outcome: 'refused',
        refusals: [{ pointer: '/data/version', rule: 'no vkr of a cluster is read like that', found: '"v1.34.1+vmware.1"' }],
      },
      { outcome: 'accepted', version: 2 },
    ]);
  });

  it('is one event however often it is reported, in one request or in several', async () => {
    const [first, second] = await execute(reported(), reported());
    expect(second).toEqual({ ...first, outcome: 'duplicate' });
    expect(await execute(reported())).toEqual([second]);
    expect(await execute(reported({ time: '2026-11-23T08:59:00+01:00', correlationId: 'x' }))).toEqual([second]);
    expect(await store.settledPosition()).toBe(1);
  });

  it('without a time is the same one later', async () => {
    const timeless = reported({ time: undefined });
    await execute(timeless);
    ingest = new IngestEvents(store, () => '2026-11-23T09:00:00Z');
    expect(await execute(timeless)).toMatchObject([{ outcome: 'duplicate' }]);
  });

  it.each<[string, Partial<ReportedEvent>, string]>([
    ['data', { data: { component: 'vkr', version: 'v1.35.0' } }, '/id'],
    ['another subject', { subject: 'cluster-ams/pay' }, '/id'],
    ['another time', { time: '2026-11-23T07:58:00Z' }, '/time'],
  ])('is refused when its name is on record with other content: %s', async (_case, change, pointer) => {
    await execute(reported());
    expect(await execute(reported(change))).toMatchObject([{ outcome: 'refused', refusals: [{ pointer }] }]);
    expect(await store.settledPosition()).toBe(1);
  });

  it('is another one when its source is another', async () => {
    const outcomes = await execute(reported(), reported({ source: '/collectors/ams' }), reported({ id: '2' }));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted', 'accepted']);
  });

  it('that Lockstep made itself keeps its id, and no other may be reported in its name', async () => {
    const id = '018f4e9a-7c00-7000-8000-000000000001';
    const own = reported({ source: recordSource, id });
    const { data, time, subject } = own;
    await store.append(subject, 'any', [
      { id, type: 'ClusterVersionObserved', schemaVersion: 1, data, observedAt: time!, actor: 'system:scan' },
    ]);
    const outcomes = await execute(
      own,
      { ...own, id: id.replace(/1$/, '2') },
      { ...own, id: 'scan-7' },
      { ...own, subject: 'cluster-new' },
    );
    expect(outcomes).toMatchObject([
      { outcome: 'duplicate', eventId: id },
      { outcome: 'refused', refusals: [{ pointer: '/source', found: '"urn:lockstep:record"' }] },
      { outcome: 'refused', refusals: [{ pointer: '/source' }] },
      { outcome: 'refused', refusals: [{ pointer: '/id' }] },
    ]);
    expect(await execute({ ...own, subject: 'cluster-new', id: 'scan-7' })).toMatchObject([{ outcome: 'refused' }]);
    expect(await store.settledPosition()).toBe(1);
  });

  it.each<[string, Partial<ReportedEvent>, string, string]>([
    ['an unknown type', { type: 'dev.lockstep.cluster.exploded.v1' }, '/type', '"dev.lockstep.cluster.exploded.v1"'],
    [
      'a type of another version',
      { type: 'dev.lockstep.cluster.version-observed.v2' },
      '/type',
      '"dev.lockstep.cluster.version-observed.v2"',
    ],
    ['a subject of another kind', { subject: 'supervisor-a' }, '/subject', '"supervisor-a"'],
    ['a subject without an id', { subject: 'cluster-' }, '/subject', '"cluster-"'],
    ['a subject of no kind', { subject: 'plan-1' }, '/subject', '"plan-1"'],
    ['a subject that nobody can see', { subject: 'cluster-a\u0000' }, '/subject', '"cluster-a\\u0000"'],
    ['a time far ahead', { time: '2026-11-23T08:05:00.001Z' }, '/time', '"2026-11-23T08:05:00.001Z"'],
    ['a time before the calendar', { time: '1969-12-31T23:59:59Z' }, '/time', '"1969-12-31T23:59:59Z"'],
    ['data of another type', { data: { component: 'vkr', version: 7 } }, '/data/version', '7'],
    ['no data', { data: undefined }, '/data', 'nothing'],
    [
      'unknown fields in its data',
      { data: { component: 'vkr', version: 'v1', x: 1 } },
      '/data',
      '{"component":"vkr","version":"v1","x":1}',
    ],
  ])('is refused with %s', async (_case, change, pointer, found) => {
    expect(await execute(reported(change))).toEqual([
      { outcome: 'refused', refusals: [{ pointer, rule: expect.stringMatching(/.{5}/), found }] },
    ]);
    expect(await store.settledPosition()).toBe(0);
  });

  it('is refused when its data is about another node', async () => {
    expect(await execute({ ...registered('1'), data: { id: 'fra/other', placement: { supervisor: 'sup' } } })).toMatchObject([
      { outcome: 'refused', refusals: [{ pointer: '/data', rule: 'must be about the node of the subject' }] },
    ]);
  });

  it('up to five minutes ahead is taken', async () => {
    expect(await execute(reported({ time: '2026-11-23T08:05:00Z' }))).toMatchObject([{ outcome: 'accepted' }]);
  });

  it('that is refused does not hold up the others, and every outcome stands in its place', async () => {
    const events = Array.from({ length: 1_201 }, (_, index) =>
      reported({ id: String(index), ...(index % 3 === 1 ? { type: 'nonsense' } : {}), subject: `cluster-${index % 7}` }),
    );
    const outcomes = await execute(...events);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(events.map(({ type }) => (type === 'nonsense' ? 'refused' : 'accepted')));
    const positions = outcomes.flatMap((outcome) => (outcome.outcome === 'accepted' ? outcome.position : []));
    expect(positions).toEqual(positions.map((_, index) => index + 1));
    expect(outcomes[1_200]).toMatchObject({ stream: 'cluster-3' });
  });

  it('whose id stands in a part of the record that was put away is refused by itself', async () => {
    const archived = new IngestEvents(
      {
        append: (...request) => store.append(...request),
        appendMany: async ([first, ...others]) => [
          { outcome: 'archived', stream: first!.stream, eventIds: [first!.events[0]!.id] },
          ...(await store.appendMany(others)),
        ],
      },
      () => now,
    );
    expect(await archived.execute([reported(), reported({ id: '2' })], { actor: 'token:abc' })).toMatchObject([
      { outcome: 'refused', refusals: [{ pointer: '/id', rule: expect.stringContaining('put away') }] },
      { outcome: 'accepted', version: 1 },
    ]);
  });
});
