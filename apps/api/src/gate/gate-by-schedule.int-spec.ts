import { ApiTokens, type Role } from '@lockstep/platform';
import { fleet, goal, matrix, validated } from '@lockstep/testing/builders';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, expectProblem, startApiUnderTest } from '../../test/api-under-test.js';
import { workOnPlans } from '../../test/compute-plans.js';

const revision = matrix({
  releases: { nsx: ['4.2.1.0', '9.0.1.0'], vkr: ['v1.33.1', 'v1.34.1'] },
  statements: [validated('vkr 1.33.1', 'nsx >=4.2 <9.1'), validated('vkr 1.34.1', 'nsx >=9.0 <9.1')],
});
/** In fra three clusters roll; in ber NSX moves first. */
const [canary, ...rest] = ['test', 'p1', 'p2'] as const;
const clusters = [canary, ...rest, 'ledger'];
const DAY = 24 * 3_600_000;

let api: ApiUnderTest;
let told = 0;
let asked = 0;
const people = new Map<string, string>();

interface Plan {
  readonly id: string;
  readonly digest: string;
}
interface Reason {
  readonly reason: string;
  readonly step?: string;
  readonly subjects?: readonly string[];
}

const as = (name: string, verb: 'get' | 'post' | 'put' | 'delete', path: string) => {
  const client = api.as(null);
  return client[verb](path).set('authorization', `Bearer ${people.get(name)}`);
};
const decide = ({ id, digest }: Plan, name: string, path: string, body: object = {}) =>
  as(name, 'post', `/v1/plans/${id}${path}`).set('if-match', `"${digest}"`).send(body);
const report = (plan: Plan, body: object) => decide(plan, 'op', '/attempts', body);
const request = async (domain: string, targets: string[]) =>
  (
    await as('ada', 'post', '/v1/plans')
      .set('prefer', 'wait=20')
      .send({ goal: goal({ targets }), domain })
      .expect(200)
  ).body as Plan;
async function signOff(plan: Plan): Promise<void> {
  await decide(plan, 'ada', '/signoffs/request').expect(200);
  for (const name of ['bo', 'cy']) await decide(plan, name, '/signoffs', { decision: 'sign' }).expect(200);
}
/** Asked of a plan once without subjects. */
async function gate({ id }: Plan, subjects: readonly string[] = []) {
  // An answer may be two seconds old: one that is named once more than the last time makes another question.
  const again = Array.from({ length: ++asked }, () => subjects.slice(0, 1)).flat();
  const named = [...subjects, ...again].map((one) => `&subject=${one}`).join('');
  const { body, headers } = await as('op', 'get', `/v1/plans/${id}/gate?step=s1&acknowledgeNoReturn=true${named}`).expect(200);
  return { ...(body as { verdict: string; reasons: Reason[]; remarks: { remark: string }[]; mayStart: string[] | null }), headers };
}
const kindsOf = ({ reasons }: { readonly reasons: readonly Reason[] }) => reasons.map(({ reason }) => reason);

async function tell(kind: string, id: string, what: string, data: object): Promise<void> {
  const event = {
    specversion: '1.0',
    id: String(++told),
    source: '/collectors/fra',
    time: new Date().toISOString(),
    type: `dev.lockstep.${kind}.${what}.v1`,
    subject: `${kind}-${id}`,
    data,
  };
  const posted = api.as('inventory-writer').post('/v1/inventory/events').set('content-type', 'application/cloudevents-batch+json');
  expect((await posted.send(JSON.stringify([event]))).body).toMatchObject({ outcomes: [{ outcome: 'accepted' }] });
}

async function tellAllWell(): Promise<void> {
  for (const id of clusters) {
    for (const layer of ['adapter', 'realization', 'addresses'])
      await tell('cluster', id, 'health-observed', { layer, verdict: 'healthy', evidence: [] });
    await tell('cluster', id, 'capacity-observed', { nodes: { controlPlane: 3, workers: 3 } });
    const subnets = [{ id: `/subnets/${id}`, cidr: '10.0.0.0/24', free: 200 }];
    await tell('cluster', id, 'addresses-observed', { subnets, blocks: ['/blocks/a'], podsRoutable: false });
  }
  for (const nsxManager of ['fra', 'ber'])
    await tell('nsx-manager', nsxManager, 'capacity-observed', {
      ipBlocks: [{ id: '/blocks/a', nsxManager, cidr: '10.0.0.0/16', available: 60_000 }],
    });
}

