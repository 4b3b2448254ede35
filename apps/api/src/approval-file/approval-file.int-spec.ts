import { generateKeyPairSync } from 'node:crypto';
import { readTrustedKeys, verifyApprovalFile } from '@lockstep/approvals/approval-file';
import { readDocuments } from '@lockstep/documents';
import { compileMatrix } from '@lockstep/matrix/domain';
import { verifyPlan } from '@lockstep/planner/checks';
import { ApiTokens, type Role } from '@lockstep/platform';
import { fleet, goal, matrix, validated } from '@lockstep/testing/builders';
import { createLocalJWKSet, generalVerify } from 'jose';
import type { Test } from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ApiUnderTest, expectProblem, startApiUnderTest } from '../../test/api-under-test.js';
import { workOnPlans } from '../../test/compute-plans.js';

const { document } = matrix({
  releases: { nsx: ['4.2.1.0', '9.0.1.0'], vkr: ['v1.33.1', 'v1.33.2'] },
  statements: [validated('vkr >=1.33 <1.34', 'nsx >=4.2 <9.1', { id: 'window' })],
});
const sources = [{ id: 'blog', title: 'Seen somewhere', confidence: 'third-party' }];
const statements = document.spec.statements.map((statement) => ({ ...statement, evidence: 'third-party', sources: ['blog'] }));
const revision = { ...document, spec: { ...document.spec, sources, statements } };
const pemOf = () => generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();

let api: ApiUnderTest;
let plan: { id: string; digest: string };
const people = new Map<string, string>();

beforeAll(async () => {
  api = await startApiUnderTest({
    LOCKSTEP_APPROVAL_KEY: `${pemOf()},${pemOf()}`,
    LOCKSTEP_APPROVAL_AGE: '600',
    LOCKSTEP_SEAL_NAME: 'lab',
  });
  await workOnPlans(api.app);
  await api.as('matrix-editor').post('/v1/matrix/revisions').send(revision).expect(201);
  const roles: Record<string, Role[]> = { ada: ['planner'], bo: ['approver'], cy: ['approver'], di: ['admin'] };
  for (const [name, held] of Object.entries(roles))
    people.set(name, (await api.app.get(ApiTokens).create({ name, roles: held }, 'test')).token);
});
afterAll(() => api.close());

const as = (name: string, test: Test) => test.set('authorization', `Bearer ${people.get(name)}`);
const post = (name: string, path: string, body: object = {}) =>
  as(name, api.as(null).post(`/v1/plans/${plan.id}${path}`))
    .set('if-match', `"${plan.digest}"`)
    .send(body);
const sign = (name: string) => post(name, '/signoffs', { decision: 'sign' }).expect(200);
const read = () => api.as('viewer').get(`/v1/plans/${plan.id}/approval`);
const observe = (vkr: string) =>
  api
    .as('inventory-writer')
    .put('/v1/inventory/snapshots')
    .send(fleet({ nsxManagers: { fra: { nsx: '4.2.1.0' } }, clusters: { ledger: { vkr } }, takenAt: new Date().toISOString() }))
    .expect(200);
const reasonsOf = ({ body }: { body: unknown }) =>
  (body as { errors: { detail: string }[] }).errors.map(({ detail }) => detail.split(';')[0]);
const open = async (body: unknown) => {
  const keys = await api.as(null).get('/v1/approval-keys').expect(200);
  const trusted = await readTrustedKeys(JSON.stringify(keys.body));
  if (!trusted.ok) throw new Error(trusted.problem);
  return verifyApprovalFile(JSON.stringify(body), trusted.keys, Date.now());
};

beforeEach(async () => {
  await observe('v1.33.1');
  const answer = await as('ada', api.as(null).post('/v1/plans'))
    .set('prefer', 'wait=25')
    .send({ goal: goal({ targets: ['nsx 9.0.1.0'], policy: { evidence: 'third-party' } }), domain: 'fra' });
  if (answer.body.outcome !== 'planned') throw new Error(JSON.stringify(answer.body));
  const { id, digest } = answer.body as typeof plan;
  plan = { id, digest };
});

