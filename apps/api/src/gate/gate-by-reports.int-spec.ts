import { ProjectionRunner } from '@lockstep/event-store/postgres';
import { ApiTokens, DataSource, type Role } from '@lockstep/platform';
import { assembleSoaks } from '@lockstep/plans';
import { fleet, goal, matrix, validated } from '@lockstep/testing/builders';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, startApiUnderTest } from '../../test/api-under-test.js';
import { workOnPlans } from '../../test/compute-plans.js';

/** A fleet that no scan has ever seen: one snapshot, and what a collector tells by CloudEvents, as docs/explanation/gate.md says. */
const revision = matrix({
  releases: { nsx: ['4.2.1.0', '9.0.1.0'], vkr: ['v1.33.1', 'v1.34.1'] },
  statements: [validated('vkr 1.33.1', 'nsx >=4.2 <9.1'), validated('vkr 1.34.1', 'nsx >=9.0 <9.1')],
});
const clusters = ['ledger', 'payments'];
const LAYERS = ['adapter', 'realization', 'addresses'];
const policy = { minutes: 0, looks: 2, load: { minutes: 10, flows: 1_000 } };

let api: ApiUnderTest;
let plan: { id: string; digest: string };
let told = 0;
const people = new Map<string, string>();

const as = (name: string, verb: 'get' | 'post', path: string) => {
  const client = api.as(null);
  return client[verb](path).set('authorization', `Bearer ${people.get(name)}`);
};
const decide = (name: string, path: string, body: object = {}) =>
  as(name, 'post', `/v1/plans/${plan.id}${path}`).set('if-match', `"${plan.digest}"`).send(body);

interface Told {
  readonly kind: string;
  readonly id: string;
  readonly what: string;
  readonly data: object;
}

async function tellAll(all: readonly Told[]): Promise<void> {
  const events = all.map(({ kind, id, what, data }) => ({
    specversion: '1.0',
    id: String(++told),
    source: '/collectors/fra',
    time: new Date().toISOString(),
    type: `dev.lockstep.${kind}.${what}.v1`,
    subject: `${kind}-${id}`,
    data,
  }));
  const posted = api.as('inventory-writer').post('/v1/inventory/events').set('content-type', 'application/cloudevents-batch+json');
  const { status, body } = await posted.send(JSON.stringify(events));
  const outcomes = all.map(() => ({ outcome: 'accepted' }));
  expect({ status, body: body as unknown }).toMatchObject({ status: 200, body: { outcomes } });
}
const tell = (kind: string, id: string, what: string, data: object) => tellAll([{ kind, id, what, data }]);
const healthOf = (id: string, verdict = 'healthy', layers = LAYERS): Told[] =>
  layers.map((layer) => ({ kind: 'cluster', id, what: 'health-observed', data: { layer, verdict, evidence: [] } }));
const health = (id: string, verdict?: string) => tellAll(healthOf(id, verdict));
const allHealthy = () => tellAll(clusters.flatMap((id) => healthOf(id)));
let asked = 0;
const gate = async (step: string) => {
  // An answer may be two seconds old: said once more than the last time, it is another question.
  const subjects = [...clusters, ...Array.from({ length: ++asked }, () => clusters[0]!)].map((id) => `&subject=${id}`).join('');
  const { body } = await as(
    'ada',
    'get',
    `/v1/plans/${plan.id}/gate?step=${step}${step === 's1' ? '&acknowledgeNoReturn=true' : subjects}`,
  ).expect(200);
  return body as { verdict: string; reasons: { reason: string; source?: string }[] };
};
const reasonsOf = async (step: string) => (await gate(step)).reasons.map(({ reason }) => reason);
const report = (body: object) => decide('op', '/attempts', body);
const soaks = () =>
  assembleSoaks({
    source: api.app.get(DataSource),
    projections: api.app.get(ProjectionRunner),
    policy,
    signalAge: 3_600,
    now: () => new Date().toISOString(),
  });

