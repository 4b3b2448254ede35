import { randomBytes } from 'node:crypto';
import {
  type ChangeReading,
  type ChangeRecordCommand,
  changeRecordDecider,
  changeRecordStream,
  followChangeRecordJob,
} from '@lockstep/approvals';
import { handleCommand } from '@lockstep/event-store';
import { ProjectionRunner } from '@lockstep/event-store/postgres';
import { JOB_QUEUES, type JobQueues } from '@lockstep/platform';
import type { ChangeRecordKeeping } from '@lockstep/plans';
import { fleet, goal, matrix, validated } from '@lockstep/testing/builders';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, expectProblem, startApiUnderTest } from '../../test/api-under-test.js';
import { CHANGE_RECORDS } from './tokens.js';
import { computePlan } from '../../test/compute-plans.js';

const canary = 'canary-secret-4712';
const board = {
  id: 'board',
  system: 'servicenow',
  name: 'Change board',
  settings: { url: 'https://example.service-now.com' },
  secret: { username: 'lockstep', password: canary },
  nsxManagers: ['nsx-1'],
  opening: 'by-hand',
  roles: ['change-board'],
  strangers: 'ignore',
};

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApiUnderTest({ LOCKSTEP_SECRET_KEY: randomBytes(32).toString('base64') });
});
afterAll(() => api?.close());

const get = (path: string) => api.as('viewer').get(path);
const post = (body: object) => api.as('admin').post('/v1/change-systems').send(body);
const put = (etag: string, body: object) => api.as('admin').put('/v1/change-systems/board').set('if-match', etag).send(body);
const { id: _, system: __, secret: ___, ...changeable } = board;

describe('change systems', () => {
  it('are registered by admins, with settings that are shown and a secret that is not', async () => {
    expectProblem(await api.as('operator').post('/v1/change-systems').send(board), 403, 'forbidden');
    const answer = await post(board);
    expect(answer).toMatchObject({ status: 201, headers: { location: '/v1/change-systems/board', etag: expect.any(String) } });
    expect(answer.body).toMatchObject({
      id: 'board',
      settings: board.settings,
      secret: { setAt: expect.any(String), setBy: expect.stringMatching(/^token:/) },
      nsxManagers: ['nsx-1'],
      opening: 'by-hand',
      roles: ['change-board'],
      people: {},
      strangers: 'ignore',
      pollSeconds: 60,
      maxAge: 900,
    });
    expect((await get('/v1/change-systems/board')).body).toEqual(answer.body);
    expect((await get('/v1/change-systems')).body).toEqual({ items: [answer.body], page: { limit: 100, next: null } });
    expectProblem(await post(board), 409, 'conflict');
  });

  it('are refused with every rule that is broken, and without repeating what was sent', async () => {
    const wrong = { ...board, id: 'wrong', settings: { url: 'nowhere', tls: 'maybe' }, secret: { [canary]: 1 }, pollSeconds: 600 };
    const answer = await post(wrong);
    expectProblem(answer, 422, 'unprocessable');
    const pointers = (answer.body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer);
    expect(pointers).toEqual(expect.arrayContaining(['/settings/url', '/settings/tls', '/maxAge', expect.stringMatching(/^\/secret/)]));
    expect(answer.text).not.toContain(canary);
    expectProblem(await post({ ...board, id: 'silent', strangers: undefined }), 422, 'unprocessable', ['/strangers']);
    expectProblem(await post({ ...board, system: 'mainframe' }), 422, 'unprocessable', ['/system']);
    expectProblem(await post({ ...board, id: 'X', roles: ['Change Board'] }), 400, 'invalid-request', ['/id', '/roles/0']);
    const { nsxManagers: ____, ...open } = board;
    expectProblem(await post(open), 400, 'invalid-request', ['/nsxManagers']);
  });

  it('are changed on what was seen, and never keep their secret for another address', async () => {
    const { headers } = await get('/v1/change-systems/board');
    expectProblem(await api.as('admin').put('/v1/change-systems/board').send(changeable), 428, 'precondition-required');
    const elsewhere = { ...changeable, settings: { url: 'https://elsewhere.example' } };
    expectProblem(await put(headers['etag']!, elsewhere), 422, 'unprocessable', ['/secret']);
    const changed = await put(headers['etag']!, { ...changeable, people: { 'Ada Lovelace': 'token:ada' } });
    expect(changed).toMatchObject({
      status: 200,
      body: { people: { 'Ada Lovelace': 'token:ada' }, secret: { setAt: expect.any(String) } },
    });
    expectProblem(await put(headers['etag']!, changeable), 412, 'precondition-failed');
    expect((await put(changed.headers['etag']!, { ...elsewhere, secret: board.secret })).status).toBe(200);
  });

  it('keep their secret out of every row and every line of the log', async () => {
    const tables = await api.query<{ name: string }>(
      `select table_schema || '.' || table_name as name from information_schema.tables where table_schema in ('lockstep', 'event_store')`,
    );
    for (const { name } of tables) expect(JSON.stringify(await api.query(`select t::text from ${name} t`))).not.toContain(canary);
    expect(api.logged.join('\n')).not.toContain(canary);
  });
});

