import { DecideSignoff, freezeDecider, PostgresRegisterRecord, Register } from '@lockstep/approvals';
import { ApiTokens, DataSource, type Role } from '@lockstep/platform';
import { fleet, goal, matrix, validated } from '@lockstep/testing/builders';
import type { Test } from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ApiUnderTest, expectProblem, startApiUnderTest } from './api-under-test.js';
import { workOnPlans } from './compute-plans.js';

const revision = matrix({
  releases: { nsx: ['4.2.1.0', '9.0.1.0'], vkr: ['v1.33.1'] },
  statements: [validated('vkr >=1.33 <1.34', 'nsx >=4.2 <9.1')],
});
const world = (at: string, more: Record<string, Record<string, string>> = {}) =>
  fleet({ nsxManagers: { fra: { nsx: '4.2.1.0' } }, clusters: { ledger: { vkr: 'v1.33.1' }, ...more }, takenAt: at });

let api: ApiUnderTest;
let plan: { id: string; digest: string };
let observedAt: string;
/** Tokens of people, by name. */
const people = new Map<string, string>();

beforeAll(async () => {
  api = await startApiUnderTest({ LOCKSTEP_EVIDENCE_AGE: '3600' });
  await workOnPlans(api.app);
  await api.as('matrix-editor').post('/v1/matrix/revisions').send(revision.document).expect(201);
  const roles: Record<string, Role[]> = { ada: ['planner', 'approver'], bo: ['approver'], cy: ['approver'], op: ['operator'] };
  for (const [name, held] of Object.entries(roles))
    people.set(name, (await api.app.get(ApiTokens).create({ name, roles: held }, 'test')).token);
});
afterAll(() => api.close());

const as = (name: string, test: Test) => test.set('authorization', `Bearer ${people.get(name)}`);
const post = (name: string, path: string, body: object = {}, ifMatch: string | null = plan.digest) => {
  const request = as(name, api.as(null).post(`/v1/plans/${plan.id}${path}`));
  return (ifMatch === null ? request : request.set('if-match', `"${ifMatch}"`)).send(body);
};
const sign = (name: string, ifMatch?: string | null) => post(name, '/signoffs', { decision: 'sign' }, ifMatch);
const read = () => api.as('viewer').get(`/v1/plans/${plan.id}/signoffs`);
const observe = async (more?: Record<string, Record<string, string>>) => {
  observedAt = new Date().toISOString();
  await api.as('inventory-writer').put('/v1/inventory/snapshots').send(world(observedAt, more)).expect(200);
};
const requestPlan = async () => {
  const answer = await as('ada', api.as(null).post('/v1/plans'))
    .set('prefer', 'wait=25')
    .send({ goal: goal({ targets: ['nsx 9.0.1.0'] }), domain: 'fra' });
  expect(answer).toMatchObject({ status: 200, body: { outcome: 'planned' } });
  plan = answer.body as typeof plan;
};

beforeEach(async () => {
  await observe();
  await requestPlan();
});

