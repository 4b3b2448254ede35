import { parse, stringify } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, expectProblem, startApiUnderTest } from '../../test/api-under-test.js';
import { baseMatrix, fleetOf } from '../../test/worlds.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApiUnderTest();
});
afterAll(() => api?.close());

type World = ReturnType<typeof fleetOf>;
type Page = { items: { id: string }[]; page: { next: string | null } };
const put = (body: object) => api.as('inventory-writer').put('/v1/inventory/snapshots').send(body);
const putText = (text: string | Buffer, type = 'application/yaml') =>
  api
    .as('inventory-writer')
    .put('/v1/inventory/snapshots')
    .set('content-type', type)
    .serialize((body: unknown) => body as string)
    .send(text);
const get = (path: string) => api.as('viewer').get(path);
const withSpec = (world: World, change: object) => ({ ...world, spec: { ...world.spec, ...change } });
const idsOf = async (path: string) => ((await get(path)).body as Page).items.map(({ id }) => id);
/** Every page of a list. */
const walk = async (path: string, between: () => Promise<unknown> = async () => {}) => {
  const ids: string[] = [];
  for (let next: string | undefined = path; next !== undefined;) {
    const response: Awaited<ReturnType<typeof get>> = await get(next);
    ids.push(...(response.body as Page).items.map(({ id }) => id));
    await between();
    next = /^<([^>]+)>; rel="next"$/.exec(response.headers['link'] ?? '')?.[1];
  }
  return ids;
};

describe('without a matrix', () => {
  it('a snapshot can not be read, and nothing is written', async () => {
    expectProblem(await put(fleetOf()), 409, 'conflict');
    expect(await api.countEvents()).toBe(0);
  });
});

