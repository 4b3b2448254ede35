import { once } from 'node:events';
import { get as open, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PostgresEventStore } from '@lockstep/event-store/postgres';
import { IngestEvents } from '@lockstep/fleet';
import { ApiTokens, DataSource } from '@lockstep/platform';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ApiUnderTest, expectProblem, startApiUnderTest } from '../../test/api-under-test.js';
import { inventoryEvent } from '../../test/inventory-event.js';
import { baseMatrix, fleetOf } from '../../test/worlds.js';
import type { RecordedCloudEvent } from './cloud-event.js';

let api: ApiUnderTest;
let port: number;
let token: string;
beforeAll(async () => {
  api = await startApiUnderTest();
  await api.app.listen(0, '127.0.0.1');
  ({ port } = api.app.getHttpServer().address() as AddressInfo);
  ({ token } = await api.app.get(ApiTokens).create({ name: 'reader', roles: ['viewer'] }, 'test'));
  await api.as('matrix-editor').post('/v1/matrix/revisions').send(baseMatrix).expect(201);
  await api.as('inventory-writer').put('/v1/inventory/snapshots').send(fleetOf()).expect(200);
});
afterAll(() => api?.close());

const get = (path: string) => api.as('viewer').get(path);
const report = async (...events: object[]) => {
  const { body } = await api
    .as('inventory-writer')
    .post('/v1/inventory/events')
    .set('content-type', 'application/cloudevents-batch+json')
    .serialize((value: unknown) => JSON.stringify(value))
    .send(events);
  expect(body.refused).toBe(0);
  return body as { position: number; outcomes: { position: number; eventId: string }[] };
};
let made = 0;
const version = (subject: string, change: object = {}) => inventoryEvent({ id: `event ${++made}`, subject, ...change });
const walk = async (path: string): Promise<RecordedCloudEvent[]> => {
  const events: RecordedCloudEvent[] = [];
  for (let next: string | undefined = path; next !== undefined;) {
    const response: Awaited<ReturnType<typeof get>> = await get(next);
    expect(response.status).toBe(200);
    events.push(...(response.body as { items: RecordedCloudEvent[] }).items);
    next = /^<([^>]+)>; rel="next"$/.exec(response.headers['link'] ?? '')?.[1];
  }
  return events;
};
const positions = (events: readonly RecordedCloudEvent[]) => events.map(({ sequence }) => Number(sequence));