describe('signing off a plan', () => {
  it('takes as many others than its requester as its risks ask for, and tells who, when and from where', async () => {
    expect((await read()).body).toMatchObject({ state: 'none', digest: plan.digest });
    expectProblem(await sign('bo'), 409, 'signoff-not-requested');
    const requested = await post('ada', '/signoffs/request');
    expect(requested).toMatchObject({ status: 200, body: { state: 'pending', standing: { standing: 'stands' } } });
    const classes = (requested.body as { classes: { class: string }[] }).classes.map((risk) => risk.class);
    expect(classes).toEqual(expect.arrayContaining(['routine', 'shared-hop']));

    expectProblem(await sign('ada'), 409, 'requester');
    expectProblem(await sign('op'), 409, 'no-role-asked-for');
    expect((await sign('bo')).body).toMatchObject({ state: 'pending', signatures: [{ roles: ['approver'] }] });
    expect((await sign('bo')).body).toMatchObject({
      state: 'pending',
      missing: [{ class: 'shared-hop', role: 'approver', count: 1 }],
    });
    const { headers } = await api.as('viewer').get(`/v1/plans/${plan.id}`);
    expect((await sign('cy')).body).toMatchObject({ state: 'approved', missing: [] });
    const signed = await api.as('viewer').get(`/v1/plans/${plan.id}`).set('if-none-match', headers['etag']!).expect(200);
    expect(signed.body).toMatchObject({ status: 'signed-off', digest: plan.digest });
    const listed = (await api.as('viewer').get('/v1/plans?status=signed-off').expect(200)).body as { items: { id: string }[] };
    expect(listed.items.map(({ id }) => id)).toEqual([plan.id]);
    // The tag that has come with it names the digest, too.
    expect((await post('bo', '/signoffs', { decision: 'sign' }, signed.headers['etag']!.slice(1, -1))).status).toBe(200);
    const [given] = await api.query<{ actor: string; data: string }>(
      `select actor, data::text as data from event_store.event where type = 'SignoffGiven' order by position desc limit 1`,
    );
    expect(JSON.parse(given!.data)).toMatchObject({
      by: given!.actor,
      digest: plan.digest,
      from: { address: '127.0.0.1', trace: expect.stringMatching(/^[0-9a-f]{32}$/) },
    });
  });

  it('names people beside their ids, until somebody is forgotten', async () => {
    const tokens = api.app.get(ApiTokens);
    const eve = await tokens.create({ name: 'Eve of Elsewhere', roles: ['approver'] }, 'test');
    people.set('eve', eve.token);
    const actor = `token:${eve.record.id}`;
    await post('ada', '/signoffs/request').expect(200);
    const given = await sign('eve').set('idempotency-key', 'eve-signs').expect(200);
    const [ada] = await tokens.findPeople([(given.body as { requested: { by: string } }).requested.by]);
    expect(given.body.people).toEqual([ada, { id: actor, name: 'Eve of Elsewhere' }]);
    expect(ada!.name).toBe('ada');
    await sign('bo').set('idempotency-key', 'bo-signs').expect(200);
    await tokens.forgetName(actor);
    const { body } = await read().expect(200);
    expect(body).toMatchObject({ state: 'approved', signatures: [{ by: actor }, {}], people: [{ name: 'ada' }, { name: 'bo' }] });
    for (const table of ['lockstep.idempotent_request', 'event_store.event'])
      expect(JSON.stringify(await api.query(`select t::text from ${table} t`)), table).not.toContain('Elsewhere');
  });

  it('needs the digest that was looked at', async () => {
    await post('ada', '/signoffs/request');
    expectProblem(await sign('bo', null), 428, 'precondition-required');
    expectProblem(await sign('bo', `sha256:${'0'.repeat(64)}`), 412, 'precondition-failed');
    const etag = (await read()).headers['etag']!;
    expect((await sign('bo', etag.slice(1, -1))).status).toBe(200);
    expectProblem(
      await as('bo', api.as(null).post('/v1/plans/00000000-0000-4000-8000-000000000000/signoffs'))
        .set('if-match', etag)
        .send({ decision: 'sign' }),
      404,
      'not-found',
    );
  });

  it('counts both of two people who sign in the same moment', async () => {
    await post('ada', '/signoffs/request');
    const answers = await Promise.all([sign('bo'), sign('cy')]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect((await read()).body).toMatchObject({ state: 'approved' });
  });

  it('is held by a refusal, with its reason, until the one who refused takes it back', async () => {
    await post('ada', '/signoffs/request');
    await Promise.all([sign('bo'), sign('cy')]);
    expectProblem(await post('op', '/signoffs', { decision: 'refuse' }), 400, 'invalid-request');
    const refused = await post('op', '/signoffs', { decision: 'refuse', reason: 'not in the week of the fair' });
    expect(refused.body).toMatchObject({ state: 'refused', refusals: [{ reason: 'not in the week of the fair' }] });
    expectProblem(await post('op', '/signoffs', { decision: 'sign' }), 409, 'refused-before');
    expect((await post('op', '/signoffs/withdraw')).body).toMatchObject({ state: 'approved', refusals: [] });
    expectProblem(await post('op', '/signoffs/withdraw'), 409, 'nothing-to-withdraw');
  });

  it('is refused when a premise fell a moment ago, and names what made it fall', async () => {
    await post('ada', '/signoffs/request');
    await observe({ late: { vkr: 'v1.33.1' } });
    const answer = await sign('bo');
    expectProblem(answer, 409, 'plan-void');
    expect(JSON.stringify(answer.body)).toContain('late');
    expect((await read()).body).toMatchObject({ state: 'void', standing: { standing: 'void' }, signatures: [] });
  });

  it('is refused while an event that was taken can not be read yet, whoever decides and however', async () => {
    await post('ada', '/signoffs/request').expect(200);
    await sign('bo').expect(200);
    const other = api.app.get(DataSource).createQueryRunner();
    await other.startTransaction();
    await other.query('select pg_current_xact_id()');
    try {
      const move = { component: 'vkr', version: 'v1.33.9' };
      await api
        .as('inventory-writer')
        .post('/v1/inventory/events')
        .set('content-type', 'application/cloudevents+json')
        .send({
          specversion: '1.0',
          id: plan.id,
          source: '/test',
          type: 'dev.lockstep.cluster.version-observed.v1',
          subject: 'cluster-ledger',
          time: new Date().toISOString(),
          data: move,
        })
        .expect(200);
      const path = `/v1/plans/${plan.id}`;
      const about = { kind: 'evidence', evidence: 'third-party' };
      const waiver = { about, reason: 'we have tested it', owner: 'eva', expires: '2999-01-01T00:00:00Z' };
      const [gate, ...others] = await Promise.all([
        api.as('viewer').get(`${path}/gate`),
        api.as('viewer').get(`${path}/standing`),
        api.as('viewer').get(`${path}/approval`),
        sign('cy'),
        post('ada', '/waivers', waiver),
        api
          .as('admin')
          .post(`${path}/break-glass`)
          .set('if-match', `"${plan.digest}"`)
          .send({ reason: 'NSX is down and nobody else is awake' }),
      ]);
      expect(gate.body).toMatchObject({ verdict: 'hold', reasons: [{ reason: 'not-known', what: 'plan' }] });
      for (const answer of others) {
        expectProblem(answer, 503, 'unavailable');
        expect(answer.headers['retry-after']).toBe('5');
      }
    } finally {
      await other.rollbackTransaction();
      await other.release();
    }
    expectProblem(await sign('cy'), 409, 'plan-void');
    expect((await read()).body).toMatchObject({ standing: { standing: 'void' }, breakGlass: null });
  });

  it('takes break-glass of admins only, loudly, and not over a refusal', async () => {
    await post('ada', '/signoffs/request');
    const path = `/v1/plans/${plan.id}/break-glass`;
    const body = { reason: 'site down, nobody else awake' };
    expectProblem(await post('bo', '/break-glass', body), 403, 'forbidden');
    const used = await api.as('admin').post(path).set('if-match', `"${plan.digest}"`).send(body);
    expect(used.body).toMatchObject({ state: 'approved', breakGlass: { severity: 'critical', ...body } });
    expect((await read()).headers['lockstep-break-glass']).toBe((used.body as { breakGlass: { by: string } }).breakGlass.by);
    expect(api.logged.some((line) => line.includes('break-glass was used') && line.includes('critical'))).toBe(true);
    await post('bo', '/signoffs', { decision: 'refuse', reason: 'wait' });
    expect((await read()).body).toMatchObject({ state: 'refused' });
  });

  it('waives nothing that is not weak', async () => {
    await post('ada', '/signoffs/request');
    const waiver = { about: { kind: 'statement', statement: 's9' }, reason: 'lab', owner: 'Ada', expires: '2999-01-01T00:00:00Z' };
    expectProblem(await post('bo', '/waivers', waiver), 409, 'nothing-to-waive');
    expect((await api.as('viewer').get(`/v1/plans/${plan.id}/waivers`)).body).toMatchObject({ plan: plan.id, items: [] });
  });

  it('loses a refusal whose author has no token any more to an admin alone, loudly', async () => {
    await post('ada', '/signoffs/request').expect(200);
    const refused = await post('bo', '/signoffs', { decision: 'refuse', reason: 'week of the fair' }).expect(200);
    const of = (refused.body as { refusals: { by: string }[] }).refusals[0]!.by;
    const lift = { of, reason: 'the token of bo was revoked' };
    expect((await post('cy', '/signoffs/lift-refusal', lift)).status).toBe(403);
    const headers = { 'if-match': `"${plan.digest}"` };
    const asAdmin = (body: object) => api.as('admin').post(`/v1/plans/${plan.id}/signoffs/lift-refusal`).set(headers).send(body);
    expectProblem(await asAdmin({ ...lift, of: 'token:nobody' }), 409, 'no-such-refusal');
    const lifted = await asAdmin(lift).expect(200);
    expect(lifted.body).toMatchObject({ refusals: [], lifted: [{ of, reason: lift.reason, severity: 'critical' }] });
    expect(api.logged.join('')).toContain('a refusal of a plan was lifted');
  });

  it('tells for whom a signature stands that was given in a change system, and for nobody else where people sign here', async () => {
    await post('ada', '/signoffs/request').expect(200);
    await sign('bo').expect(200);
    const by = 'change:board/CHG0030042 by Carla';
    const from = { address: null, userAgent: null, trace: null };
    const standsFor = ['token:carla'];
    await api.app.get(DecideSignoff).sign(plan.id, { digest: plan.digest, actor: by, roles: ['approver'], from, standsFor });
    const { body } = await read().expect(200);
    expect(body).toMatchObject({ state: 'approved', signatures: [{ standsFor: [] }, { by, roles: ['approver'], standsFor }] });
  });
});

it('a plan that touches a cluster with a CNI of its own waits for its two owners, and names it', async () => {
  await observe({ apart: { vkr: 'v1.33.1', cni: 'calico', adapter: 'disabled' } });
  await requestPlan();
  await post('ada', '/signoffs/request');
  const answer = await sign('bo');
  expectProblem(answer, 409, 'owners-missing');
  expect((answer.body as { errors: object[] }).errors).toEqual([{ pointer: '', detail: 'apart' }]);
  const person = (name: string) => ({ name, contact: `${name}@example.org` });
  const owners = { id: 'apart', scope: { clusters: ['apart'] }, podTraffic: person('Ada'), nsx: person('Bo') };
  expectProblem(
    await api
      .as('approver')
      .post('/v1/owners')
      .send({ ...owners, nsx: person('ada ') }),
    400,
    'invalid-request',
  );
  expect((await api.as('approver').post('/v1/owners').send(owners)).status).toBe(201);
  expect((await sign('bo')).body).toMatchObject({ state: 'pending', unowned: [] });
  const etag = (await api.as('viewer').get('/v1/owners/apart')).headers['etag']!;
  await api.as('approver').delete('/v1/owners/apart?reason=left').set('if-match', etag).expect(204);
  expect((await read()).body).toMatchObject({ unowned: ['apart'] });
});

describe('the sign-off policy', () => {
  it('comes with Lockstep, is changed by admins on what they have seen, and never asks for nothing', async () => {
    const seen = await api.as('viewer').get('/v1/signoff-policy');
    expect(seen.body).toMatchObject({ version: 0, weakFrom: 'third-party', classes: { routine: [{ role: 'approver', count: 1 }] } });
    const { classes, weakFrom } = seen.body as { classes: Record<string, object>; weakFrom: string };
    const put = (etag: string, body: object) => api.as('admin').put('/v1/signoff-policy').set('if-match', etag).send(body);
    expectProblem(
      await put(seen.headers['etag']!, { classes: { ...classes, routine: [] }, weakFrom, reason: 'x' }),
      400,
      'invalid-request',
    );
    const three = { ...classes, 'shared-hop': [{ role: 'approver', count: 3 }] };
    const changed = await put(seen.headers['etag']!, { classes: three, weakFrom, reason: 'stricter' });
    expect(changed.body).toMatchObject({ version: 1, classes: three, reason: 'stricter' });
    expectProblem(await put(seen.headers['etag']!, { classes, weakFrom, reason: 'back' }), 412, 'precondition-failed');
    const unmeetable = {
      ...classes,
      routine: [
        { role: 'approver', count: 1 },
        { role: 'change-bord', count: 1 },
      ],
    };
    const refused = await put(changed.headers['etag']!, { classes: unmeetable, weakFrom, reason: 'a slip' });
    expectProblem(refused, 422, 'unprocessable');
    expect(refused.body).toMatchObject({
      errors: [{ pointer: '/classes/routine/1/role', detail: expect.stringContaining('found change-bord') }],
    });
    await put(changed.headers['etag']!, { classes, weakFrom, reason: 'back' });
  });
});

describe('freezes', () => {
  const freeze = {
    id: 'quarter',
    name: 'End of quarter',
    reason: 'books are closed',
    scope: { labels: { site: 'fra' } },
    times: { start: '2026-03-28T00:00', duration: 'P4D', timeZone: 'Europe/Berlin', rule: 'FREQ=MONTHLY;INTERVAL=3' },
  };
  const declare = (body: object) => api.as('approver').post('/v1/freezes').send(body);

  it('are declared, changed and lifted on the state that was looked at', async () => {
    const declared = await declare(freeze);
    expect(declared).toMatchObject({ status: 201, headers: { location: '/v1/freezes/quarter' }, body: freeze });
    expectProblem(await declare(freeze), 409, 'conflict');
    const { id: _, ...content } = freeze;
    const put = (etag: string) =>
      api
        .as('approver')
        .put('/v1/freezes/quarter')
        .set('if-match', etag)
        .send({ ...content, reason: 'audit' });
    const changed = await put(declared.headers['etag']!);
    expect(changed.body).toMatchObject({ reason: 'audit' });
    expectProblem(await put(declared.headers['etag']!), 412, 'precondition-failed');
    expect((await api.as('viewer').get('/v1/freezes')).body).toMatchObject({ items: [{ id: 'quarter', reason: 'audit' }] });
    const lift = (query: string) => api.as('approver').delete(`/v1/freezes/quarter${query}`).set('if-match', changed.headers['etag']!);
    expectProblem(await lift(''), 400, 'invalid-request');
    expect((await lift('?reason=done')).status).toBe(204);
    expectProblem(await api.as('viewer').get('/v1/freezes/quarter'), 404, 'not-found');
  });

  it.each([
    ['a rule that no calendar knows', { rule: 'FREQ=FORTNIGHTLY' }, '/times/rule'],
    ['a time zone that is none', { timeZone: 'Mars/Olympus' }, '/times/timeZone'],
  ])('are refused with %s', async (_, change, pointer) => {
    expectProblem(await declare({ ...freeze, id: 'other', times: { ...freeze.times, ...change } }), 422, 'unprocessable', [pointer]);
  });

  it('are refused when they name what the fleet does not have, since they would hold nothing', async () => {
    await observe();
    const scope = { nsxManagers: ['fra', 'frankfurt'], projects: ['shop'] };
    expectProblem(await declare({ ...freeze, id: 'other', scope }), 422, 'unprocessable', ['/scope/nsxManagers/1', '/scope/projects/0']);
    expectProblem(await declare({ ...freeze, id: 'other', scope: { nsxManager: ['fra'] } }), 400, 'invalid-request');
    expect((await declare({ ...freeze, id: 'other', scope: { nsxManagers: ['fra'] } })).status).toBe(201);
  });

  it('are changed also when what they name is gone, and take nothing in that the fleet does not have', async () => {
    await observe();
    const scope = { nsxManagers: ['fra', 'long-gone'] };
    const { id, ...content } = { ...freeze, id: 'gone', scope };
    await new Register(PostgresRegisterRecord.freezes(api.app.get(DataSource)), freezeDecider).create(id, content, { actor: 'token:test' });
    const { headers } = await api.as('viewer').get(`/v1/freezes/${id}`).expect(200);
    const put = (nsxManagers: string[]) =>
      api
        .as('approver')
        .put(`/v1/freezes/${id}`)
        .set('if-match', headers['etag']!)
        .send({ ...content, reason: 'two days more', scope: { nsxManagers } });
    expectProblem(await put([...scope.nsxManagers, 'frankfurt']), 422, 'unprocessable', ['/scope/nsxManagers/2']);
    const strange = await put(Array.from({ length: 300 }, (_, index) => `n${index}`));
    expect(strange.body.errors).toHaveLength(50);
    expect((await put(scope.nsxManagers)).body).toMatchObject({ reason: 'two days more', scope });
  });

  it('are refused when they end before they begin', async () => {
    const times = { from: '2026-05-02T00:00:00Z', to: '2026-05-01T00:00:00Z' };
    expectProblem(await declare({ ...freeze, id: 'other', times }), 422, 'unprocessable', ['/times/to']);
  });
});