beforeAll(async () => {
  api = await startApiUnderTest({ LOCKSTEP_SOAK_MINUTES: '0', LOCKSTEP_SOAK_LOOKS: '2' });
  await workOnPlans(api.app);
  const roles: Record<string, Role[]> = { ada: ['planner'], bo: ['approver'], cy: ['approver'], op: ['operator'] };
  for (const [name, held] of Object.entries(roles))
    people.set(name, (await api.app.get(ApiTokens).create({ name, roles: held }, 'test')).token);
  await api.as('matrix-editor').post('/v1/matrix/revisions').send(revision.document).expect(201);
  const world = fleet({
    nsxManagers: { fra: { nsx: '4.2.1.0' } },
    clusters: Object.fromEntries(clusters.map((id) => [id, { vkr: 'v1.33.1' }])),
    takenAt: new Date().toISOString(),
  });
  await api.as('inventory-writer').put('/v1/inventory/snapshots').send(world).expect(200);
  const body = { goal: goal({ targets: ['nsx 9.0.1.0', 'vkr 1.34.1'] }), domain: 'fra' };
  plan = (await as('ada', 'post', '/v1/plans').set('prefer', 'wait=20').send(body).expect(200)).body as typeof plan;
  await decide('ada', '/signoffs/request').expect(200);
  for (const name of ['bo', 'cy']) await decide(name, '/signoffs', { decision: 'sign' }).expect(200);
});
afterAll(() => api?.close());

describe('a gate over a fleet that no scan sees', () => {
  it('holds a signed plan until the health of every cluster was reported, layer by layer', async () => {
    expect(await reasonsOf('s1')).toEqual(['health']);
    await health('ledger');
    await tellAll(healthOf('payments', 'healthy', LAYERS.slice(0, 2)));
    await report({ phase: 'start', step: 's1', acknowledgeNoReturn: true }).expect(409);
    await tell('cluster', 'payments', 'health-observed', { layer: 'addresses', verdict: 'healthy', evidence: [] });
    await report({ phase: 'start', step: 's1', acknowledgeNoReturn: true }).expect(200);
  });

  it('holds the next step until each layer was reported healthy as often as a soak asks for, and real flows were', async () => {
    await report({ phase: 'succeed', step: 's1' }).expect(200);
    await tell('nsx-manager', 'fra', 'version-observed', { component: 'nsx', version: '9.0.1.0' });
    expect(await reasonsOf('s2')).toEqual(expect.arrayContaining(['headroom', 'load-evidence-missing', 'soak-looks-missing']));
    await allHealthy();
    await report({ phase: 'evidence', step: 's1', evidence: { kind: 'load', flows: 40_000, dropped: 0 } }).expect(200);
    expect((await soaks().executeAll()).size).toBe(0);
    await allHealthy();
    await health('payments', 'degraded');
    await health('payments');
    const { reasons } = await gate('s2');
    expect(reasons).toContainEqual(
      expect.objectContaining({ reason: 'soak-looks-missing', cluster: 'payments', source: 'reports of adapter', seen: 1 }),
    );
    await health('payments');
    expect(await reasonsOf('s2')).toEqual(['headroom']);
  });

  it('records the end of the soak once, however many look', async () => {
    const rounds = await Promise.all([1, 2, 3].map(() => soaks().executeAll()));
    expect(rounds.flatMap((round) => [...(round.get(plan.id) ?? [])])).toEqual(['s1']);
    const recorded = await api.query<{ type: string }>(
      `select type from event_store.event where stream = $1 and type like 'Soak%' order by version`,
      [`execution-${plan.id}`],
    );
    expect(recorded.map(({ type }) => type)).toEqual(['SoakStarted', 'SoakEnded']);
    const { body } = await as('ada', 'get', `/v1/plans/${plan.id}/execution`).expect(200);
    expect(body.steps).toMatchObject([{ soak: { startedAt: expect.any(String), endedAt: expect.any(String) } }, { soak: null }]);
  });

  it('goes for clusters that roll once their addresses were reported', async () => {
    await tell('nsx-manager', 'fra', 'capacity-observed', {
      ipBlocks: [{ id: '/blocks/a', nsxManager: 'fra', cidr: '10.0.0.0/16', available: 60_000 }],
    });
    for (const id of clusters) {
      await tell('cluster', id, 'capacity-observed', { nodes: { controlPlane: 3, workers: 3 } });
      await tell('cluster', id, 'addresses-observed', {
        subnets: [{ id: `/subnets/${id}`, cidr: '10.0.0.0/26', free: 40 }],
        blocks: ['/blocks/a'],
        podsRoutable: false,
      });
    }
    expect(await gate('s2')).toMatchObject({ verdict: 'go', reasons: [] });
    await report({ phase: 'start', step: 's2' }).expect(200);
  });
});
