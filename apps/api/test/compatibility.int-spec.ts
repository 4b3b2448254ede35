import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, expectProblem, startApiUnderTest } from './api-under-test.js';
import { baseMatrix } from './worlds.js';

const vkr = (version: string) => ({ vkr: version });
/** Adapter 1.3 goes with NSX from 4.2 up to 9.0, by a statement that expires; 1.4 with 9.0 and 9.1. */
const fleet = {
  apiVersion: 'lockstep/v1',
  kind: 'FleetSnapshot',
  metadata: { name: 'fra', takenAt: '2026-11-20T06:00:00Z' },
  spec: {
    nsxManagers: [
      { id: 'fra', versions: { nsx: '4.2.1' } },
      { id: 'muc', versions: { nsx: '9.0.1' } },
    ],
    vcenters: [{ id: 'vc', nsxManager: 'fra' }],
    supervisors: [
      { id: 'sup', vcenter: 'vc' },
      { id: 'sup-muc', nsxManager: 'muc' },
    ],
    clusters: [
      { id: 'shop/a', supervisor: 'sup', project: 'shop', versions: vkr('v1.33.1+vmware.1') },
      { id: 'pay/b', supervisor: 'sup', project: 'pay', versions: vkr('v1.33.1+vmware.1') },
      { id: 'pay/early', supervisor: 'sup', project: 'pay', versions: vkr('v1.34.1+vmware.1') },
      { id: 'plain', supervisor: 'sup', cni: 'calico', adapter: 'disabled', versions: vkr('v1.33.1+vmware.1') },
      { id: 'muc/c', supervisor: 'sup-muc', versions: vkr('v1.34.1+vmware.1') },
    ],
  },
};

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApiUnderTest();
  await api.as('matrix-editor').post('/v1/matrix/revisions').send(baseMatrix).expect(201);
  await api.as('inventory-writer').put('/v1/inventory/snapshots').send(fleet).expect(200);
});
afterAll(() => api?.close());

const get = (path: string) => api.as('viewer').get(path);
const cluster = (id: string, query = '') => get(`/v1/clusters/${encodeURIComponent(id)}/compatibility${query}`);
const blockers = (manager: string, target: string, query = '') =>
  get(`/v1/nsx-managers/${manager}/blockers?target=${encodeURIComponent(target)}${query}`);

describe('the compatibility of a cluster', () => {
  it('tells each relation, and how far NSX can move before it falls out', async () => {
    const answer = await cluster('shop/a').expect(200);
    expect(answer.body).toMatchObject({
      node: 'shop/a',
      scope: 'cluster',
      inside: true,
      day: '2026-11-20',
      evidence: 'operator',
      pairings: [
        {
          component: 'antrea-nsx-adapter',
          version: '1.3.0',
          with: { component: 'nsx', version: '4.2.1' },
          count: 1,
          nodes: ['fra'],
          verdict: 'validated',
          inside: true,
          enforced: true,
          statement: 'a13',
        },
      ],
      runway: {
        nsxManager: 'fra',
        nsx: '4.2.1',
        state: 'limited',
        reach: ['9.0.1'],
        fallsOutAt: '9.1.0',
        limitedBy: [{ component: 'antrea-nsx-adapter', version: '1.3.0', nsx: '9.1.0', verdict: 'unknown', statement: null }],
      },
    });
    expect(answer.headers['lockstep-matrix']).toMatch(/^sha256:/);
    expect(Number(answer.headers['lockstep-position'])).toBeGreaterThan(0);
    expect(answer.headers['etag']).toBeDefined();
  });

  it('says of a cluster without the adapter that its side sets no limit, and of one that raced ahead that it is out', async () => {
    expect((await cluster('plain').expect(200)).body).toMatchObject({ inside: true, pairings: [], runway: { state: 'unlimited' } });
    expect((await cluster('pay/early', '?evidence=third-party').expect(200)).body).toMatchObject({
      inside: false,
      runway: { state: 'out', reach: [], limitedBy: [{ version: '1.4.0', verdict: 'unknown' }] },
    });
  });

  it('judges by the evidence floor asked for', async () => {
    expect((await cluster('shop/a', '?evidence=vendor').expect(200)).body).toMatchObject({
      evidence: 'vendor',
      inside: false,
      pairings: [{ verdict: 'unknown', inside: false }],
      runway: { state: 'out' },
    });
  });

  it('agrees for a shared node with its clusters, gathered by version', async () => {
    const { body } = await get('/v1/nsx-managers/fra/compatibility').expect(200);
    expect(body).toMatchObject({
      node: 'fra',
      scope: 'nsxManager',
      inside: false,
      runway: null,
      pairings: [
        { with: { version: '1.3.0' }, count: 2, nodes: ['pay/b', 'shop/a'], inside: true },
        { with: { version: '1.4.0' }, count: 1, nodes: ['pay/early'], inside: false },
      ],
    });
    for (const path of ['vcenters/vc', 'supervisors/sup'])
      expect((await get(`/v1/${path}/compatibility`).expect(200)).body).toMatchObject({ inside: true, pairings: [], runway: null });
  });
});