describe('the list of events', () => {
  it('has those that a snapshot found too, as CloudEvents of Lockstep', async () => {
    const events = await walk('/v1/inventory/events?subject=cluster-nsx-1/c000');
    expect(events[0]).toMatchObject({
      specversion: '1.0',
      source: 'urn:lockstep:record',
      type: 'dev.lockstep.cluster.registered.v1',
      subject: 'cluster-nsx-1/c000',
      time: '2026-11-20T06:00:00.000000Z',
      data: { placement: { supervisor: 'nsx-1-sup-a', project: 'pay' } },
    });
    // It is the same event when it is sent back, although nobody else has named it.
    expect(await report(events[0]!)).toMatchObject({ outcomes: [{ outcome: 'duplicate', position: positions(events)[0] }] });
  });

  it('is in the order of the record, in pages that appending does not move, and has events of nodes alone', async () => {
    const before = await walk('/v1/inventory/events?limit=500');
    const [all] = await api.query<{ nodes: number }>(
      `select count(*)::int as nodes from event_store.event where stream ~ '^(nsx-manager|vcenter|supervisor|cluster)-'`,
    );
    expect(before.length).toBe(all!.nodes);
    expect(positions(before)).toEqual(positions(before).toSorted((a, b) => a - b));
    const first = await get('/v1/inventory/events?limit=3');
    await report(version('cluster-nsx-1/c000'));
    const after = await walk(/^<([^>]+)>/.exec(first.headers['link']!)![1]!);
    expect(positions([...first.body.items, ...after]).slice(0, before.length)).toEqual(positions(before));
  });

  it('can be narrowed by type, kind, subject and position', async () => {
    const all = await walk('/v1/inventory/events');
    const only = async (query: string, choose: (event: RecordedCloudEvent) => boolean) => {
      const expected = all.filter(choose);
      expect(expected.length).toBeGreaterThan(0);
      expect(await walk(`/v1/inventory/events?limit=2&${query}`)).toEqual(expected);
    };
    await only('type=dev.lockstep.cluster.registered.v1', ({ type }) => type === 'dev.lockstep.cluster.registered.v1');
    await only(
      'type=dev.lockstep.cluster.registered.v1&type=dev.lockstep.supervisor.registered.v1',
      ({ type }) => type.endsWith('registered.v1') && !type.includes('nsx'),
    );
    await only('type=dev.lockstep.cluster.labels-changed.v1', ({ type }) => type === 'dev.lockstep.cluster.labels-changed.v1');
    await only('kind=supervisor', ({ subject }) => subject.startsWith('supervisor-'));
    expect(await walk('/v1/inventory/events?subject=cluster-nsx-1/c00')).toEqual([]);
    await only('subjectPrefix=cluster-nsx-1/c00', ({ subject }) => subject.startsWith('cluster-nsx-1/c00'));
    const middle = positions(all)[5]!;
    await only(`after=${middle}`, ({ sequence }) => Number(sequence) > middle);
    await only(`kind=cluster&after=${middle}`, ({ subject, sequence }) => subject.startsWith('cluster-') && Number(sequence) > middle);
  });

  it('tells of a Project what its clusters did while they belonged to it', async () => {
    const moved = version('cluster-nsx-1/c000', {
      type: 'dev.lockstep.cluster.moved.v1',
      data: { placement: { supervisor: 'nsx-1-sup-a', project: 'shop' } },
    });
    await report(version('cluster-nsx-1/c000'), moved, version('cluster-nsx-1/c000'));
    const gone = version('cluster-nsx-1/c000', { type: 'dev.lockstep.cluster.decommissioned.v1', data: {} });
    const { outcomes } = await report(gone);
    const inPay = await walk('/v1/inventory/events?project=pay');
    const inShop = await walk('/v1/inventory/events?project=shop&subject=cluster-nsx-1/c000');
    expect(inPay.every(({ subject }) => subject === 'cluster-nsx-1/c000')).toBe(true);
    expect(inPay.at(-1)!.id).toBe(`event ${made - 2}`);
    expect(inShop.map(({ id }) => id)).toEqual([moved.id, `event ${made - 1}`, gone.id]);
    expect(positions(inShop).at(-1)).toBe(outcomes[0]!.position);
    expect(await walk('/v1/inventory/events?project=nobody')).toEqual([]);
  });

  it('may register a node again without telling what is known of it', async () => {
    const registered = (kind: string, id: string, placement: object) =>
      version(`${kind}-${id}`, { type: `dev.lockstep.${kind}.registered.v1`, data: { placement } });
    const shown = async () => {
      const [{ body: supervisor }, { body: cluster }] = [await get('/v1/supervisors/nsx-1-sup-a'), await get('/v1/clusters/nsx-1%2Fc001')];
      const { networking } = supervisor as { networking: string };
      const { project, cni, adapter } = cluster as { project: string; cni: string; adapter: string };
      return { networking, project, cni, adapter };
    };
    const cilium = { cni: 'cilium', adapter: 'disabled' };
    await report(
      version('cluster-nsx-1/c001', {
        type: 'dev.lockstep.cluster.moved.v1',
        data: { placement: { supervisor: 'nsx-1-sup-a', project: 'ledger' } },
      }),
      version('cluster-nsx-1/c001', { type: 'dev.lockstep.cluster.cni-changed.v1', data: cilium }),
    );
    const known = { networking: 'vpc', project: 'ledger', ...cilium };
    await expect.poll(shown).toEqual(known);
    await report(
      registered('supervisor', 'nsx-1-sup-a', { nsxManager: 'nsx-1' }),
      registered('cluster', 'nsx-1/c001', { supervisor: 'nsx-1-sup-b' }),
    );
    await expect.poll(async () => (await get('/v1/clusters/nsx-1%2Fc001')).body.supervisor).toBe('nsx-1-sup-b');
    expect(await shown()).toEqual(known);
  });

  it('is told of a Project with one question to the rows, however many events there are', async () => {
    const asked = vi.spyOn(api.app.get(DataSource), 'query');
    try {
      expect((await get('/v1/inventory/events?project=pay&limit=500')).body.items.length).toBeGreaterThan(1);
      expect(asked.mock.calls.filter(([sql]) => sql.includes('lockstep.fleet_node_history'))).toHaveLength(1);
    } finally {
      asked.mockRestore();
    }
  });

  it('is given as a batch of CloudEvents when that is wanted', async () => {
    const response = await get('/v1/inventory/events?limit=2').set('accept', 'application/cloudevents-batch+json');
    expect(response.headers['content-type']).toBe('application/cloudevents-batch+json; charset=utf-8');
    expect(JSON.parse(response.text)).toEqual((await get('/v1/inventory/events?limit=2')).body.items);
    expect(response.headers['link']).toContain('rel="next"');
    expectProblem(await get('/v1/inventory/events').set('accept', 'text/html'), 406, 'not-acceptable');
  });

  it.each<[string, string[]]>([
    ['type=nonsense', ['query:/type']],
    ['kind=plan', ['query:/kind']],
    ['after=-1', ['query:/after']],
    ['after=99999999999999999999', ['query:/after']],
    ['cursor=bnVsbA', ['query:/cursor']],
    ['cursor=IjEuOTk5OTk5OTk5OTk5OTk5OTk5OSI', ['query:/cursor']],
    ['colour=red', ['query:']],
  ])('refuses %s', async (query, pointers) => expectProblem(await get(`/v1/inventory/events?${query}`), 400, 'invalid-request', pointers));

  it('knows no event that is not about a node, and none by another name', async () => {
    const [scan] = await api.query<{ id: string }>(`select id from event_store.event where type = 'ScanCompleted' limit 1`);
    expectProblem(await get(`/v1/inventory/events/${scan!.id}`), 404, 'not-found');
    expectProblem(await get('/v1/inventory/events/018f4e9a-7c00-7000-8000-000000000001'), 404, 'not-found');
    expectProblem(await get('/v1/inventory/events/x'), 400, 'invalid-request', ['path:/id']);
  });
});

