import { ProjectionRunner } from '@lockstep/event-store/postgres';
import { ApiTokens, DataSource, JOB_QUEUES, type JobQueues } from '@lockstep/platform';
import { assembleExecutions, assemblePremises, QueuedPlanJobs, ReplaceVoidPlans, RequestPlan, StepGate } from '@lockstep/plans';
import { fleet, goal, matrix, validated } from '@lockstep/testing/builders';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ApiUnderTest, expectProblem, startApiUnderTest } from '../../test/api-under-test.js';
import { workOnPlans } from '../../test/compute-plans.js';

const revision = matrix({
  releases: { nsx: ['4.2.1.0', '9.0.1.0'], vkr: ['v1.33.1', 'v1.34.1'] },
  statements: [validated('vkr >=1.33 <1.34', 'nsx 4.2'), validated('vkr >=1.34 <1.35', 'nsx >=4.2 <9.1')],
});
const [from, to] = ['v1.33.1', 'v1.34.1'];

let api: ApiUnderTest;
let gate: { verdict: 'go' | 'hold'; reasons: { rule: string; message: string }[] };
let plan: { id: string; digest: string };
let domain = '';
let replaceVoidPlans: ReplaceVoidPlans;
let requesting: RequestPlan;
/** Runs once, between the end of an execution and the place of its plan being taken. */
let meanwhile: (() => Promise<void>) | undefined;
let looks = 0;

beforeAll(async () => {
  api = await startApiUnderTest();
  const source = api.app.get(DataSource);
  await workOnPlans(api.app);
  // What the gate asks for is tried with the gate: here it says what the test wants it to.
  const stub = api.app.get(StepGate, { strict: false });
  stub.ask = async (of) => ({ ...gate, digest: (await plans.find(of))!.result!.digest });
  const projections = api.app.get(ProjectionRunner);
  const now = () => new Date().toISOString();
  const { record, following, plans, revisions, fleet: present } = assemblePremises({ source, projections, evidenceAge: 3_600, now });
  requesting = new RequestPlan(record, revisions, present, new QueuedPlanJobs(api.app.get<JobQueues>(JOB_QUEUES)), () => {});
  const { replacing } = assembleExecutions({ source, projections });
  const told = { voided: async () => {} };
  const ending = {
    end: async (of: string, by: string) => {
      const ended = await replacing.end(of, by);
      const run = meanwhile;
      meanwhile = undefined;
      await run?.();
      return ended;
    },
  };
  replaceVoidPlans = new ReplaceVoidPlans(record, following, plans, revisions, present, requesting, told, ending, now);
  await api.as('matrix-editor').post('/v1/matrix/revisions').send(revision.document).expect(201);
});
afterAll(() => api?.close());

/** What a scan would find in this domain. */
async function observe(versions: { nsx?: string; ledger?: string; payments?: string } = {}, gone: readonly string[] = []): Promise<void> {
  const { nsx = '4.2.1.0', ledger = from, payments = from } = versions;
  const takenAt = new Date(Date.now() + ++looks).toISOString();
  const all = { [`${domain}/ledger`]: { vkr: ledger }, [`${domain}/payments`]: { vkr: payments } };
  const clusters = Object.fromEntries(Object.entries(all).filter(([id]) => !gone.includes(id)));
  const snapshot = fleet({ nsxManagers: { [domain]: { nsx } }, supervisors: { [`${domain}-sup`]: {} }, clusters, takenAt });
  await api.as('inventory-writer').put('/v1/inventory/snapshots').send(snapshot).expect(200);
}

const requestPlan = async () => {
  const body = { goal: goal({ targets: ['nsx 9.0.1.0'] }), domain };
  const answer = await api.as('planner').post('/v1/plans').set('prefer', 'wait=20').send(body).expect(200);
  return answer.body as typeof plan;
};
const report = (body: object, of = plan) =>
  api.as('operator').post(`/v1/plans/${of.id}/attempts`).set('if-match', `"${of.digest}"`).send(body);
const act = (verb: string, body: object) =>
  api.as('operator').post(`/v1/plans/${plan.id}/execution/${verb}`).set('if-match', `"${plan.digest}"`).send(body);