beforeAll(async () => {
  api = await startApiUnderTest({ LOCKSTEP_SOAK_MINUTES: '30', LOCKSTEP_SOAK_LOOKS: '2' });
  await workOnPlans(api.app);
  const roles: Record<string, Role[]> = {
    ada: ['planner', 'approver'],
    eva: ['planner'],
    bo: ['approver'],
    cy: ['approver'],
    op: ['operator'],
  };
  for (const [name, held] of Object.entries(roles))
    people.set(name, (await api.app.get(ApiTokens).create({ name, roles: held }, 'test')).token);
  await api.as('matrix-editor').post('/v1/matrix/revisions').send(revision.document).expect(201);
  const world = fleet({
    nsxManagers: { fra: { nsx: '9.0.1.0' }, ber: { nsx: '4.2.1.0' } },
    supervisors: { 'sup-fra': { on: 'fra' }, 'sup-ber': { on: 'ber' } },
    clusters: {
      [canary]: { vkr: 'v1.33.1', on: 'sup-fra', labels: { env: 'test' } },
      ...Object.fromEntries(rest.map((id) => [id, { vkr: 'v1.33.1', on: 'sup-fra', labels: { env: 'prod' } }])),
      ledger: { vkr: 'v1.33.1', on: 'sup-ber' },
    },
    takenAt: new Date().toISOString(),
  });
  await api.as('inventory-writer').put('/v1/inventory/snapshots').send(world).expect(200);
  await tellAllWell();
});
afterAll(() => api?.close());

