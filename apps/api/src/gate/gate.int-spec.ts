import { freezeDecider, PostgresRegisterRecord, Register } from '@lockstep/approvals';
import { DataSource } from '@lockstep/platform';
import { fleet, goal, matrix, validated } from '@lockstep/testing/builders';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, expectProblem, startApiUnderTest } from '../../test/api-under-test.js';
import { computePlan } from '../../test/compute-plans.js';

const { document } = matrix({
  releases: { nsx: ['4.2.1.0', '9.0.1.0'], vkr: ['v1.33.1', 'v1.34.1'] },
  statements: [validated('vkr >=1.33 <1.34', 'nsx 4.2', { id: 'old' }), validated('vkr >=1.34 <1.35', 'nsx >=4.2 <9.1', { id: 'bridge' })],
});
const sources = [{ id: 'lab', title: 'Own soak test', confidence: 'operator' }];
const statements = document.spec.statements.map((statement) => ({ ...statement, sources: ['lab'] }));
const world = fleet({
  nsxManagers: { fra: { nsx: '4.2.1.0' } },
  clusters: { ledger: { vkr: 'v1.33.1', project: 'shop' }, payments: { vkr: 'v1.33.1' } },
});

let api: ApiUnderTest;
let plan: string;
const compute = (id: string) => computePlan(api.app, id);
const request = async () =>
  (
    await api
      .as('planner')
      .post('/v1/plans')
      .send({ goal: goal({ targets: ['nsx 9.0.1.0'] }) })
      .expect(202)
  ).body.id as string;
const gateOf = (id: string, query = '') => api.as('viewer').get(`/v1/plans/${id}/gate${query}`);

beforeAll(async () => {
  api = await startApiUnderTest();
  const revision = { ...document, spec: { ...document.spec, sources, statements } };
  await api.as('matrix-editor').post('/v1/matrix/revisions').send(revision).expect(201);
  await api.as('inventory-writer').put('/v1/inventory/snapshots').send(world).expect(200);
  plan = await request();
});
afterAll(() => api.close());

describe('the gate over HTTP', () => {
  it('holds a plan that is not computed, and says when to ask again', async () => {
    const answer = await gateOf(plan).expect(200);
    expect(answer.body).toEqual({
      plan,
      digest: null,
      step: null,
      verdict: 'hold',
      reasons: [{ reason: 'not-computed', detail: 'The plan is requested and not computed yet.' }],
      remarks: [],
      mayStart: null,
    });
    expect(answer.headers).toMatchObject({ 'retry-after': '30', 'cache-control': 'private, max-age=2' });
  });

  it('holds a plan that nobody has signed off, on a fleet of whose health nobody knows', async () => {
    await compute(plan);
    const { body } = await api.as('viewer').get(`/v1/plans/${plan}`);
    const first = body.plan.spec.steps[0].id;
    const answer = await gateOf(plan, `?step=${first}`).expect(200);
    expect(answer.body).toMatchObject({ plan, digest: body.digest, step: first, verdict: 'hold' });
    const reasons = answer.body.reasons as { reason: string; detail: string }[];
    expect(reasons.map(({ reason }) => reason)).toEqual(expect.arrayContaining(['missing-signoff', 'health', 'headroom']));
    expect(reasons.map(({ reason }) => reason)).not.toContain('void');
    await gateOf(plan, `?step=${first}`).set('if-none-match', answer.headers['etag']!).expect(304);
  });

  it('holds what it was asked to start, and knows nothing that is not of the plan', async () => {
    const { body } = await api.as('viewer').get(`/v1/plans/${plan}`);
    const [step] = body.plan.spec.steps as { id: string; component: string }[];
    expect((await gateOf(plan, `?step=${step!.id}&subject=ledger`).expect(200)).body.step).toBe(step!.id);
    expectProblem(await gateOf(plan, `?step=${step!.id}&subject=nobody`), 422, 'unprocessable');
    expectProblem(await gateOf(plan, '?step=s99'), 404, 'not-found');
    expectProblem(await gateOf('0190a1b2-0000-7000-8000-000000000000'), 404, 'not-found');
    expectProblem(await gateOf(plan, '?force=true'), 400, 'invalid-request');
  });

  it('names the freeze that covers a cluster below the NSX manager that a step moves', async () => {
    const { body } = await api.as('viewer').get(`/v1/plans/${plan}`);
    const shared = (body.plan.spec.steps as { id: string; component: string }[]).find(({ component }) => component === 'nsx')!;
    const scope = { projects: ['shop'] };
    const times = { from: '2026-01-01T00:00:00Z', to: '2099-01-01T00:00:00Z' };
    const freezes = new Register(PostgresRegisterRecord.freezes(api.app.get(DataSource)), freezeDecider);
    await freezes.create('year-end', { name: 'year end', reason: 'sale', scope, times }, { actor: 'token:test' });
    const reasons = (await gateOf(plan, `?step=${shared.id}`)).body.reasons as { reason: string }[];
    expect(reasons.map(({ reason }) => reason)).toContain('predecessor-not-done');
    expect(reasons).toContainEqual(expect.objectContaining({ reason: 'freeze', name: 'year end', until: null }));
  });

  it('keeps a start out that is reported all the same, and that is on record', async () => {
    const { body, headers } = await api.as('viewer').get(`/v1/plans/${plan}`);
    const step = body.plan.spec.steps[0].id as string;
    const start = await api
      .as('operator')
      .post(`/v1/plans/${plan}/attempts`)
      .set('if-match', headers['etag']!)
      .send({ phase: 'start', step });
    expect({ status: start.status, detail: (start.body as { detail: string }).detail }).toMatchObject({ status: 409 });
    const held = await api.query<{ data: { step: string; reasons: { rule: string }[] } }>(
      'select data from event_store.event where stream = $1 and type = $2',
      [`execution-${plan}`, 'GateHeld'],
    );
    expect(held.map(({ data }) => data.step)).toEqual([step]);
    expect(held[0]!.data.reasons.map(({ rule }) => rule)).toContain('missing-signoff');
  });

  it('is void for a plan that was withdrawn, and there is nothing to wait for', async () => {
    const other = await request();
    await compute(other);
    const { headers } = await api.as('viewer').get(`/v1/plans/${other}`);
    await api.as('planner').post(`/v1/plans/${other}/withdraw`).set('if-match', headers['etag']!).send({ reason: 'no' }).expect(200);
    const answer = await gateOf(other).expect(200);
    expect(answer.body).toMatchObject({ verdict: 'void', reasons: [{ reason: 'not-followable', because: 'withdrawn' }] });
    expect(answer.headers['retry-after']).toBeUndefined();
  });

  it('is closed to strangers', async () => {
    expectProblem(await api.as(null).get(`/v1/plans/${plan}/gate`), 401, 'unauthenticated');
  });
});
