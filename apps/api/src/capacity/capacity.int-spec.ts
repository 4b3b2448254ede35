import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, expectProblem, startApiUnderTest } from '../../test/api-under-test.js';
import { inventoryEvent } from '../../test/inventory-event.js';
import { baseMatrix, fleetOf } from '../../test/worlds.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApiUnderTest();
  await api.as('matrix-editor').post('/v1/matrix/revisions').send(baseMatrix).expect(201);
  // What is old does not count.
  const fleet = fleetOf({ clusters: 3, takenAt: new Date().toISOString() });
  const ipBlocks = [{ id: 'pool', nsxManager: 'nsx-1', cidr: '10.20.0.0/16', available: 600 }];
  await api
    .as('inventory-writer')
    .put('/v1/inventory/snapshots')
    .send({ ...fleet, spec: { ...fleet.spec, ipBlocks } });
});
afterAll(() => api?.close());

const cluster = (index: number) => `nsx-1/c00${index}`;
const capacity = (query = '') => api.as('viewer').get(`/v1/clusters/${encodeURIComponent(cluster(0))}/capacity${query}`);
const observe = (index: number) =>
  api
    .as('inventory-writer')
    .post('/v1/inventory/events')
    .set('content-type', 'application/cloudevents+json')
    .send(
      JSON.stringify(
        inventoryEvent({
          id: `addresses-${index}`,
          type: 'dev.lockstep.cluster.addresses-observed.v1',
          subject: `cluster-${cluster(index)}`,
          time: new Date().toISOString(),
          data: { subnets: [{ id: 's', cidr: '10.20.0.0/28', free: 1 }], blocks: ['pool'], podsRoutable: true },
        }),
      ),
    );

describe('an estimate', () => {
  const ask = (body: object) => api.as('viewer').post('/v1/capacity/estimate').send(body);

  it('tells what 5 clusters of 250 pods need, and why a /23 strands them', async () => {
    const answer = await ask({ clusters: 5, podsPerCluster: 250, nodesPerCluster: 6, servicesPerCluster: 10, prefixes: [23] }).expect(200);
    expect(answer.body).toMatchObject({
      need: { pods: 1_250, nodes: 30, services: 50 },
      smallest: { prefix: 21 },
      comfortable: { prefix: 20, verdict: 'comfortable' },
      warnings: [{ warning: 'routable-pods-need-more' }],
    });
    expect(answer.body.blocks[0]).toMatchObject({
      prefix: 23,
      verdict: 'strands',
      detail: expect.stringContaining('the pods alone need 1250'),
    });
  });

  it('refuses sizes that NSX does not make, and prefixes that IPv4 does not have', async () => {
    expectProblem(await ask({ clusters: 1, podsPerCluster: 1, nodesPerCluster: 1, subnetSize: 24 }), 400, 'invalid-request', [
      '/subnetSize',
    ]);
    expectProblem(await ask({ clusters: 1, podsPerCluster: 1, nodesPerCluster: 1, prefixes: [33] }), 400, 'invalid-request', ['/prefixes']);
  });
});

describe('the addresses for a roll', () => {
  it('are unknown, and no problem, while no scan has observed any', async () => {
    const answer = await capacity().expect(200);
    expect(answer.body).toMatchObject({
      verdict: 'unknown',
      options: { pools: null, maxSurge: 1 },
      managers: [{ nsxManager: 'nsx-1', missing: [{ of: cluster(0), what: 'addresses' }] }],
    });
  });

  it('are enough for one cluster and short for two together', async () => {
    const before = (await capacity()).headers['lockstep-position']!;
    for (const index of [0, 1]) expect((await observe(index)).status).toBeLessThan(300);
    expect((await capacity('?pools=1')).body).toMatchObject({
      verdict: 'enough',
      managers: [{ clusters: [{ id: cluster(0), surgeNodes: 2, fromSubnets: 1, newSubnets: { count: 1, size: 16 }, podAddresses: 512 }] }],
    });
    const together = `together=${encodeURIComponent(cluster(1))}`;
    expect((await capacity(`?pools=1&${together}`)).body).toMatchObject({
      verdict: 'short',
      managers: [{ short: [{ blocks: ['pool'], addresses: 512 }] }],
    });
    expect((await capacity(`?pools=1&${together}&together=${encodeURIComponent(cluster(2))}`)).body.verdict).toBe('short');
    expect((await capacity(`?pools=1&position=${before}`)).body.verdict).toBe('unknown');
  });

  it('are not told of a cluster that nobody has observed', async () => {
    expectProblem(await api.as('viewer').get('/v1/clusters/none/capacity'), 404, 'not-found');
    expectProblem(await api.as(null).get('/v1/clusters/none/capacity'), 401, 'unauthenticated');
  });
});
