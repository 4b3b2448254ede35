import { ProjectionRunner } from '@lockstep/event-store/postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, startApiUnderTest } from '../../test/api-under-test.js';
import { baseMatrix, fleetOf, withoutAdapter13 } from '../../test/worlds.js';
import { computePlan } from '../../test/compute-plans.js';

let api: ApiUnderTest;
let plan: string;
beforeAll(async () => {
  api = await startApiUnderTest();
  await publish(baseMatrix);
  await api
    .as('inventory-writer')
    .put('/v1/inventory/snapshots')
    .send(fleetOf({ clusters: 3 }))
    .expect(200);
  plan = await computedPlan();
});
afterAll(() => api?.close());

const publish = (body: object, query = '') => api.as('matrix-editor').post(`/v1/matrix/revisions${query}`).send(body);
const get = (path: string) => api.as('viewer').get(path);

/** A plan that moves NSX to 9.0.1, on which adapter 1.3 stands by statement a13. */
async function computedPlan(): Promise<string> {
  const goal = {
    apiVersion: 'lockstep/v1',
    kind: 'UpgradeGoal',
    metadata: { name: 'nsx-9' },
    spec: { targets: [{ component: 'nsx', version: '9.0.1' }] },
  };
  const { body } = await api.as('planner').post('/v1/plans').send({ goal }).expect(202);
  expect(await computePlan(api.app, body.id)).toMatchObject({ status: 'computed' });
  await api.app.get(ProjectionRunner).catchUp('plan-premises');
  return body.id;
}

const falling = {
  clusters: { out: { count: 3, ids: ['nsx-1/c000', 'nsx-1/c001', 'nsx-1/c002'] }, in: { count: 0, ids: [] } },
  classCount: 2,
  classes: [
    { falls: 'out', kind: 'cluster', supervisor: 'nsx-1-sup-a', cni: 'antrea', versions: { vkr: 'v1.33.1+vmware.1' }, count: 2 },
    { falls: 'out', kind: 'cluster', supervisor: 'nsx-1-sup-b', count: 1 },
  ],
  findingCount: 1,
  findings: [
    {
      shift: 'opens',
      kind: 'exposure',
      severity: 'high',
      title: '3 clusters under NSX manager nsx-1 run antrea-nsx-adapter 1.3.0 with nsx 4.2.1, and no statement covers the pair.',
      before: null,
      after: { verdict: 'unknown', statement: null, count: 3 },
    },
  ],
};

describe('impact', () => {
  it('tells in a dry run what falls out of its window, and which plans lose a premise', async () => {
    const { impact } = (await publish([baseMatrix, withoutAdapter13], '?dryRun=true')).body;
    expect(impact).toMatchObject(falling);
    expect(impact.plans).toMatchObject([
      {
        plan,
        name: 'nsx-9',
        falls: true,
        lost: [
          {
            kind: 'pairing',
            versions: ['1.3.0', '4.2.1'],
            statement: 'a13',
            loss: 'falls',
            before: 'validated',
            after: 'unknown',
            steps: ['s1'],
          },
          { kind: 'pairing', versions: ['1.3.0', '9.0.1'], statement: 'a13', loss: 'falls' },
        ],
      },
    ]);
  });

  it('tells the same of a published revision, against the one before it or any other', async () => {
    const { digest, parent } = (await publish([baseMatrix, withoutAdapter13])).body;
    expect((await get(`/v1/matrix/revisions/${digest}/impact`)).body).toMatchObject({ against: parent, ...falling });
    expect((await get(`/v1/matrix/revisions/${digest}/impact?against=${digest}`)).body).toMatchObject({
      against: digest,
      findings: [],
      classes: [],
      plans: [],
    });
    const back = (await get(`/v1/matrix/revisions/${parent}/impact`)).body;
    expect(back).toMatchObject({
      against: digest,
      clusters: { in: { count: 3 } },
      findings: [{ shift: 'closes', after: null }],
      plans: [],
    });
  });

  it('lists the nodes page by page', async () => {
    const { digest } = (await get('/v1/matrix')).body;
    const first = await get(`/v1/matrix/revisions/${digest}/impact/subjects?limit=2`);
    expect(first.body.items.map(({ id }: { id: string }) => id)).toEqual(['nsx-1/c000', 'nsx-1/c001']);
    const second = await get(`/v1/matrix/revisions/${digest}/impact/subjects?limit=2&cursor=${first.body.page.next}`);
    expect(second.body).toMatchObject({ items: [{ id: 'nsx-1/c002' }], page: { next: null } });
  });

  it('leaves out plans that were withdrawn', async () => {
    const { etag } = (await get(`/v1/plans/${plan}`)).headers;
    await api.as('planner').post(`/v1/plans/${plan}/withdraw`).set('if-match', etag!).send({ reason: 'no longer wanted' }).expect(200);
    await api.app.get(ProjectionRunner).catchUp('plan-premises');
    const { digest } = (await get('/v1/matrix')).body;
    expect((await get(`/v1/matrix/revisions/${digest}/impact`)).body.plans).toEqual([]);
  });

  it('finds what of the fleet a revision can no longer read', async () => {
    const poorer = {
      ...baseMatrix,
      spec: { components: [baseMatrix.spec.components[0]], relations: [], releases: [], statements: [], hops: [], sources: [] },
    };
    const { impact } = (await publish(poorer, '?dryRun=true')).body;
    expect(impact.findings.map(({ shift, title }: { shift: string; title: string }) => `${shift}: ${title}`)).toContain(
      'opens: 3 clusters under NSX manager nsx-1 run vkr v1.33.1+vmware.1, which the matrix does not list.',
    );
  });
});