interface Follower {
  readonly response: IncomingMessage;
  readonly events: RecordedCloudEvent[];
  text(): string;
  close(): void;
}
const followers: Follower[] = [];
afterEach(() => followers.splice(0).forEach((follower) => follower.close()));

/** So that "from now on" is after all that was recorded before. */
const settled = () =>
  vi.waitFor(
    async () => {
      const [{ last }] = (await api.query('select max(position)::float8 as last from event_store.event')) as [{ last: number }];
      expect(await api.app.get(PostgresEventStore).settledPosition()).toBe(last);
    },
    { timeout: 10_000, interval: 5 },
  );

async function follow(query = '', headers: Record<string, string> = {}): Promise<Follower> {
  await settled();
  const path = `/v1/inventory/events/stream${query}`;
  const request = open({ port, path, agent: false, headers: { authorization: `Bearer ${token}`, ...headers } });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  response.setEncoding('utf8').on('error', () => {});
  let text = '';
  const events: RecordedCloudEvent[] = [];
  let seen = 0;
  response.on('data', (part: string) => {
    text += part;
    for (let end = text.indexOf('\n\n', seen); end >= 0; end = text.indexOf('\n\n', seen)) {
      const data = /^data: (.*)$/m.exec(text.slice(seen, end))?.[1];
      if (data) events.push(JSON.parse(data) as RecordedCloudEvent);
      seen = end + 2;
    }
  });
  const follower = { response, events, text: () => text, close: () => request.destroy() };
  followers.push(follower);
  return follower;
}
const until = (follower: Follower, count: number) =>
  vi.waitFor(() => expect(follower.events.length).toBe(count), { timeout: 10_000, interval: 5 });

describe('an observed version', () => {
  const observed = async (component: string, text: string, change: object = {}) => {
    const event = version('cluster-nsx-1/c001', { data: { component, version: text }, ...change });
    const { body, status } = await api
      .as('inventory-writer')
      .post('/v1/inventory/events')
      .set('content-type', 'application/cloudevents+json')
      .serialize((value: unknown) => JSON.stringify(value))
      .send(event);
    return { status, errors: (body as { errors?: object[] }).errors };
  };

  it('must be one that the published matrix can read, so that its domain can still be judged', async () => {
    const place = { pointer: '/data/version' };
    expect(await observed('vkr', 'newest')).toMatchObject({ status: 422, errors: [place] });
    expect(await observed('harbor', '2.0.0')).toMatchObject({ status: 422, errors: [place] });
    expect(await observed('nsx', '4.2.1')).toMatchObject({ status: 422, errors: [place] });
    expect(await observed('vkr', 'unknown')).toMatchObject({ status: 200 });
    expect((await get('/v1/clusters/nsx-1%2Fc001/compatibility')).status).toBe(200);
  });

  it('may be of a component from when a revision is published that has it', async () => {
    const harbor = { id: 'harbor', scope: 'cluster', versioning: 'semver' };
    const spec = { ...baseMatrix.spec, components: [...baseMatrix.spec.components, harbor] };
    const { etag } = (await get('/v1/matrix')).headers;
    await api
      .as('matrix-editor')
      .post('/v1/matrix/revisions')
      .set('if-match', etag ?? '*')
      .send({ ...baseMatrix, spec })
      .expect(201);
    expect(await observed('harbor', '2.0.0')).toMatchObject({ status: 200 });
  });
});

