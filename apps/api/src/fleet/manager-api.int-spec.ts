import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, expectProblem, startApiUnderTest } from '../../test/api-under-test.js';
import { baseMatrix, fleetOf } from '../../test/worlds.js';
import { computePlan } from '../../test/compute-plans.js';

const note = 'Policy API only: move the consumers first';
const goalOf = (targets: readonly object[]) => ({
  goal: {
    apiVersion: 'lockstep/v1',
    kind: 'UpgradeGoal',
    metadata: { name: 'to-9' },
    spec: { targets, policy: { evidence: 'third-party' } },
  },
});
const toNine = goalOf([{ component: 'nsx', version: '=9.0.1' }]);
const withRule = {
  ...baseMatrix,
  spec: {
    ...baseMatrix.spec,
    components: [...baseMatrix.spec.components, { id: 'nsx-manager-api', scope: 'nsxManager', versioning: 'dotted' }],
    hops: [
      ...baseMatrix.spec.hops,
      {
        id: 'policy-only',
        component: 'nsx',
        from: '<9',
        to: '>=9',
        status: 'blocked',
        when: [{ component: 'nsx-manager-api', range: '*' }],
        note,
      },
    ],
  },
};

let api: ApiUnderTest;
let at = 0;
beforeAll(async () => {
  api = await startApiUnderTest();
  await api.as('matrix-editor').post('/v1/matrix/revisions').send(withRule).expect(201);
  await api.as('inventory-writer').put('/v1/inventory/snapshots').send(fleetOf()).expect(200);
});
afterAll(() => api?.close());

async function observe(...names: readonly string[]): Promise<void> {
  const event = {
    specversion: '1.0',
    id: `look-${at}`,
    source: 'test',
    type: 'dev.lockstep.nsx-manager.manager-api-consumers-observed.v1',
    subject: 'nsx-manager-nsx-1',
    time: new Date(Date.parse('2026-11-21T00:00:00Z') + at++ * 60_000).toISOString(),
    data: { consumers: names.map((name) => ({ name, kind: 'terraform', lastSeen: '2026-11-20T00:00:00Z' })) },
  };
  const answer = await api
    .as('inventory-writer')
    .post('/v1/inventory/events')
    .set('content-type', 'application/cloudevents+json')
    .send(JSON.stringify(event));
  if (answer.status >= 300) throw new Error(`event; ${event.id}; must be recorded; found ${answer.text}`);
}

async function planned(body: object) {
  const requested = await api.as('planner').post('/v1/plans').send(body);
  if (requested.status !== 202) throw new Error(`plan; request; must be accepted; found ${requested.text}`);
  await computePlan(api.app, requested.body.id);
  return (await api.as('viewer').get(`/v1/plans/${requested.body.id}`)).body;
}

describe('consumers of the NSX Manager API', () => {
  it('hold NSX below 9 while there are any, and are shown at their NSX manager', async () => {
    expect((await planned(toNine)).outcome).toBe('planned');
    await observe('edge-automation');
    expect((await api.as('viewer').get('/v1/nsx-managers/nsx-1')).body.managerApi).toEqual({
      consumers: [{ name: 'edge-automation', kind: 'terraform', lastSeen: '2026-11-20T00:00:00Z' }],
    });
    const blocked = await planned(toNine);
    expect(blocked.outcome).toBe('infeasible');
    expect(blocked.plan.spec.explanation.causes[0].obstacles[0]).toMatchObject({ kind: 'hop', rule: 'policy-only', note });
    await observe();
    expect((await planned(toNine)).outcome).toBe('planned');
  });

  it('leave nothing to be planned by a matrix that does not know what they forbid', async () => {
    await observe('edge-automation');
    await api.as('matrix-editor').post('/v1/matrix/revisions').send(baseMatrix).expect(201);
    const answer = await api.as('planner').post('/v1/plans').send(toNine);
    expectProblem(answer, 422, 'unprocessable');
    expect(answer.body.errors[0].detail).toContain('nsx-manager-api');
  });
});

it('refuses a goal, real or assumed, to change the networking model of a Supervisor, and says what that entails', async () => {
  const goal = goalOf([{ component: 'networking', version: '=1', select: { supervisors: ['nsx-1-sup-a'] } }]);
  await observe();
  for (const [route, body] of [
    ['/v1/plans', goal],
    ['/v1/what-if', { ...goal, hypothetical: { versions: [{ node: 'nsx-1', component: 'nsx', version: '9.0.1' }] } }],
  ] as const) {
    const answer = await api.as('planner').post(route).send(body);
    expectProblem(answer, 422, 'unprocessable', ['/goal/spec/targets/0/component']);
    expect(answer.body.errors[0].detail).toMatch(/a rebuild and no upgrade: activate another Supervisor/);
  }
});
