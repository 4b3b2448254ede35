import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ApiUnderTest, expectProblem, startApiUnderTest } from './api-under-test.js';
import { inventoryEvent } from './inventory-event.js';
import { baseMatrix, fleetOf } from './worlds.js';
import { workOnPlans } from './compute-plans.js';

const PAY = '/v1/clusters/nsx-1%2Fc000';
const READS = [
  '/v1/clusters?project=pay',
  '/v1/clusters?nsxManager=nsx-1&limit=1',
  '/v1/clusters?label=env%3Dprod',
  '/v1/nsx-managers',
  '/v1/supervisors?nsxManager=nsx-1',
  '/v1/vcenters',
  PAY,
  `${PAY}/history`,
  `${PAY}/compatibility`,
  '/v1/nsx-managers/nsx-1/compatibility',
  '/v1/nsx-managers/nsx-1/blockers?target=9.1',
  '/v1/inventory/snapshots/current',
  '/v1/inventory/snapshots/current?nsxManager=nsx-1',
];
const goal = {
  apiVersion: 'lockstep/v1',
  kind: 'UpgradeGoal',
  metadata: { name: 'up' },
  spec: { targets: [{ component: 'vkr', version: '>=1.34' }], policy: { evidence: 'third-party' } },
};

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly position: string | undefined;
  readonly matrix: string | undefined;
}

let api: ApiUnderTest;
/** Position and matrix after each act, and what every read said then. */
const moments: { position: number; time: string; matrix: string; said: Map<string, Answer> }[] = [];
const get = (path: string) => api.as('viewer').get(path);
const at = (path: string, query: string) => `${path}${path.includes('?') ? '&' : '?'}${query}`;

async function ask(path: string): Promise<Answer> {
  const { status, text, headers } = await get(path);
  return { status, text, position: headers['lockstep-position'], matrix: headers['lockstep-matrix'] };
}

async function act(what: () => Promise<unknown>): Promise<void> {
  await what();
  const [newest] = await api.query<{ position: string; time: string }>(
    `select position::text, to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as time
     from event_store.event order by event.position desc limit 1`,
  );
  await vi.waitFor(async () => expect((await get('/v1/clusters')).headers['lockstep-position']).toBe(newest!.position), 10_000);
  const said = new Map<string, Answer>();
  for (const path of READS) said.set(path, await ask(path));
  moments.push({ position: Number(newest!.position), time: newest!.time, matrix: said.get(`${PAY}/compatibility`)!.matrix ?? '', said });
}

beforeAll(async () => {
  api = await startApiUnderTest();
  const publish = (matrix: object) => api.as('matrix-editor').post('/v1/matrix/revisions').send(matrix).expect(201);
  const put = (world: object) => api.as('inventory-writer').put('/v1/inventory/snapshots').send(world).expect(200);
  const report = (change: object) =>
    api
      .as('inventory-writer')
      .post('/v1/inventory/events')
      .set('content-type', 'application/cloudevents+json')
      .send(JSON.stringify(inventoryEvent(change)))
      .expect(200);
  await publish(baseMatrix);
  await act(() => put(fleetOf({ clusters: 3 })));
  await act(() => put(fleetOf({ takenAt: '2026-11-20T07:00:00Z', clusters: 3, nsx: '9.0.1' })));
  await act(() => report({ subject: 'cluster-nsx-1/c000', time: '2026-11-20T07:30:00Z' }));
  await act(() => publish({ ...baseMatrix, spec: { ...baseMatrix.spec, statements: baseMatrix.spec.statements.slice(1) } }));
  await act(() =>
    report({
      id: '2',
      subject: 'cluster-nsx-1/c000',
      type: 'dev.lockstep.cluster.health-observed.v1',
      data: { layer: 'realization', verdict: 'failing', evidence: ['intent is not realized'] },
      time: '2026-11-20T07:40:00Z',
    }),
  );
  await act(() =>
    report({ id: '3', subject: 'cluster-nsx-1/c000', time: '2026-11-20T06:59:00Z', data: { component: 'vkr', version: 'v1.32.0' } }),
  );
  await act(() => put(fleetOf({ takenAt: '2026-11-20T08:00:00Z', clusters: 1 })));
  await act(() => put(fleetOf({ takenAt: '2026-11-20T08:00:00Z', manager: 'nsx-2', clusters: 2 })));
});
afterAll(() => api?.close());