describe('the stream of events', () => {
  it('gives what is recorded from now on, as it is listed', async () => {
    const follower = await follow();
    const { position } = await report(
      version('cluster-nsx-1/c001'),
      version('vcenter-x', { type: 'dev.lockstep.vcenter.labels-changed.v1', data: { labels: {} } }),
    );
    await until(follower, 2);
    expect(follower.events).toEqual(await walk(`/v1/inventory/events?after=${position - 2}`));
    expect(follower.text()).toContain(`id: ${position}\nevent: dev.lockstep.vcenter.labels-changed.v1\ndata: {`);
    await api
      .as('inventory-writer')
      .put('/v1/inventory/snapshots')
      .send(fleetOf({ nsx: '9.0.1', takenAt: new Date().toISOString() }))
      .expect(200);
    await vi.waitFor(() => expect(follower.events.some(({ type }) => type === 'dev.lockstep.nsx-manager.version-observed.v1')).toBe(true));
  });

  it('goes on after the last event that a client has seen, by header or query, the header first', async () => {
    const { outcomes } = await report(...Array.from({ length: 5 }, () => version('cluster-nsx-1/c001')));
    const [, second, third] = outcomes;
    const byQuery = await follow(`?after=${second!.position}`);
    await until(byQuery, 3);
    const byHeader = await follow(`?after=${second!.position}`, { 'last-event-id': String(third!.position) });
    await until(byHeader, 2);
    expect(byHeader.events).toEqual(byQuery.events.slice(1));
    const fromStart = await follow('?after=0');
    const all = await walk('/v1/inventory/events?limit=500');
    await until(fromStart, all.length);
    expect(fromStart.events).toEqual(all);
  });

  it('gives only what is wished for', async () => {
    const [kind, subject, project] = [
      await follow('?kind=supervisor'),
      await follow('?subject=cluster-nsx-1/c001'),
      await follow('?project=shop'),
    ];
    const supervisor = version('supervisor-nsx-1-sup-a', { type: 'dev.lockstep.supervisor.labels-changed.v1', data: { labels: {} } });
    await report(version('cluster-nsx-1/c001'), supervisor, version('cluster-nsx-1/c0011'), version('cluster-nsx-1/c001'));
    await Promise.all([until(kind, 1), until(subject, 2), until(project, 2)]);
    expect(kind.events[0]!.id).toBe(supervisor.id);
    expect(project.events).toEqual(subject.events);
  });

  it('skips nothing that a slow writer commits late', async () => {
    const follower = await follow();
    const writer = api.app.get(DataSource).createQueryRunner();
    await writer.startTransaction();
    await writer.query('select pg_current_xact_id()');
    const late = version('cluster-late');
    const inWriter = new IngestEvents(new PostgresEventStore(writer.manager), () => new Date().toISOString());
    const early = version('cluster-early');
    await api
      .as('inventory-writer')
      .post('/v1/inventory/events')
      .set({ 'content-type': 'application/cloudevents+json', prefer: 'respond-async' })
      .serialize((v: unknown) => JSON.stringify(v))
      .send(early)
      .expect(200);
    await inWriter.execute([late as never], { actor: 'test' });
    expect(follower.events).toEqual([]);
    await writer.commitTransaction();
    await writer.release();
    await until(follower, 2);
    expect(follower.events.map(({ id }) => id).toSorted()).toEqual([early.id, late.id].toSorted());
    // The ids are positions, and out of order here: going on after each of them loses nothing all the same.
    const resumed = await follow(`?after=${follower.events[0]!.sequence}`);
    await until(resumed, 1);
    expect(resumed.events[0]!.id).toBe(follower.events[1]!.id);
  });

  it('refuses what it can not begin at', async () => {
    const wrong = await follow('', { 'last-event-id': 'x' });
    expect(wrong.response.statusCode).toBe(400);
    expectProblem(await get('/v1/inventory/events/stream?kind=x'), 400, 'invalid-request', ['query:/kind']);
    expectProblem(await api.as(null).get('/v1/inventory/events/stream'), 401, 'unauthenticated');
  });

  it('gives many at once the same', async () => {
    const many = await Promise.all(Array.from({ length: 15 }, () => follow()));
    const { position } = await report(version('cluster-nsx-1/c001'));
    for (const { events } of many)
      await vi.waitFor(() => expect(events.at(-1)?.sequence).toBe(String(position)), { timeout: 10_000, interval: 5 });
  });

  it('ends with a word when the process stops', async () => {
    const follower = await follow();
    await api.close();
    expect(follower.text()).toMatch(/event: error\ndata: \{.*"code":"unavailable".*\}\n\n$/);
    api = undefined as never;
  });
});