describe('a plan that is kept to a schedule', () => {
  const local = (time: number) => new Date(time).toISOString().slice(0, 16);
  const window = (from: number, env: string) => ({ start: local(from), duration: 'PT10H', timeZone: 'UTC', scope: { labels: { env } } });
  /** The canary now, the rest in two days, one at a time. */
  const policy = () => ({
    limits: { overall: 1 },
    waves: { canaries: [{ labels: { env: 'test' } }] },
    windows: [window(Date.now() - 300_000, 'test'), window(Date.now() + 2 * DAY, 'prod')],
  });
  let plan: Plan;
  let after: Plan;
  let tag: string;
  const path = ({ id }: Plan) => `/v1/plans/${id}/schedule`;
  const keep = (name: string, body: object, match = tag, of = plan) => as(name, 'put', path(of)).set('if-match', match).send(body);

  it('goes for nobody but whose turn it is, asked for one by one or all at once', async () => {
    plan = await request('fra', ['vkr 1.34.1']);
    tag = (await keep('ada', policy(), `"${plan.digest}"`).expect(200)).headers['etag']!;
    await signOff(plan);
    await expect.poll(async () => (await gate(plan, [canary])).verdict, { timeout: 10_000, interval: 500 }).toBe('go');
    const all = await gate(plan);
    expect(all).toMatchObject({ verdict: 'hold', mayStart: [canary] });
    expect(kindsOf(all)).toEqual(['wave-not-done', 'outside-schedule', 'outside-schedule']);
    const one = await gate(plan, ['p1']);
    expect(one).toMatchObject({
      verdict: 'hold',
      mayStart: [],
      reasons: [{ reason: 'wave-not-done' }, { reason: 'outside-schedule', subjects: ['p1'] }],
    });
  });

  it('keeps every start out but that one', async () => {
    for (const body of [{ subjects: ['p1'] }, { subjects: [canary, 'p1'] }, {}])
      expectProblem(await report(plan, { phase: 'start', step: 's1', ...body }), 409, 'gate-closed');
    await report(plan, { phase: 'start', step: 's1', subjects: [canary] }).expect(200);
    expect(kindsOf(await gate(plan, ['p2']))).toEqual(['wave-not-done', 'outside-schedule']);
  });

  it('is laid again without what has begun', async () => {
    const { body } = await as('ada', 'post', path(plan)).send(policy()).expect(200);
    expect(body.begun).toMatchObject([{ step: 's1', subjects: [canary], isRunning: true }]);
    expect(Date.parse(body.steps[0].waves[0].start)).toBeLessThanOrEqual(Date.now());
  });

  it('is loosened after the first sign-off by nobody who has asked for it, nor by whoever does not sign', async () => {
    expectProblem(await keep('ada', {}), 409, 'signed-off');
    expectProblem(await keep('eva', {}), 409, 'signed-off');
    expectProblem(await as('eva', 'delete', `${path(plan)}?reason=now`).set('if-match', tag), 409, 'signed-off');
    expectProblem(await keep('bo', {}, `W/${tag}`), 412, 'precondition-failed');
    expect((await gate(plan, ['p1'])).remarks).toEqual([]);
    const kept = await keep('bo', policy()).expect(200);
    tag = kept.headers['etag']!;
    expect(await gate(plan, ['p1'])).toMatchObject({ remarks: [{ remark: 'schedule-changed', role: 'approver' }] });
  });

  it('is not followed by one that holds to no schedule, until that is decided', async () => {
    await report(plan, { phase: 'fail', step: 's1', subjects: [canary], reason: 'disk' }).expect(200);
    after = (await decide(plan, 'eva', '/replan').set('prefer', 'wait=20').expect(200)).body as Plan;
    await signOff(after);
    const missing = async () => (await gate(after, rest)).reasons.find(({ reason }) => reason === 'schedule-missing');
    expect(await missing()).toMatchObject({ plan: plan.id });
    const waive = (name: string) => as(name, 'delete', `${path(after)}?reason=all%20at%20once`).set('if-match', `"${after.digest}"`);
    expectProblem(await waive('ada'), 409, 'signed-off');
    await waive('bo').expect(204);
    expect(await missing()).toBeUndefined();
    expectProblem(await as('ada', 'get', path(after)), 404, 'not-found');
    const types = await api.query<{ type: string }>('select type from event_store.event where stream = $1', [`timetable-${after.id}`]);
    expect(types).toEqual([{ type: 'ScheduleWaived' }]);
  });

  it('holds for all while one of them runs, and starts the rest for whoever has started that one alone', async () => {
    await decide(plan, 'op', '/execution/abandon', { reason: 'another plan' }).expect(200);
    await expect.poll(async () => kindsOf(await gate(after, ['p1'])), { timeout: 5_000, interval: 500 }).toEqual([]);
    await report(after, { phase: 'start', step: 's1', subjects: ['p1'] }).expect(200);
    expect(await gate(after)).toMatchObject({ verdict: 'hold', reasons: [{ reason: 'already-running', subjects: ['p1'] }] });
    const start = { phase: 'start', step: 's1' };
    expectProblem(await report(after, start).set('idempotency-key', 'run-2'), 409, 'already-running');
    const { body } = await report(after, start).expect(200);
    expect(body.steps[0].starts.map(({ subject }: { subject: string }) => subject).toSorted()).toEqual(['p1', 'p2', canary]);
  });
});

describe('a plan after one that was abandoned', () => {
  it('soaks after an attempt at NSX that was reported as failed, and asks for real flows', async () => {
    const before = await request('ber', ['nsx 9.0.1.0', 'vkr 1.34.1']);
    await signOff(before);
    await report(before, { phase: 'start', step: 's1', acknowledgeNoReturn: true }).expect(200);
    await report(before, { phase: 'fail', step: 's1', reason: 'no word for an hour' }).expect(200);
    await tell('nsx-manager', 'ber', 'version-observed', { component: 'nsx', version: '9.0.1.0' });
    await decide(before, 'op', '/execution/abandon', { reason: 'by hand' }).expect(200);
    const next = await request('ber', ['vkr 1.34.1']);
    await signOff(next);
    const { reasons, verdict } = await gate(next);
    expect(verdict).toBe('hold');
    for (const reason of ['load-evidence-missing', 'soak-looks-missing', 'soak-running'])
      expect(reasons).toContainEqual(expect.objectContaining({ reason, step: `s1 of plan ${before.id}` }));
    expectProblem(await report(next, { phase: 'start', step: 's1' }), 409, 'gate-closed');
  });
});