const { document } = matrix({
  releases: { nsx: ['4.2.1.0', '9.0.1.0'], vkr: ['v1.33.1', 'v1.34.1'] },
  statements: [validated('vkr >=1.33 <1.34', 'nsx 4.2', { id: 'old' }), validated('vkr >=1.34 <1.35', 'nsx >=4.2 <9.1', { id: 'bridge' })],
});

async function computedPlan(): Promise<{ id: string; digest: string }> {
  const sources = [{ id: 'lab', title: 'Own soak test', confidence: 'operator' }];
  const statements = document.spec.statements.map((statement) => ({ ...statement, sources: ['lab'] }));
  await api
    .as('matrix-editor')
    .post('/v1/matrix/revisions')
    .send({ ...document, spec: { ...document.spec, sources, statements } });
  const world = fleet({ nsxManagers: { 'nsx-1': { nsx: '4.2.1.0' } }, clusters: { ledger: { vkr: 'v1.33.1' } } });
  await api.as('inventory-writer').put('/v1/inventory/snapshots').send(world).expect(200);
  const asked = await api
    .as('planner')
    .post('/v1/plans')
    .send({ goal: goal({ targets: ['nsx 9.0.1.0'] }), domain: 'nsx-1' })
    .expect(202);
  const { id } = asked.body as { id: string };
  await computePlan(api.app, id);
  return { id, digest: ((await get(`/v1/plans/${id}`)).body as { digest: string }).digest };
}

const there: ChangeReading = {
  reference: 'r1',
  number: 'CHG1',
  url: null,
  phase: 'awaiting-approval',
  state: 'Assess',
  approval: 'requested',
  deciders: [],
  digest: null,
  window: null,
  planned: { start: null, end: null, isReadable: false },
};