describe('with a matrix', () => {
  beforeAll(async () => {
    await api.as('matrix-editor').post('/v1/matrix/revisions').send(baseMatrix).expect(201);
  });

  it('says that nothing was observed yet', async () => {
    expectProblem(await get('/v1/inventory/snapshots/current'), 404, 'not-found');
    expect((await get('/v1/clusters')).body).toEqual({ items: [], page: { limit: 100, next: null } });
  });

  it('records a snapshot as events, once', async () => {
    const first = await put(fleetOf());
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({
      outcome: 'recorded',
      takenAt: '2026-11-20T06:00:00.000Z',
      nsxManagers: ['nsx-1'],
      late: [],
      counts: { registered: 5, events: 10 },
    });
    expect(first.headers['lockstep-position']).toBe(String(first.body.position));
    const events = await api.countEvents();
    const again = await putText(stringify(fleetOf()));
    expect(again.body).toEqual({ ...first.body, outcome: 'unchanged' });
    expect(await api.countEvents()).toBe(events);
  });

  it('reads back what was put, as JSON and YAML', async () => {
    const json = await get('/v1/inventory/snapshots/current');
    expect(json.body.spec.clusters[0]).toMatchObject({ ...fleetOf().spec.clusters[0], cni: 'antrea', adapter: 'enabled' });
    expect(json.body.metadata).toEqual({ name: 'fleet', takenAt: '2026-11-20T06:00:00.000Z' });
    const yaml = await get('/v1/inventory/snapshots/current?nsxManager=nsx-1').set('accept', 'application/yaml').buffer();
    expect(parse(yaml.text).spec).toEqual(json.body.spec);
    expectProblem(await get('/v1/inventory/snapshots/current?nsxManager=nsx-9'), 404, 'not-found');
  });

  it('reads a cluster whose id has a slash, with an ETag that changes with it alone', async () => {
    const first = await get('/v1/clusters/nsx-1%2Fc000');
    expect(first.body).toMatchObject({
      id: 'nsx-1/c000',
      nsxManager: 'nsx-1',
      supervisor: 'nsx-1-sup-a',
      project: 'pay',
      cni: 'antrea',
      labels: { env: 'prod', 'a=b': 'c=d' },
    });
    expect((await get('/v1/clusters/nsx-1%2Fc000').set('if-none-match', first.headers['etag']!)).status).toBe(304);
    const world = fleetOf({ takenAt: '2026-11-20T07:00:00Z' });
    world.spec.clusters[0]!.versions.vkr = 'v1.34.1+vmware.1';
    expect((await put(world)).body.counts).toMatchObject({ changed: 1, unchanged: 4, events: 1 });
    const second = await get('/v1/clusters/nsx-1%2Fc000').set('if-none-match', first.headers['etag']!);
    expect([second.status, second.body.versions]).toEqual([200, { vkr: 'v1.34.1+vmware.1' }]);
    expectProblem(await get('/v1/clusters/nsx-1%2Fc999'), 404, 'not-found');
    expectProblem(await get('/v1/clusters/%00'), 400, 'invalid-request', ['path:/id']);
  });

  it('does not turn back for an older snapshot', async () => {
    const outcome = (await put(fleetOf({ takenAt: '2026-11-19T06:00:00Z', clusters: 1, nsx: '3.2' }))).body;
    expect(outcome).toMatchObject({ outcome: 'recorded', late: ['nsx-1'], counts: { decommissioned: 0, late: 4, events: 2 } });
    expect((await get('/v1/nsx-managers/nsx-1')).body.versions).toEqual({ nsx: '4.2.1' });
    expect(await idsOf('/v1/clusters')).toEqual(['nsx-1/c000', 'nsx-1/c001']);
  });

  it('lists each kind of node with what it hangs on', async () => {
    const vcenters = withSpec(fleetOf({ manager: 'nsx-v', clusters: 0 }), {
      vcenters: [{ id: 'vc-v', nsxManager: 'nsx-v' }],
      supervisors: [{ id: 'sup-v', vcenter: 'vc-v' }],
      ipBlocks: [{ id: 'block-1', nsxManager: 'nsx-v', cidr: '10.0.0.0/16', available: 100 }],
    });
    expect((await put(vcenters)).status).toBe(200);
    expect((await get('/v1/nsx-managers/nsx-v')).body).toMatchObject({ id: 'nsx-v', ipBlocks: [{ id: 'block-1', available: 100 }] });
    expect((await get('/v1/vcenters?nsxManager=nsx-v')).body.items).toEqual([expect.objectContaining({ id: 'vc-v', nsxManager: 'nsx-v' })]);
    expect((await get('/v1/supervisors/sup-v')).body).toMatchObject({ vcenter: 'vc-v', nsxManager: 'nsx-v' });
    expect(await idsOf('/v1/nsx-managers')).toEqual(['nsx-1', 'nsx-v']);
  });

  it('decommissions what a newer snapshot of its NSX manager no longer has, and that alone', async () => {
    expect((await put(fleetOf({ takenAt: '2026-11-20T08:00:00Z', clusters: 1 }))).body.counts).toMatchObject({ decommissioned: 1 });
    expectProblem(await get('/v1/clusters/nsx-1%2Fc001'), 404, 'not-found');
    expect((await get('/v1/supervisors/sup-v')).status).toBe(200);
  });

  it.each<[string, (world: World) => object, number, string[]]>([
    [
      'a cluster under a Supervisor that is not there',
      (w) => withSpec(w, { clusters: [{ id: 'x', supervisor: 'gone' }] }),
      422,
      ['/spec/clusters/0/supervisor'],
    ],
    ['a Supervisor under nothing', (w) => withSpec(w, { supervisors: [{ id: 'x' }], clusters: [] }), 422, ['/spec/supervisors/0']],
    [
      'a Supervisor that hangs on itself',
      (w) => withSpec(w, { supervisors: [{ id: 'x', vcenter: 'x' }], clusters: [] }),
      422,
      ['/spec/supervisors/0/vcenter'],
    ],
    ['duplicate ids', (w) => withSpec(w, { clusters: [w.spec.clusters[0], w.spec.clusters[0]] }), 422, ['/spec/clusters/1/id']],
    [
      'an id that a node of another kind has elsewhere',
      (w) => withSpec(w, { clusters: [{ id: 'vc-v', supervisor: 'nsx-1-sup-a' }] }),
      422,
      ['/spec/clusters/0/id'],
    ],
    [
      'an unparsable version',
      (w) => withSpec(w, { nsxManagers: [{ id: 'nsx-1', versions: { nsx: 'four' } }] }),
      422,
      ['/spec/nsxManagers/0/versions/nsx'],
    ],
    [
      'a component the matrix does not know',
      (w) => withSpec(w, { nsxManagers: [{ id: 'nsx-1', versions: { esx: '8' } }] }),
      422,
      ['/spec/nsxManagers/0/versions/esx'],
    ],
    [
      'a component at the wrong node',
      (w) => withSpec(w, { nsxManagers: [{ id: 'nsx-1', versions: { vkr: 'v1.33.1' } }] }),
      422,
      ['/spec/nsxManagers/0/versions/vkr'],
    ],
    ['no NSX manager', (w) => withSpec(w, { nsxManagers: [], supervisors: [], clusters: [] }), 422, ['/spec/nsxManagers']],
    ['an unknown field', (w) => withSpec(w, { cluster: [] }), 400, ['/spec/cluster']],
    [
      'a version that is a number',
      (w) => withSpec(w, { nsxManagers: [{ id: 'nsx-1', versions: { nsx: 4.2 } }] }),
      400,
      ['/spec/nsxManagers/0/versions/nsx'],
    ],
    ['a time that is none', (w) => ({ ...w, metadata: { name: 'x', takenAt: 'yesterday' } }), 400, ['/metadata/takenAt']],
    ['another document', () => baseMatrix, 400, ['/kind']],
  ])('refuses %s with the place, and writes nothing', async (_name, change, status, pointers) => {
    const before = await api.countEvents();
    const response = await put(change(fleetOf({ takenAt: '2026-11-21T06:00:00Z' })));
    expect(response.body.status).toBe(status);
    expect(response.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(expect.arrayContaining(pointers));
    expect(await api.countEvents()).toBe(before);
  });

  it.each<[string, object]>([
    ['half a surrogate pair in an id', { nsxManagers: [{ id: 'nsx-\ud800' }], supervisors: [], clusters: [] }],
    ['a NUL in a label', { supervisors: [{ id: 's', nsxManager: 'nsx-1', labels: { env: 'a\0b' } }], clusters: [] }],
    ['a NUL in the name of a label', { supervisors: [{ id: 's', nsxManager: 'nsx-1', labels: { 'a\0b': 'x' } }], clusters: [] }],
  ])('refuses %s', async (_name, change) => {
    const response = await put(withSpec(fleetOf(), change));
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
  });

  it('refuses several documents at once, bodies that can not be read and bodies of another type', async () => {
    expectProblem(await putText(`${stringify(fleetOf())}---\n${stringify(fleetOf())}`), 400, 'invalid-request');
    expectProblem(await putText('spec: [1'), 400, 'malformed-request');
    expectProblem(await putText(Buffer.from([0xff, 0xfe])), 400, 'malformed-request');
    expectProblem(await putText('x', 'text/html'), 415, 'unsupported-media-type');
  });

  describe('with 250 clusters', () => {
    beforeAll(async () => {
      await put(fleetOf({ manager: 'nsx-many', clusters: 250 })).expect(200);
    });

    it('pages through all of them once, in the order of ids, while others appear and vanish', async () => {
      let minute = 0;
      const ids = await walk('/v1/clusters?limit=40&nsxManager=nsx-many', async () => {
        const world = fleetOf({ manager: 'nsx-many', clusters: 250, takenAt: `2026-11-20T09:0${minute++}:00Z` });
        world.spec.clusters.push({ ...world.spec.clusters[0]!, id: 'nsx-many/a-new-one' });
        await put(world);
      });
      expect(ids).toEqual(Array.from({ length: 250 }, (_, index) => `nsx-many/c${String(index).padStart(3, '0')}`));
    });

    it.each([
      ['project=pay&nsxManager=nsx-many', 126],
      ['supervisor=nsx-many-sup-b', 125],
      ['label=env=prod&nsxManager=nsx-many', 85],
      ['label=env=prod&label=a=b%3Dc%3Dd', 0],
      ['project=nobody', 0],
    ])('filters by %s', async (query, count) => expect(await walk(`/v1/clusters?limit=100&${query}`)).toHaveLength(count));

    it.each([
      'limit=501',
      'cursor=%00',
      'cursor=bm8',
      'label=env',
      'label==x',
      'project=',
      'project=%00',
      'colour=red',
      'supervisor=a&supervisor=b',
    ])('refuses the query %s', async (query) => expectProblem(await get(`/v1/clusters?${query}`), 400, 'invalid-request'));
  });

  it('records two snapshots that come at once one after the other', async () => {
    const [a, b] = await Promise.all([
      put(fleetOf({ manager: 'nsx-r', takenAt: '2026-11-20T06:00:00Z', clusters: 3 })),
      put(fleetOf({ manager: 'nsx-r', takenAt: '2026-11-20T06:00:01Z', clusters: 2 })),
    ]);
    expect([a.status, b.status]).toEqual([200, 200]);
    expect(await idsOf('/v1/clusters?nsxManager=nsx-r')).toEqual(['nsx-r/c000', 'nsx-r/c001']);
    const rows = await api.query<{ count: string }>(
      `select count(*) from event_store.event where type = 'ClusterRegistered' and stream = 'cluster-nsx-r/c000'`,
    );
    expect(rows).toEqual([{ count: '1' }]);
  });
});

describe('what a VKr brings along', () => {
  it('is told as the word of the matrix, and what was observed as that alone', async () => {
    const world = fleetOf({ manager: 'nsx-b', clusters: 5 });
    const clusters: object[] = world.spec.clusters;
    Object.assign(clusters[1]!, { versions: { vkr: 'v1.33.1+vmware.1', antrea: '2.2.0', 'antrea-nsx-adapter': '1.2.0' } });
    Object.assign(clusters[2]!, { versions: { vkr: 'v1.33.1+vmware.1', 'antrea-nsx-adapter': 'unknown' } });
    Object.assign(clusters[3]!, { adapter: 'disabled' });
    Object.assign(clusters[4]!, { versions: { vkr: 'v1.35.0+vmware.1' } });
    const { position } = (await put(world)).body as { position: number };
    type Told = { versions: object; bundled?: object };
    const told = (await get('/v1/clusters?nsxManager=nsx-b')).body.items as Told[];
    const matrix = (await get('/v1/matrix')).body.digest as string;
    expect(told.map(({ bundled }) => bundled)).toEqual([
      { matrix, versions: { antrea: '2.3.0', 'antrea-nsx-adapter': '1.3.0' } },
      undefined,
      { matrix, versions: { antrea: '2.3.0' } },
      { matrix, versions: { antrea: '2.3.0' } },
      undefined,
    ]);
    expect(told[0]!.versions).toEqual({ vkr: 'v1.33.1+vmware.1' });
    const one = await get(`/v1/clusters/nsx-b%2Fc000?position=${position}`);
    expect([one.body.bundled, one.headers['lockstep-matrix']]).toEqual([told[0]!.bundled, matrix]);
  });
});