describe('who holds NSX back', () => {
  it('is told by release, version and Project', async () => {
    const { body } = await blockers('fra', '>=9.0').expect(200);
    expect(body).toMatchObject({ nsxManager: 'fra', nsx: '4.2.1', target: '>=9.0', outcome: 'open' });
    expect((body as { releases: object[] }).releases).toMatchObject([
      { release: '9.0.1', open: true, hops: { kind: 'free', via: ['9.0.1'] }, clusters: 0, causes: [] },
      {
        release: '9.1.0',
        open: false,
        hops: { kind: 'free', via: ['9.1.0'] },
        clusters: 2,
        sharedNodes: 0,
        causes: [
          {
            component: 'antrea-nsx-adapter',
            version: '1.3.0',
            scope: 'cluster',
            verdict: 'unknown',
            statement: null,
            outsideNow: false,
            count: 2,
            nodes: ['pay/b', 'shop/a'],
            projects: [
              { project: 'pay', count: 1 },
              { project: 'shop', count: 1 },
            ],
          },
        ],
      },
    ]);
  });

  it('is nobody for a target that all go along with, and is beyond for one that NSX has passed', async () => {
    expect((await blockers('fra', '9.1').expect(200)).body).toMatchObject({ outcome: 'held' });
    expect((await blockers('muc', '9.1').expect(200)).body).toMatchObject({ outcome: 'open' });
    expect((await blockers('muc', '4.2').expect(200)).body).toMatchObject({ outcome: 'beyond', releases: [] });
  });
});

describe('questions that make no sense', () => {
  it('about nodes that are not there are 404, also of another kind', async () => {
    expectProblem(await cluster('gone'), 404, 'not-found');
    for (const path of ['nsx-managers/sup', 'vcenters/fra', 'supervisors/vc'])
      expectProblem(await get(`/v1/${path}/compatibility`), 404, 'not-found');
    expectProblem(await blockers('gone', '9.1'), 404, 'not-found');
  });

  it('about a matrix that was never published are 404', async () => {
    expectProblem(await cluster('shop/a', `?matrix=sha256:${'0'.repeat(64)}`), 404, 'not-found');
  });

  it('with a target that is no range, or of no release, are 422 with the place', async () => {
    for (const target of ['^9', '>=99']) expectProblem(await blockers('fra', target), 422, 'unprocessable', ['query:/target']);
  });

  it('with a parameter left out, unknown or out of range are 400 with the place', async () => {
    expectProblem(await get('/v1/nsx-managers/fra/blockers'), 400, 'invalid-request', ['query:/target']);
    expectProblem(await cluster('shop/a', '?evidence=rumour'), 400, 'invalid-request', ['query:/evidence']);
    expectProblem(await cluster('shop/a', '?wish=1'), 400, 'invalid-request');
  });

  it('over a fleet that the matrix can not read are 409 and name what does not fit', async () => {
    const { components, releases, relations, statements, hops } = baseMatrix.spec;
    const withoutNsx = {
      ...baseMatrix,
      spec: {
        components: components.filter(({ id }) => id !== 'nsx'),
        releases: releases.filter(({ component }) => component !== 'nsx'),
        hops: hops.filter(({ component }) => component !== 'nsx'),
        relations: relations.filter(({ between }) => !between.includes('nsx')),
        statements: statements.filter(({ between }) => !('nsx' in between)),
        sources: baseMatrix.spec.sources,
      },
    };
    const published = await api.as('matrix-editor').post('/v1/matrix/revisions').send(withoutNsx).expect(201);
    const { digest } = published.body as { digest: string };
    await api.as('matrix-editor').post('/v1/matrix/revisions').send(baseMatrix);
    const answer = await cluster('shop/a', `?matrix=${digest}`);
    expectProblem(answer, 409, 'conflict');
    expect((answer.body as { detail: string }).detail).toContain('spec.nsxManagers[0].versions.nsx');
  });
});

describe('who may ask', () => {
  it('whoever holds a valid token; nobody else', async () => {
    for (const path of ['clusters/plain/compatibility', 'nsx-managers/fra/blockers?target=9.1']) {
      expectProblem(await api.as(null).get(`/v1/${path}`), 401, 'unauthenticated');
      for (const role of ['viewer', 'planner', 'approver'] as const) await api.as(role).get(`/v1/${path}`).expect(200);
    }
  });
});