describe('change records', () => {
  let plan: { id: string; digest: string };
  const open = (body: object) => api.as('planner').post('/v1/change-records').send(body);
  const keeping = () => api.app.get<ChangeRecordKeeping>(CHANGE_RECORDS);
  /** What the worker records. */
  const record = (...commands: readonly ChangeRecordCommand[]) =>
    keeping().records.transact(plan.id, async (events) => {
      for (const command of commands)
        await handleCommand(events, changeRecordDecider, changeRecordStream(plan.id), command, { actor: 'system:test' });
    });
  const requested = () => ({ system: 'board', digest: plan.digest, by: 'token:test' });
  const openedAs = (number: string, phase: ChangeReading['phase'], state: string): ChangeRecordCommand => {
    const reading = { ...there, reference: number, number, digest: plan.digest, phase, state };
    return { command: 'open', opened: { system: 'board', digest: plan.digest, window: null, reading, from: null } };
  };
  /** As two workers do, whose rows follow the record. */
  const found = async (state: 'open' | 'closed') => {
    await Promise.all([keeping().findings.execute(), keeping().findings.execute()]);
    await api.app.get(ProjectionRunner).catchUp('fleet');
    const { body } = await get(`/v1/findings?kind=change-record-ended&state=${state}`).expect(200);
    return (body as { items: { id: string; title: string }[] }).items;
  };
  beforeAll(async () => {
    plan = await computedPlan();
  });

  it('hold the gate of a plan that has none', async () => {
    const { body } = await get(`/v1/plans/${plan.id}/gate`);
    const reasons = (body as { reasons: { reason: string; system?: string }[] }).reasons;
    expect(reasons).toContainEqual(
      expect.objectContaining({ reason: 'change-record-missing', system: 'board', why: 'nobody has asked for it' }),
    );
    expectProblem(await get(`/v1/change-records/${plan.id}`), 404, 'not-found');
  });

  it('are asked for on the digest that was looked at, and once', async () => {
    expectProblem(await open({ plan: plan.id, digest: `sha256:${'0'.repeat(64)}` }), 409, 'conflict');
    expectProblem(await open({ plan: 'nobody', digest: plan.digest }), 422, 'unprocessable', ['/plan']);
    const answer = await open({ plan: plan.id, digest: plan.digest }).set('idempotency-key', 'k1');
    expect(answer).toMatchObject({
      status: 202,
      headers: { location: `/v1/change-records/${plan.id}` },
      body: { plan: plan.id, system: 'board', status: 'requested', standing: 'missing', number: null, fault: null, failures: 0 },
    });
    expect((await open({ plan: plan.id, digest: plan.digest }).set('idempotency-key', 'k1')).body).toEqual(answer.body);
    const list = await get('/v1/change-records?status=requested&system=board');
    expect(list.body).toMatchObject({ items: [{ plan: plan.id, status: 'requested' }] });
    expect((await get('/v1/change-records?status=lost')).body).toMatchObject({ items: [] });
  });

  it('say within the time of a refresh that no worker has looked, or what it found', async () => {
    const queues = api.app.get<JobQueues>(JOB_QUEUES);
    // A worker that finds the system away.
    await queues.work(followChangeRecordJob, async ({ data }) => {
      const failing = { fault: 'unreachable', detail: 'no answer', doing: 'open', at: new Date().toISOString() };
      await api.query(`update lockstep.change_record set failures = 1, failing = $2 where plan = $1`, [data.plan, JSON.stringify(failing)]);
      return { outcome: 'failed' };
    });
    const answer = await api.as('operator').post(`/v1/change-records/${plan.id}/refresh`);
    expect(answer).toMatchObject({ status: 200, body: { fault: { code: 'unreachable', doing: 'open' }, failures: 1 } });
    expectProblem(await api.as('operator').post('/v1/change-records/nobody/refresh'), 404, 'not-found');
  });

  it('have one made again that was barred, when somebody asks again or the settings of the system change', async () => {
    const { records } = keeping();
    const is = async () => (await records.findMaking(plan.id)).is;
    await records.barMaking(plan.id);
    await api.as('operator').post(`/v1/change-records/${plan.id}/refresh`);
    expect(await is()).toBe('barred');
    await open({ plan: plan.id, digest: plan.digest }).expect(202);
    expect(await is()).toBe('free');
    await records.barMaking(plan.id);
    const { headers } = await get('/v1/change-systems/board');
    const elsewhere = { ...changeable, settings: { url: 'https://elsewhere.example' } };
    await put(headers['etag']!, elsewhere).expect(200);
    expect(await is()).toBe('free');
    await records.beginMaking(plan.id, 300);
    await records.unbarMaking(plan.id);
    expect(await is()).toBe('busy');
    await records.endMaking(plan.id);
  });

  it('are withdrawn on the state that was looked at', async () => {
    const { headers } = await get(`/v1/change-records/${plan.id}`);
    const withdraw = () => api.as('operator').post(`/v1/change-records/${plan.id}/withdraw`).send({ reason: 'not this week' });
    expectProblem(await withdraw(), 428, 'precondition-required');
    const answer = await withdraw().set('if-match', headers['etag']!);
    expect(answer).toMatchObject({ status: 200, body: { withdrawal: { reason: 'not this week' }, standing: 'missing' } });
    expectProblem(await withdraw().set('if-match', headers['etag']!), 412, 'precondition-failed');
  });

  it('are found when people have ended them before the plan, until another one is asked for', async () => {
    await record({ command: 'request', request: requested() }, openedAs('CHG1', 'cancelled', 'Canceled'));
    await expect
      .poll(() => found('open'), { timeout: 10_000 })
      .toMatchObject([
        {
          severity: 'high',
          nsxManager: 'nsx-1',
          about: { plan: plan.id, node: { kind: 'nsx-manager', id: 'nsx-1' } },
          detail: 'change CHG1; system board; must stay open until the plan has ended; found it cancelled (Canceled)',
        },
      ]);
    const [first] = await found('open');
    expect((await get(`/v1/change-records/${plan.id}`)).body).toMatchObject({
      reading: { window: null, planned: { start: null, readable: false } },
    });
    await record({ command: 'request', request: requested() });
    await expect.poll(() => found('closed'), { timeout: 10_000 }).toMatchObject([{ id: first!.id }]);
    await record(openedAs('CHG2', 'closed', 'Closed'));
    await expect.poll(() => found('open'), { timeout: 10_000 }).toMatchObject([{ id: first!.id }]);
    expect((await found('open'))[0]!.title).toContain('found it closed (Closed)');
  });

  it('are asked for and found no more once their system is removed', async () => {
    const { headers } = await get('/v1/change-systems/board');
    await api.as('admin').delete('/v1/change-systems/board?reason=moved').set('if-match', headers['etag']!).expect(204);
    expectProblem(await get('/v1/change-systems/board'), 404, 'not-found');
    expect(await api.query(`select 1 from lockstep.connector_secret where owner like 'change-system/%'`)).toEqual([]);
    expect((await get(`/v1/change-records/${plan.id}`)).body).toMatchObject({ standing: 'not-asked' });
    await expect.poll(() => found('open'), { timeout: 10_000 }).toEqual([]);
  });

  it('are found no more once nobody wants the plan', async () => {
    await post(board);
    await expect.poll(() => found('open'), { timeout: 10_000 }).toHaveLength(1);
    const withdraw = api.as('planner').post(`/v1/plans/${plan.id}/withdraw`).set('if-match', `"${plan.digest}"`);
    await withdraw.send({ reason: 'another way' }).expect(200);
    await expect.poll(() => found('open'), { timeout: 10_000 }).toEqual([]);
  });
});
