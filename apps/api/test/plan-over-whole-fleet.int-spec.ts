import { ProjectionRunner } from '@lockstep/event-store/postgres';
import { fleet, goal, matrix, validated } from '@lockstep/testing/builders';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ApiUnderTest, expectProblem, startApiUnderTest } from './api-under-test.js';

const CLUSTERS = 1_500;
const revision = matrix({
  releases: { nsx: ['4.2.1.0', '9.0.1.0'], vkr: ['v1.33.1', 'v1.34.1'] },
  statements: [validated('vkr >=1.33 <1.34', 'nsx 4.2'), validated('vkr >=1.34 <1.35', 'nsx >=4.2 <9.1')],
});
const world = (prefix: string) =>
  fleet({
    nsxManagers: { fra: { nsx: '4.2.1.0' } },
    clusters: Object.fromEntries(Array.from({ length: CLUSTERS }, (_, index) => [`${prefix}-${index}`, { vkr: 'v1.33.1' }])),
    takenAt: new Date().toISOString(),
  });
const order = { goal: goal({ targets: ['nsx 9.0.1.0'] }), domain: 'fra' };

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApiUnderTest();
  await api.as('matrix-editor').post('/v1/matrix/revisions').send(revision.document).expect(201);
  await api.as('inventory-writer').put('/v1/inventory/snapshots').send(world('old')).expect(200);
});
afterAll(() => api.close());

/** The rows of the fleet are behind whatever anybody waits for. */
const lag = () => {
  const runner = api.app.get(ProjectionRunner);
  return vi.spyOn(runner, 'catchUp').mockResolvedValue('stalled');
};

describe('a plan that is asked for right after a large snapshot', () => {
  it('is over the whole of it', async () => {
    const recorded = await api.as('inventory-writer').put('/v1/inventory/snapshots').send(world('new')).expect(200);
    const answer = await api.as('planner').post('/v1/plans').send(order).expect(202);
    const { position } = recorded.body as { position: number };
    expect(Number(answer.headers['lockstep-position'])).toBeGreaterThanOrEqual(position);
    const [kept] = await api.query<{ clusters: number; old: number }>(
      `select jsonb_array_length(document::jsonb #> '{spec,clusters}') as clusters, (document::text like '%"old-%')::int as old from lockstep.plan_document
       where kind = 'fleet'`,
    );
    expect(kept).toEqual({ clusters: CLUSTERS, old: 0 });
  });

  it('is refused for now, and nothing recorded, while the rows of the fleet do not come', async () => {
    const lagging = lag();
    const before = await api.countEvents();
    const answer = await api.as('planner').post('/v1/plans').send(order);
    lagging.mockRestore();
    expectProblem(answer, 503, 'unavailable');
    expect(answer.headers['retry-after']).toBe('5');
    expect(await api.countEvents()).toBe(before);
    await api.as('planner').post('/v1/plans').send(order).expect(202);
  });
});

describe('the present fleet as one answer', () => {
  it('is never half of a snapshot that is being recorded', async () => {
    const put = api.as('inventory-writer').put('/v1/inventory/snapshots').send(world('newer'));
    const recording = new AbortController();
    const recorded = put.expect(200).then(() => recording.abort());
    const seen = new Set<string>();
    while (!recording.signal.aborted) {
      const { body } = await api.as('viewer').get('/v1/inventory/snapshots/current').expect(200);
      const clusters = (body as { spec: { clusters: { id: string }[] } }).spec.clusters.map(({ id }) => id.split('-')[0]!);
      seen.add(`${clusters.length} ${[...new Set(clusters)].join()}`);
    }
    await recorded;
    expect([...seen].filter((one) => !/^1500 (old|new|newer)$/.test(one))).toEqual([]);
  });

  it.each([
    '/v1/inventory/snapshots/current',
    '/v1/nsx-managers/fra/compatibility',
    '/v1/nsx-managers/fra/blockers?target=9.0',
    '/v1/clusters/newer-1/compatibility',
    '/v1/clusters/newer-1/capacity?together=newer-2',
  ])('is refused for now in %s while the rows of the fleet do not come', async (path) => {
    await api.as('viewer').get(path).expect(200);
    const lagging = lag();
    const answer = await api.as('viewer').get(path);
    lagging.mockRestore();
    expectProblem(answer, 503, 'unavailable');
    expect(answer.headers['retry-after']).toBe('5');
  });
});