describe('the approval of a plan as a file', () => {
  it('is given out once all have signed, and not before', async () => {
    expect(reasonsOf(await read().expect(409))).toEqual(['not-requested']);
    await post('ada', '/signoffs/request').expect(200);
    await sign('bo');
    const early = await read();
    expectProblem(early, 409, 'not-approved');
    expect(new Set(reasonsOf(early))).toEqual(new Set(['missing-signoff']));
    await sign('cy');
    const before = await api.countEvents();
    const { body, headers } = await read().expect(200);
    expect(headers).toMatchObject({ 'content-type': expect.stringMatching(/^application\/jose\+json/), 'cache-control': 'no-store' });
    const opened = await open(body);
    expect(opened).toMatchObject({
      outcome: 'valid',
      payload: {
        record: { name: 'lab' },
        plan,
        expiresBecause: 'maximum',
        signoff: { signatures: [{ roles: ['approver'] }, { roles: ['approver'] }], breakGlass: null },
        change: null,
        schedule: null,
      },
    });
    if (opened.outcome !== 'valid') throw new Error('unreachable');
    expect(headers['expires']).toBe(new Date(opened.payload.expiresAt).toUTCString());
    expect(Date.parse(opened.payload.expiresAt) - Date.parse(opened.payload.issuedAt)).toBe(600_000);
    expect(await api.countEvents()).toBe(before);
  });

  it('names those who asked and signed, beside their ids', async () => {
    await post('ada', '/signoffs/request').expect(200);
    await sign('bo');
    await sign('cy');
    const opened = await open((await read().expect(200)).body);
    if (opened.outcome !== 'valid') throw new Error(JSON.stringify(opened));
    const { requestedBy, signoff, people: named } = opened.payload;
    expect(named).toEqual([
      { id: requestedBy, name: 'ada' },
      { id: signoff.signatures[0]!.by, name: 'bo' },
      { id: signoff.signatures[1]!.by, name: 'cy' },
    ]);
  });

  it('is read by a tool that knows nothing of Lockstep, with the keys that are published', async () => {
    await post('ada', '/signoffs/request').expect(200);
    await sign('bo');
    await sign('cy');
    const { body: keys } = await api
      .as(null)
      .get('/v1/approval-keys')
      .expect(200)
      .expect('content-type', /^application\/jwk-set\+json/);
    expect((keys as { keys: unknown[] }).keys).toHaveLength(2);
    expect(JSON.stringify(keys)).not.toContain('"d"');
    const { payload, protectedHeader } = await generalVerify((await read().expect(200)).body as never, createLocalJWKSet(keys as never));
    expect(protectedHeader).toMatchObject({ alg: 'EdDSA', cty: 'vnd.lockstep.approval.v2+json' });
    expect(JSON.parse(new TextDecoder().decode(payload))).toMatchObject({ plan });
  });

  it('names what the plan was made from, so that the checker can prove it again', async () => {
    await post('ada', '/signoffs/request').expect(200);
    await sign('bo');
    await sign('cy');
    const opened = await open((await read().expect(200)).body);
    if (opened.outcome !== 'valid') throw new Error(JSON.stringify(opened));
    const { matrix: revision, fleet, plan: approved, goal: asked } = opened.payload;
    const snapshot = `/v1/inventory/snapshots/current?position=${fleet.position}&nsxManager=fra`;
    const download = async (path: string) => (await api.as('viewer').get(path).set('accept', 'application/yaml').expect(200)).text;
    const { documents } = readDocuments([
      { file: 'fleet.yaml', text: await download(snapshot) },
      { file: 'matrix.yaml', text: await download(`/v1/matrix/revisions/${revision}`) },
    ]);
    const compiled = compileMatrix(documents.CompatibilityMatrix);
    if ('problems' in compiled) throw new Error('must compile');
    const world = documents.FleetSnapshot[0]!;
    const proof = verifyPlan({ matrix: compiled, fleet: world.document, goal: asked.document, plan: approved.document });
    expect(proof).toEqual({ outcome: 'proven' });
  });

  it('ends with a waiver, and tells of it and of the schedule that is kept', async () => {
    await post('ada', '/signoffs/request').expect(200);
    const expires = new Date(Date.now() + 300_000).toISOString();
    const waiver = { about: { kind: 'statement', statement: 'window' }, reason: 'soaked for a week', owner: 'Ada', expires };
    await post('bo', '/waivers', waiver).expect(200);
    await sign('bo');
    await sign('cy');
    const kept = await as('ada', api.as(null).put(`/v1/plans/${plan.id}/schedule`))
      .set('if-match', (await api.as('viewer').get(`/v1/plans/${plan.id}`)).headers['etag']!)
      .send({});
    expect({ status: kept.status, body: kept.body as unknown }).toMatchObject({ status: expect.toSatisfy((code: number) => code < 300) });
    const opened = await open((await read().expect(200)).body);
    expect(opened).toMatchObject({
      outcome: 'valid',
      payload: { expiresAt: expires, expiresBecause: 'waiver', waivers: [{ owner: 'Ada', expires }] },
    });
    expect(opened).toMatchObject({ payload: { schedule: { digest: expect.stringMatching(/^sha256:/) } } });
  });

  it('is given out on broken glass, and says so loudly', async () => {
    await post('ada', '/signoffs/request').expect(200);
    await post('di', '/break-glass', { reason: 'site down' }).expect(200);
    const { body, headers } = await read().expect(200);
    const opened = await open(body);
    expect(opened).toMatchObject({ outcome: 'valid', payload: { signoff: { breakGlass: { reason: 'site down', severity: 'critical' } } } });
    expect(headers['lockstep-break-glass']).toMatch(/^token:/);
  });

  it('is not given out any more when somebody takes a signature back, refuses, or a premise falls', async () => {
    await post('ada', '/signoffs/request').expect(200);
    await sign('bo');
    await sign('cy');
    await read().expect(200);
    await post('cy', '/signoffs/withdraw').expect(200);
    expect(new Set(reasonsOf(await read().expect(409)))).toEqual(new Set(['missing-signoff']));
    await post('cy', '/signoffs', { decision: 'refuse', reason: 'week of the fair' }).expect(200);
    expect(reasonsOf(await read().expect(409))).toContain('refused');
    await post('cy', '/signoffs/withdraw').expect(200);
    await sign('cy');
    await read().expect(200);
    await observe('v1.33.2');
    expect(reasonsOf(await read().expect(409))).toContain('void');
  });

  it('is not given out of what is no plan, and to nobody without a token', async () => {
    expectProblem(await api.as('viewer').get('/v1/plans/00000000-0000-4000-8000-000000000000/approval'), 404, 'not-found');
    expectProblem(await api.as('viewer').get('/v1/plans/x/approval'), 400, 'invalid-request');
    expectProblem(await api.as(null).get(`/v1/plans/${plan.id}/approval`), 401, 'unauthenticated');
  });
});

it('a service without a key publishes none and gives no approval out', async () => {
  const keyless = await startApiUnderTest();
  try {
    expect((await keyless.as(null).get('/v1/approval-keys').expect(200)).body).toEqual({ keys: [] });
    expectProblem(await keyless.as('viewer').get('/v1/plans/00000000-0000-4000-8000-000000000000/approval'), 404, 'not-found');
  } finally {
    await keyless.close();
  }
});
