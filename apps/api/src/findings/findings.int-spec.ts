import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, expectProblem, startApiUnderTest } from '../../test/api-under-test.js';
import { baseMatrix, fleetOf, LAST_DAY, withoutAdapter13 } from '../../test/worlds.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApiUnderTest();
});
afterAll(() => api?.close());

const get = (path: string) => api.as('viewer').get(path);
const record = (world: Parameters<typeof fleetOf>[0]) => api.as('inventory-writer').put('/v1/inventory/snapshots').send(fleetOf(world));
/** After the findings follow the record up to there. */
async function publish(body: object): Promise<void> {
  const { headers } = await api.as('matrix-editor').post('/v1/matrix/revisions').send(body);
  const reached = async () => Number((await get('/v1/findings')).headers['lockstep-position']);
  await expect.poll(reached, { timeout: 5_000 }).toBeGreaterThanOrEqual(Number(headers['lockstep-position']));
}
const exposures = async (query = '') => (await get(`/v1/findings?kind=exposure${query}`)).body.items;

describe('findings', () => {
  let before: string;
  let id: string;

  it('are none while every pairing is inside its window', async () => {
    await publish(baseMatrix);
    const recorded = await record({ clusters: 4 });
    before = recorded.headers['lockstep-position']!;
    expect(await exposures()).toEqual([]);
  });

  it('tell once for all clusters of an NSX manager what falls out of its window', async () => {
    await publish([baseMatrix, withoutAdapter13]);
    await record({ clusters: 4, takenAt: '2026-11-21T06:00:00Z' });
    const items = await exposures();
    expect(items).toMatchObject([
      {
        kind: 'exposure',
        state: 'open',
        severity: 'high',
        title: '4 clusters under NSX manager nsx-1 run antrea-nsx-adapter 1.3.0 with nsx 4.2.1, and no statement covers the pair.',
        nsxManager: 'nsx-1',
        about: { between: ['antrea-nsx-adapter', 'nsx'], versions: ['1.3.0', '4.2.1'] },
        verdict: 'unknown',
        statement: null,
        subjects: { kind: 'cluster', count: 4 },
        lastSeen: null,
        acknowledgement: null,
      },
    ]);
    ({ id } = items[0]);
    expect((await get(`/v1/findings/${id}`)).body).toEqual(items[0]);
  });

  it('list the nodes they are about, page by page', async () => {
    const first = await get(`/v1/findings/${id}/subjects?limit=3`);
    expect(first.body.items.map((node: { id: string }) => node.id)).toEqual(['nsx-1/c000', 'nsx-1/c001', 'nsx-1/c002']);
    const second = await get(`/v1/findings/${id}/subjects?limit=3&cursor=${first.body.page.next}`);
    expect(second.body).toMatchObject({ items: [{ kind: 'cluster', id: 'nsx-1/c003', project: 'shop' }], page: { next: null } });
  });

  it('count the nodes of one Supervisor or Project alone', async () => {
    expect(await exposures('&project=pay')).toMatchObject([{ id, subjects: { count: 2 } }]);
    expect(await exposures('&supervisor=nsx-1-sup-b')).toMatchObject([{ id, subjects: { count: 2 } }]);
    expect(await exposures('&project=nobody')).toEqual([]);
    expect((await get(`/v1/findings/${id}/subjects?project=pay`)).body.items).toHaveLength(2);
  });

  it('are at a position what they were then, and by another matrix what they would be', async () => {
    expect((await get(`/v1/findings?kind=exposure&position=${before}`)).body.items).toEqual([]);
    const { digest } = (await get('/v1/matrix')).body;
    const anew = await get(`/v1/findings?kind=exposure&position=${before}&matrix=${digest}`);
    expect(anew.body.items).toMatchObject([{ id, subjects: { count: 4 } }]);
    expect(anew.headers).toMatchObject({ 'lockstep-position': before, 'lockstep-matrix': digest });
  });

  it('are acknowledged by whom, why and until when, on the state that was looked at', async () => {
    const acknowledge = (body: object) => api.as('operator').post(`/v1/findings/${id}/acknowledgements`).send(body);
    expectProblem(await acknowledge({ reason: 'soak test runs' }), 428, 'precondition-required');
    const { etag } = (await get(`/v1/findings/${id}`)).headers;
    expectProblem(
      await acknowledge({ reason: 'soak test runs', until: '2020-01-01T00:00:00Z' }).set('if-match', etag!),
      422,
      'unprocessable',
      ['/until'],
    );
    const done = await acknowledge({ reason: 'soak test runs', until: '2999-01-01T00:00:00Z' }).set('if-match', etag!);
    expect(done.status).toBe(201);
    expect(done.body).toMatchObject({
      state: 'acknowledged',
      acknowledgement: { reason: 'soak test runs', until: '2999-01-01T00:00:00Z' },
    });
    expectProblem(await acknowledge({ reason: 'again' }).set('if-match', etag!), 412, 'precondition-failed');
    expect(await exposures('&state=open')).toEqual([]);
    expect(await exposures('&state=acknowledged')).toMatchObject([{ id }]);
    expectProblem(await api.as('viewer').post(`/v1/findings/${id}/acknowledgements`).send({ reason: 'x' }), 403, 'forbidden');
  });

  it('are acknowledged once by an order that is sent again because its answer got lost', async () => {
    const { etag } = (await get(`/v1/findings/${id}`)).headers;
    const acknowledge = (reason: string) =>
      api
        .as('operator')
        .post(`/v1/findings/${id}/acknowledgements`)
        .set({ 'if-match': etag!, 'idempotency-key': 'lost' })
        .send({ reason, until: '2999-01-01T00:00:00Z' });
    const first = await acknowledge('soak test runs');
    expect(first.status).toBe(201);
    await api.app.get(DataSource).query(`delete from lockstep.idempotent_request where key = 'lost'`);
    expectProblem(await acknowledge('something else'), 412, 'precondition-failed');
    const again = await acknowledge('soak test runs');
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(again.headers).toMatchObject({ etag: first.headers['etag'], 'lockstep-position': first.headers['lockstep-position'] });
  });

  it('close with the fault, and are open again without the acknowledgement when it comes back', async () => {
    await publish(baseMatrix);
    await record({ clusters: 4, takenAt: '2026-11-22T06:00:00Z' });
    expect(await exposures()).toEqual([]);
    expect(await exposures('&state=closed')).toMatchObject([
      { id, state: 'closed', subjects: { count: 0 }, acknowledgement: { reason: 'soak test runs' } },
    ]);
    expect((await get(`/v1/findings/${id}`)).body.lastSeen).toMatchObject({ position: expect.any(Number) });
    await publish([baseMatrix, withoutAdapter13]);
    await record({ clusters: 4, takenAt: '2026-11-22T07:00:00Z' });
    const [again] = await exposures();
    expect(again).toMatchObject({ id, state: 'open', acknowledgement: null });
    expect(again.opened.position).toBeGreaterThan(again.firstSeen.position);
  });

  it('look ahead as far as they are asked to', async () => {
    await publish(baseMatrix);
    const ending = async (days: number) =>
      (await get(`/v1/findings?kind=stale-evidence&withinDays=${days}&staleAfterDays=3650`)).body.items;
    expect(await ending(0)).toEqual([]);
    expect(await ending(3650)).toMatchObject([
      {
        kind: 'stale-evidence',
        severity: 'low',
        about: { statement: 'a13', expires: LAST_DAY },
        sources: [{ id: 'lab' }],
        subjects: { kind: 'cluster', count: 4 },
        firstSeen: null,
      },
    ]);
  });

  it('are read by their id however far ahead they were found', async () => {
    const [found] = (await get('/v1/findings?kind=stale-evidence&withinDays=3650&staleAfterDays=3650')).body.items;
    expect((await get(`/v1/findings/${found.id}?withinDays=0`)).body).toEqual(found);
    expect((await get(`/v1/findings/${found.id}/subjects`)).body.items).toHaveLength(4);
  });

  it('refuse what makes no sense', async () => {
    expectProblem(await get('/v1/findings?kind=nonsense'), 400, 'invalid-request');
    expectProblem(await get(`/v1/findings/${'0'.repeat(32)}`), 404, 'not-found');
    expectProblem(await get('/v1/findings/short'), 400, 'invalid-request');
    expectProblem(await get('/v1/findings?cursor=bm9uc2Vuc2U'), 400, 'invalid-request');
  });
});
