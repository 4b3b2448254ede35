import { ProjectionRunner } from '@lockstep/event-store/postgres';
import { ApiTokens, DataSource, type Role } from '@lockstep/platform';
import { assemblePlanFindings, type FindPlanFindings } from '@lockstep/plans';
import { fleet, goal, matrix, validated } from '@lockstep/testing/builders';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, startApiUnderTest } from '../../test/api-under-test.js';
import { workOnPlans } from '../../test/compute-plans.js';

const revision = matrix({
  components: [{ id: 'nsx-manager-api', scope: 'nsxManager', versioning: 'dotted' }],
  releases: { nsx: ['4.2.1.0', '9.0.1.0'], vkr: ['v1.33.1'], 'nsx-manager-api': ['1'] },
  statements: [validated('vkr 1.33.1', 'nsx >=4.2 <9.1')],
  hops: [
    { id: 'nsx-up', component: 'nsx', from: '<9', to: '>=9', status: 'supported' },
    { id: 'policy-only', component: 'nsx', from: '<9', to: '>=9', status: 'blocked', when: [{ component: 'nsx-manager-api', range: '*' }] },
  ],
});

let api: ApiUnderTest;
let plan: { id: string; digest: string };
let watch: FindPlanFindings;
const people = new Map<string, string>();

const decide = (name: string, path: string, body: object = {}) => {
  const client = api.as(null);
  const call = client.post(`/v1/plans/${plan.id}${path}`).set('authorization', `Bearer ${people.get(name)}`);
  return call.set('if-match', `"${plan.digest}"`).send(body);
};
/** As two workers do, whose rows follow the record. */
const look = async () => {
  await Promise.all([watch.execute(), watch.execute()]);
  await api.app.get(ProjectionRunner).catchUp('fleet');
};
const findings = async (kind: string, state = 'open', more = '') => {
  const { body } = await api.as('viewer').get(`/v1/findings?kind=${kind}&state=${state}${more}`).expect(200);
  return body.items as { id: string; severity: string; title: string; state: string; about: object }[];
};
let asked = 0;
const remarks = async () => {
  const subjects = Array.from({ length: ++asked }, () => '&subject=fra').join('');
  const { body } = await api.as('viewer').get(`/v1/plans/${plan.id}/gate?step=s1${subjects}`).expect(200);
  return body.remarks as { remark: string; detail: string }[];
};

beforeAll(async () => {
  api = await startApiUnderTest();
  const source = api.app.get(DataSource);
  await workOnPlans(api.app);
  const projections = api.app.get(ProjectionRunner);
  watch = assemblePlanFindings({ source, projections, now: () => new Date().toISOString() });
  const roles: Record<string, Role[]> = { ada: ['planner'], root: ['admin', 'approver'] };
  for (const [name, held] of Object.entries(roles))
    people.set(name, (await api.app.get(ApiTokens).create({ name, roles: held }, 'test')).token);
  await api.as('matrix-editor').post('/v1/matrix/revisions').send(revision.document).expect(201);
  const world = fleet({ nsxManagers: { fra: { nsx: '4.2.1.0' } }, clusters: { c: { vkr: 'v1.33.1' } }, takenAt: new Date().toISOString() });
  await api.as('inventory-writer').put('/v1/inventory/snapshots').send(world).expect(200);
  const body = { goal: goal({ targets: ['nsx 9.0.1.0'] }), domain: 'fra' };
  const client = api.as(null);
  const requested = client
    .post('/v1/plans')
    .set('authorization', `Bearer ${people.get('ada')}`)
    .set('prefer', 'wait=20')
    .send(body);
  plan = (await requested.expect(200)).body as typeof plan;
});
afterAll(() => api?.close());

describe('what is found about plans', () => {
  it('says that nobody has looked for consumers of a Manager API that a plan leaves behind, until somebody has', async () => {
    await look();
    const [found, ...others] = await findings('consumers-unseen');
    expect(others).toEqual([]);
    expect(found).toMatchObject({ severity: 'medium', about: { node: { kind: 'nsx-manager', id: 'fra' } } });
    expect(found!.title).toContain(`by plan ${plan.id}`);
    expect(await remarks()).toMatchObject([{ remark: 'consumers-unseen', detail: expect.stringContaining('Look before you go') }]);
    const event = { specversion: '1.0', id: '1', source: '/test', type: 'dev.lockstep.nsx-manager.manager-api-consumers-observed.v1' };
    await api
      .as('inventory-writer')
      .post('/v1/inventory/events')
      .set('content-type', 'application/cloudevents+json')
      .send(JSON.stringify({ ...event, subject: 'nsx-manager-fra', data: { consumers: [] } }))
      .expect(200);
    await look();
    expect(await findings('consumers-unseen')).toEqual([]);
    expect(await findings('consumers-unseen', 'closed')).toMatchObject([{ id: found!.id }]);
    expect(await remarks()).toEqual([]);
  });

  it('keeps break-glass critical and open until it is taken back or the plan ends, and the gate tells of it', async () => {
    await decide('ada', '/signoffs/request').expect(200);
    await decide('root', '/break-glass', { reason: 'the site is down' }).expect(200);
    await look();
    const [found] = await findings('break-glass');
    expect(found).toMatchObject({ severity: 'critical', about: { plan: plan.id, node: { id: 'fra' } } });
    expect(found!.title).toContain('because the site is down');
    expect(await remarks()).toMatchObject([{ remark: 'break-glass', detail: expect.stringContaining('the site is down') }]);
    await decide('root', '/signoffs/withdraw').expect(200);
    await look();
    expect(await findings('break-glass')).toEqual([]);
    const position = (await api.as('viewer').get('/v1/findings')).headers['lockstep-position'];
    await decide('root', '/break-glass', { reason: 'down again' }).expect(200);
    await look();
    expect(await findings('break-glass')).toMatchObject([{ id: found!.id }]);
    expect(await findings('break-glass', 'open', `&position=${position}`)).toEqual([]);
    await decide('ada', '/withdraw', { reason: 'another way' }).expect(200);
    await look();
    expect(await findings('break-glass')).toEqual([]);
  });

  it('records nothing while nothing changes', async () => {
    const before = await api.countEvents();
    await look();
    expect(await api.countEvents()).toBe(before);
  });
});