describe('a position of the record', () => {
  it('is answered as it was when it was the newest, by number and by time, and again', async () => {
    for (const { position, time, said } of moments)
      for (const [path, then] of said)
        for (const query of [`position=${position}`, `asOf=${time}`]) {
          const now = await ask(at(path, query));
          expect({ path, query, status: now.status, text: now.text }).toEqual({ path, query, status: then.status, text: then.text });
          if (now.status === 200) expect(now.position).toBe(String(position));
          expect(now.matrix).toBe(then.matrix);
        }
  });

  it('before the first event has no fleet and no matrix', async () => {
    expect((await get('/v1/clusters?position=0').expect(200)).body.items).toEqual([]);
    expectProblem(await get(`${PAY}?position=0`), 404, 'not-found');
    expectProblem(await get('/v1/inventory/snapshots/current?asOf=2020-01-01T00:00:00Z'), 404, 'not-found');
  });

  it('is judged by the matrix known then, or by another one that is named', async () => {
    const [first, later] = [moments[0]!, moments.at(-1)!];
    expect(later.matrix).not.toBe(first.matrix);
    const judged = await get(at(`${PAY}/compatibility`, `position=${first.position}&matrix=${later.matrix}`)).expect(200);
    expect(judged.headers['lockstep-matrix']).toBe(later.matrix);
    expect(judged.body.matrix).toBe(later.matrix);
    expect(judged.text).not.toBe(first.said.get(`${PAY}/compatibility`)!.text);
    expectProblem(await get(`/v1/clusters?matrix=sha256:${'0'.repeat(64)}`), 404, 'not-found');
  });

  it('that is not settled is refused, and may be asked for again', async () => {
    for (const query of ['position=999999999', 'asOf=2999-01-01T00:00:00Z']) {
      const response = await get(`/v1/clusters?${query}`);
      expectProblem(response, 409, 'not-settled');
      expect(response.headers['retry-after']).toBe('1');
    }
  });

  it.each([
    'position=1&asOf=2026-11-20T06:00:00Z',
    'position=-1',
    'position=1.5',
    'position=x',
    'asOf=yesterday',
    'asOf=2026-11-20',
    'matrix=x',
  ])('makes no sense as %s', async (query) => expectProblem(await get(`/v1/clusters?${query}`), 400, 'invalid-request'));

  it('is planned to the same digest as then', async () => {
    await workOnPlans(api.app);
    const plan = (path: string) => api.as('planner').post(path).set('prefer', 'wait=20').send({ goal, domain: 'nsx-2' }).expect(200);
    const then = (await plan('/v1/plans')).body;
    await api
      .as('inventory-writer')
      .put('/v1/inventory/snapshots')
      .send(fleetOf({ takenAt: '2026-11-20T09:00:00Z', manager: 'nsx-2', clusters: 5, nsx: '9.0.1' }))
      .expect(200);
    expect((await plan('/v1/plans')).body.inputs.fleet).not.toBe(then.inputs.fleet);
    const again = (await plan(`/v1/plans?position=${then.inputs.position}&matrix=${then.inputs.matrix}`)).body;
    expect({ digest: again.digest, inputs: again.inputs }).toEqual({ digest: then.digest, inputs: then.inputs });
  });
});

describe('the history of a node', () => {
  it('tells who reported what, when it was true and when it was recorded, and what it changed', async () => {
    const { items } = (await get(`${PAY}/history`).expect(200)).body;
    expect(items.map(({ type, effect }: { type: string; effect: string }) => [type.split('.')[3], effect])).toEqual([
      ['version-observed', 'applied'],
      ['version-observed', 'late'],
      ['health-observed', 'applied'],
      ['version-observed', 'applied'],
      ['labels-changed', 'applied'],
      ['version-observed', 'applied'],
      ['registered', 'applied'],
    ]);
    expect(items[2]).toMatchObject({
      data: { layer: 'realization', verdict: 'failing' },
      changes: [{ fact: 'health.realization', before: null, after: { verdict: 'failing', evidence: ['intent is not realized'] } }],
      observedAt: '2026-11-20T07:40:00.000000Z',
      actor: expect.stringMatching(/^token:/),
      causationId: null,
    });
    expect(items[1].changes).toEqual([]);
    expect(items[0]).toMatchObject({
      causationId: expect.stringMatching(/^scan-/),
      changes: [{ fact: 'versions.vkr', before: 'v1.34.1+vmware.1', after: 'v1.33.1+vmware.1' }],
    });
  });

  it('comes in pages, and also for a node that is gone', async () => {
    const path = '/v1/clusters/nsx-1%2Fc002/history?limit=3';
    const first = await get(path).expect(200);
    expect(first.body.items[0].changes).toContainEqual({ fact: 'presence', before: 'registered', after: 'decommissioned' });
    const second = await get(at(path, `cursor=${first.body.page.next}`)).expect(200);
    expect(second.body.page.next).toBeNull();
    const versions = [...first.body.items, ...second.body.items].map(({ version }: { version: number }) => version);
    expect(versions).toEqual([4, 3, 2, 1]);
    expectProblem(await get('/v1/clusters/nobody/history'), 404, 'not-found');
  });
});

describe('a cluster', () => {
  it('shows its health by layer, and names the layer to look at', async () => {
    const { body } = await get(PAY).expect(200);
    expect(body.health).toEqual({
      verdict: 'failing',
      layer: 'realization',
      layers: [
        { layer: 'realization', verdict: 'failing', evidence: ['intent is not realized'], observedAt: '2026-11-20T07:40:00.000000Z' },
      ],
    });
    expect(body.lostSight).toBeNull();
  });
});