const execution = async () => (await api.as('viewer').get(`/v1/plans/${plan.id}/execution`).expect(200)).body;
/** As one plan is read, which is also how lists have it. */
const stageOf = async (id: string) => {
  const { status } = (await api.as('viewer').get(`/v1/plans/${id}`).expect(200)).body as { status: string };
  const listed = await api.as('viewer').get(`/v1/plans?status=${status}&domain=${domain}`).expect(200);
  expect((listed.body.items as { id: string }[]).map((one) => one.id)).toContain(id);
  return status;
};
const typesOf = async () =>
  (
    await api.query<{ type: string }>('select type from event_store.event where stream = $1 order by version', [`execution-${plan.id}`])
  ).map(({ type }) => type);

beforeEach(async () => {
  gate = { verdict: 'go', reasons: [] };
  domain = `nsx-${looks}`;
  await observe();
  plan = await requestPlan();
});

describe('the execution of a plan', () => {
  it('goes from the first start to the end, each step once the inventory shows the one before', async () => {
    expectProblem(await api.as('viewer').get(`/v1/plans/${plan.id}/execution`), 404, 'not-found');
    const started = await report({ phase: 'start', step: 's1' });
    expect(started.body).toMatchObject({
      status: 'executing',
      domains: [domain],
      steps: [{ step: 's1', state: 'running', counts: { running: 2 } }, { state: 'waiting' }],
    });
    expect(started.headers['etag']).toMatch(new RegExp(`^"${plan.digest}-`));
    expect(await stageOf(plan.id)).toBe('executing');
    expectProblem(await report({ phase: 'start', step: 's2' }), 409, 'predecessor-not-done');
    await report({ phase: 'succeed', step: 's1', evidence: { kind: 'load', flows: 40_000, dropped: 0 } }).expect(200);
    expectProblem(await report({ phase: 'start', step: 's2' }), 409, 'awaiting-observation');
    await observe({ ledger: to });
    expectProblem(await report({ phase: 'start', step: 's2' }), 409, 'awaiting-observation');
    expect((await execution()).steps[0]).toMatchObject({
      state: 'succeeded',
      awaiting: [`${domain}/payments`],
      evidence: [{ evidence: { flows: 40_000 } }],
    });
    await observe({ ledger: to, payments: to });
    await report({ phase: 'start', step: 's2' }).expect(200);
    await observe({ ledger: to, payments: to, nsx: '9.0.1.0' });
    const ended = await report({ phase: 'succeed', step: 's2' });
    expect(ended.body).toMatchObject({
      status: 'finished',
      endedAt: expect.any(String),
      steps: [{ state: 'confirmed' }, { state: 'confirmed' }],
    });
    expectProblem(await report({ phase: 'start', step: 's2' }), 409, 'ended');
    expect(await stageOf(plan.id)).toBe('finished');
    const attempts = await api.as('viewer').get(`/v1/plans/${plan.id}/attempts?limit=2`).expect(200);
    expect(attempts.body.items).toMatchObject([{ subject: `${domain}/ledger`, outcome: 'succeeded' }, { subject: `${domain}/payments` }]);
    const rest = await api.as('viewer').get(`/v1/plans/${plan.id}/attempts?cursor=${attempts.body.page.next}`).expect(200);
    expect(rest.body.items).toMatchObject([{ step: 's2', subject: domain, attempt: 1, outcome: 'succeeded' }]);
  });

  it('takes no start that the gate does not let through, and records what the gate said once', async () => {
    gate = { verdict: 'hold', reasons: [{ rule: 'freeze', message: 'until Monday' }] };
    for (const _ of [1, 2]) {
      const answer = await report({ phase: 'start', step: 's1' });
      expectProblem(answer, 409, 'gate-closed');
      expect(answer.body.errors).toEqual([{ pointer: '', detail: 'freeze: until Monday' }]);
    }
    expect(await typesOf()).toEqual(['GateHeld']);
    gate = { verdict: 'go', reasons: [] };
    await report({ phase: 'start', step: 's1' }).expect(200);
    expect(await typesOf()).toEqual(['GateHeld', 'GateOpened', 'ExecutionStarted', 'StepStarted']);
  });

  it('is reported on by operators, about the plan that they looked at', async () => {
    const start = { phase: 'start', step: 's1' };
    const to = `/v1/plans/${plan.id}/attempts`;
    expectProblem(await api.as('planner').post(to).set('if-match', `"${plan.digest}"`).send(start), 403, 'forbidden');
    expectProblem(await api.as('operator').post(to).send(start), 428, 'precondition-required');
    expectProblem(await api.as('operator').post(to).set('if-match', '"sha256:0"').send(start), 412, 'precondition-failed');
    expectProblem(await report({ phase: 'start', step: 's9' }), 422, 'unknown-step');
    expectProblem(await report({ phase: 'fail', step: 's1' }), 400, 'invalid-request');
    expectProblem(await report(start, { ...plan, id: '6f1c2a54-3c1e-4f0b-9d43-0a5a3f1b2c3d' }), 404, 'not-found');
    const keyed = () => report(start).set('idempotency-key', `start-${plan.id}`);
    const first = await keyed().expect(200);
    await api.query('delete from lockstep.idempotent_request');
    expect((await keyed().expect(200)).body).toEqual(first.body);
    expect(await typesOf()).toEqual(['GateOpened', 'ExecutionStarted', 'StepStarted']);
  });

  it('keeps every other plan of its domain waiting, also when both start at once', async () => {
    const other = await requestPlan();
    expect(other.id).not.toBe(plan.id);
    const answers = await Promise.all([report({ phase: 'start', step: 's1' }), report({ phase: 'start', step: 's1' }, other)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expectProblem(
      answers.find(({ status }) => status === 409)!,
      409,
      'other-plan-executing',
    );
    const winner = answers[0].status === 200 ? plan : other;
    const loser = winner === plan ? other : plan;
    plan = winner;
    await report({ phase: 'fail', step: 's1', reason: 'power' }).expect(200);
    await act('abandon', { reason: 'another way' }).expect(200);
    await report({ phase: 'start', step: 's1' }, loser).expect(200);
  });

  it('holds while a cluster shows what the plan does not predict, says what, and goes on when it is back', async () => {
    await report({ phase: 'start', step: 's1', subjects: [`${domain}/ledger`] }).expect(200);
    await observe({ ledger: to, payments: to });
    const { comparing } = assembleExecutions({ source: api.app.get(DataSource), projections: api.app.get(ProjectionRunner) });
    const rounds = await Promise.all([1, 2, 3].map(() => comparing.executeAll(expect.fail)));
    expect(rounds.flatMap((round) => [...(round.get(plan.id) ?? [])])).toEqual(['DriftDetected']);
    expect((await execution()).drift).toMatchObject([
      { node: { kind: 'cluster', id: `${domain}/payments` }, component: 'vkr', observed: [to], predicted: [from] },
    ]);
    expectProblem(await report({ phase: 'start', step: 's1', subjects: [`${domain}/payments`] }), 409, 'drift');
    await observe({ ledger: to, payments: from });
    await report({ phase: 'start', step: 's1', subjects: [`${domain}/payments`] }).expect(200);
    expect((await execution()).drift).toEqual([]);
  });

  it('takes evidence as of a soak that began with a scan which nobody has asked about yet', async () => {
    await report({ phase: 'start', step: 's1' }).expect(200);
    await report({ phase: 'succeed', step: 's1' }).expect(200);
    await observe({ ledger: to, payments: to });
    await report({ phase: 'evidence', step: 's1', evidence: { kind: 'load', flows: 9, dropped: 0 } }).expect(200);
    expect((await typesOf()).slice(-2)).toEqual(['StepConfirmed', 'EvidenceReported']);
  });

  it('pauses at a failure, is resumed with a reason, and is tried again as another attempt', async () => {
    await report({ phase: 'start', step: 's1' }).expect(200);
    await report({ phase: 'fail', step: 's1', subjects: [`${domain}/ledger`], reason: 'no disk' }).expect(200);
    expect(await execution()).toMatchObject({
      status: 'paused',
      pause: { cause: 'failures', step: 's1' },
      steps: [{ failed: [`${domain}/ledger`] }, {}],
    });
    const retry = { phase: 'start', step: 's1', subjects: [`${domain}/ledger`] };
    expectProblem(await report(retry), 409, 'paused');
    for (const body of [{ lifts: ['p1'] }, { reason: 'disk added' }]) expectProblem(await act('resume', body), 400, 'invalid-request');
    await act('resume', { reason: 'disk added', lifts: ['p1'] }).expect(200);
    await report(retry).expect(200);
    const { body } = await api.as('viewer').get(`/v1/plans/${plan.id}/attempts`).expect(200);
    expect(body.items).toContainEqual(expect.objectContaining({ subject: `${domain}/ledger`, attempt: 2, outcome: 'running' }));
  });

  it('is started once, however many try: the same token with the same key is told what it had begun, anybody else who has', async () => {
    const { token } = await api.app.get(ApiTokens).create({ name: 'other pipeline', roles: ['operator'] }, 'test');
    const start = (key?: string, bearer?: string) => {
      const call = report({ phase: 'start', step: 's1', subjects: [`${domain}/ledger`] });
      if (bearer !== undefined) call.set('authorization', `Bearer ${bearer}`);
      return key === undefined ? call : call.set('idempotency-key', key);
    };
    await start('run-1').expect(200);
    await start('run-1').expect(200);
    for (const answer of [await start('run-1', token), await start('run-2'), await start()]) {
      expectProblem(answer, 409, 'already-running');
      expect(answer.body.errors[0].detail).toMatch(new RegExp(`^${domain}/ledger was started by token:.* at 20`));
    }
    expect((await typesOf()).filter((type) => type === 'StepStarted')).toHaveLength(1);
    const starts = await Promise.all(
      ['a', 'b', 'c'].map((key) => report({ phase: 'start', step: 's1', subjects: [`${domain}/payments`] }).set('idempotency-key', key)),
    );
    expect(starts.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
  });

  it('is paused until each pause is lifted by who was told of it', async () => {
    await report({ phase: 'start', step: 's1' }).expect(200);
    await report({ phase: 'fail', step: 's1', subjects: [`${domain}/ledger`], reason: 'no disk' }).expect(200);
    await act('pause', { reason: 'on call is away' }).expect(200);
    expect((await execution()).pauses).toMatchObject([
      { id: 'p1', cause: 'failures' },
      { id: 'p2', cause: 'person', reason: 'on call is away' },
    ]);
    const untold = await act('resume', { reason: 'disk added', lifts: ['p3'] });
    expectProblem(untold, 409, 'no-such-pause');
    expect(untold.body).toHaveProperty('errors.length', 2);
    await act('resume', { reason: 'disk added', lifts: ['p1'] }).expect(200);
    expect(await execution()).toMatchObject({ status: 'paused', pause: { id: 'p2' }, pauses: [{ id: 'p2' }] });
    expectProblem(await report({ phase: 'start', step: 's1', subjects: [`${domain}/ledger`] }), 409, 'paused');
    await act('resume', { reason: 'back', lifts: ['p2'] }).expect(200);
    await report({ phase: 'start', step: 's1', subjects: [`${domain}/ledger`] }).expect(200);
  });

  it('takes back a success that was none, and lets it be tried again', async () => {
    const subjects = [`${domain}/ledger`];
    const policy = { failures: { count: 2 } };
    await report({ phase: 'start', step: 's1', subjects, policy }).expect(200);
    await report({ phase: 'succeed', step: 's1', subjects }).expect(200);
    await report({ phase: 'correct', step: 's1', subjects, reason: 'rolled back' }).expect(200);
    await report({ phase: 'start', step: 's1', subjects }).expect(200);
    const { body } = await api.as('viewer').get(`/v1/plans/${plan.id}/attempts`).expect(200);
    expect(body.items).toMatchObject([
      { attempt: 1, outcome: 'failed', reason: 'rolled back' },
      { attempt: 2, outcome: 'running' },
    ]);
    await report({ phase: 'succeed', step: 's1', subjects }).expect(200);
    await observe({ ledger: to });
    await report({ phase: 'start', step: 's1', subjects: [`${domain}/payments`] }).expect(200);
    expectProblem(await report({ phase: 'correct', step: 's1', subjects, reason: 'really' }), 409, 'not-correctable');
  });

  it('ends when its plan is withdrawn, under the rule of abandon, and leaves the domain to others', async () => {
    const withdraw = async () => {
      const { headers } = await api.as('viewer').get(`/v1/plans/${plan.id}`).expect(200);
      return api
        .as('planner')
        .post(`/v1/plans/${plan.id}/withdraw`)
        .set('if-match', String(headers['etag']))
        .send({ reason: 'other goal' });
    };
    await report({ phase: 'start', step: 's1', subjects: [`${domain}/ledger`] }).expect(200);
    expectProblem(await withdraw(), 409, 'running');
    await report({ phase: 'fail', step: 's1', reason: 'power' }).expect(200);
    expect((await withdraw()).status).toBe(200);
    expect(await execution()).toMatchObject({ status: 'abandoned' });
    await report({ phase: 'start', step: 's1' }, await requestPlan()).expect(200);
  });

  it('takes no evidence of load in another shape than its own, and says where', async () => {
    await report({ phase: 'start', step: 's1' }).expect(200);
    const wrong: readonly [object, string][] = [
      [{ flows: '1000', dropped: 0 }, '/evidence/flows'],
      [{ flows: -5, dropped: 0 }, '/evidence/flows'],
      [{ dropped: 0 }, '/evidence/flows'],
      [{ flows: 1, dropped: 2 }, '/evidence/dropped'],
      [{ flows: 1, dropped: 0, drop: 0 }, '/evidence'],
      [{ flows: 1, dropped: 0, corrects: '7' }, '/evidence/why'],
      [{ flows: 1, dropped: 0, from: '2026-01-02T00:00:00Z', to: '2026-01-01T00:00:00Z' }, '/evidence/to'],
    ];
    for (const [evidence, pointer] of wrong) {
      const answer = await report({ phase: 'evidence', step: 's1', evidence: { kind: 'load', ...evidence } });
      expectProblem(answer, 400, 'invalid-request');
      expect(answer.body.errors[0]).toMatchObject({ pointer, detail: expect.stringContaining('; found ') });
    }
  });

  it('takes a correction of evidence that is on record alone', async () => {
    const load = (more: object) => report({ phase: 'evidence', step: 's1', evidence: { kind: 'load', flows: 9, dropped: 0, ...more } });
    await report({ phase: 'start', step: 's1' }).expect(200);
    const { body } = await load({ dropped: 1 });
    expectProblem(await load({ corrects: '1', why: 'a probe of our own' }), 422, 'no-such-evidence');
    await load({ corrects: body.steps[0].evidence[0].id, why: 'a probe of our own' }).expect(200);
  });

  it('leads to another plan from where it stands, once nothing runs', async () => {
    const replan = () => api.as('planner').post(`/v1/plans/${plan.id}/replan`).set('if-match', `"${plan.digest}"`).set('prefer', 'wait=20');
    expectProblem(await replan(), 409, 'conflict');
    await report({ phase: 'start', step: 's1' }).expect(200);
    expectProblem(await replan(), 409, 'running');
    await report({ phase: 'succeed', step: 's1', subjects: [`${domain}/ledger`] }).expect(200);
    await report({ phase: 'fail', step: 's1', reason: 'no disk' }).expect(200);
    await observe({ ledger: to });
    const { body } = await replan().expect(200);
    expect(body).toMatchObject({
      parent: plan.id,
      outcome: 'planned',
      plan: { spec: { steps: [{ subjects: [`${domain}/payments`] }, {}] } },
    });
  });

  it('ends as replaced when a plan that goes on from there is computed, which may start at once', async () => {
    await report({ phase: 'start', step: 's1', subjects: [`${domain}/ledger`] }).expect(200);
    await report({ phase: 'succeed', step: 's1', subjects: [`${domain}/ledger`] }).expect(200);
    await observe({ ledger: to });
    const next = (
      await api.as('planner').post(`/v1/plans/${plan.id}/replan`).set('if-match', `"${plan.digest}"`).set('prefer', 'wait=20').expect(200)
    ).body as typeof plan;
    const begun = { phase: 'start', step: 's1', subjects: [`${domain}/payments`] };
    // Somebody goes on by the old plan all the same: the other one waits for what becomes of it.
    await report(begun).expect(200);
    await replaceVoidPlans.execute();
    expect(await stageOf(plan.id)).toBe('executing');
    expectProblem(await report({ phase: 'start', step: 's1' }, next), 409, 'other-plan-executing');
    await report({ phase: 'fail', step: 's1', reason: 'power' }).expect(200);
    await Promise.all([replaceVoidPlans.execute(), replaceVoidPlans.execute()]);
    expect(await execution()).toMatchObject({ status: 'replaced', endedAt: expect.any(String) });
    expect(await stageOf(plan.id)).toBe('superseded');
    expectProblem(await report(begun), 422, 'not-executable');
    expect((await typesOf()).filter((type) => type === 'ExecutionReplaced')).toHaveLength(1);
    const started = await report({ phase: 'start', step: 's1' }, next).expect(200);
    expect(started.body).toMatchObject({ plan: next.id, status: 'executing' });
  });

  it('ends as replaced also when it begins in the very moment in which another plan takes its place', async () => {
    const asked = await requesting.execute({ goal: goal({ targets: ['nsx 9.0.1.0'] }), domain, parent: plan.id, actor: 'token:planner' });
    if (asked.outcome !== 'accepted') throw new Error(JSON.stringify(asked));
    const next = await vi.waitFor(async () => {
      const { body } = await api.as('viewer').get(`/v1/plans/${asked.plan.id}`).expect(200);
      expect(body).toMatchObject({ outcome: 'planned', parent: plan.id });
      return body as typeof plan;
    }, 20_000);
    const begun = { phase: 'start', step: 's1', subjects: [`${domain}/ledger`] };
    meanwhile = async () => void (await report(begun).expect(200));
    await replaceVoidPlans.execute();
    expect(await stageOf(plan.id)).toBe('superseded');
    expectProblem(await report({ phase: 'start', step: 's1' }, next), 409, 'other-plan-executing');
    await replaceVoidPlans.execute();
    expect((await execution()).status).toBe('executing');
    await report({ phase: 'fail', step: 's1', reason: 'power' }).expect(200);
    await Promise.all([replaceVoidPlans.execute(), replaceVoidPlans.execute()]);
    expect(await execution()).toMatchObject({ status: 'replaced' });
    await report({ phase: 'start', step: 's1' }, next).expect(200);
  });

  it('skips a cluster once the inventory says that it is gone', async () => {
    await report({ phase: 'start', step: 's1', subjects: [`${domain}/ledger`] }).expect(200);
    const gone = `${domain}/payments`;
    expectProblem(await act('skip', { subject: gone, reason: 'sold' }), 409, 'not-decommissioned');
    await observe({ ledger: to }, [gone]);
    await act('skip', { subject: gone, reason: 'sold' }).expect(200);
    await report({ phase: 'succeed', step: 's1' }).expect(200);
    await observe({ ledger: to });
    // It is back, at its old version, with an adapter that the next hop would leave outside its window.
    const held = await report({ phase: 'start', step: 's2' });
    expectProblem(held, 409, 'drift');
    expect(held.body.errors[0].detail).toBe(`${gone} shows vkr ${from}; the plan predicts none`);
    const again = await api
      .as('planner')
      .post(`/v1/plans/${plan.id}/replan`)
      .set('if-match', `"${plan.digest}"`)
      .set('prefer', 'wait=20')
      .expect(200);
    const { items } = (await api.as('viewer').get(`/v1/plans/${again.body.id}/steps`).expect(200)).body as {
      items: { subjects: string[] }[];
    };
    expect(items[0]!.subjects).toEqual([gone]);
    await observe({ ledger: to }, [gone]);
    await report({ phase: 'start', step: 's2' }).expect(200);
  });
});
