import type { UpgradePlan } from '@lockstep/documents';
import { ApiTokens, createLogger, DataSource, readSettings } from '@lockstep/platform';
import { createTestDatabase, type TestDatabase } from '@lockstep/testing';
import { fleet, goal, matrix, validated } from '@lockstep/testing/builders';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createApi } from '../src/start-api.js';
import { workOnPlans } from './compute-plans.js';

const adminToken = 'test-admin-token-0123456789';
const revision = matrix({
  releases: { nsx: ['4.2.1.0', '9.0.1.0'], vkr: ['v1.33.1', 'v1.34.1'] },
  statements: [validated('vkr >=1.33 <1.34', 'nsx 4.2', { id: 'old' }), validated('vkr >=1.34 <1.35', 'nsx >=4.2 <9.1', { id: 'bridge' })],
});
const sourced = {
  ...revision.document,
  spec: {
    ...revision.document.spec,
    sources: [{ id: 'lab', title: 'Own soak test', confidence: 'operator' }],
    statements: revision.document.spec.statements.map((statement) => ({ ...statement, sources: ['lab'] })),
  },
};
const world = fleet({ nsxManagers: { fra: { nsx: '4.2.1.0' } }, clusters: { ledger: { vkr: 'v1.33.1' }, payments: { vkr: 'v1.33.1' } } });
const reachable = goal({ targets: ['nsx 9.0.1.0'] });
const unreachable = goal({ targets: ['nsx 9.0.1.0'], hold: ['vkr'] });

let database: TestDatabase;
let app: NestFastifyApplication;

beforeAll(async () => {
  database = await createTestDatabase();
  const reading = readSettings({ DATABASE_URL: database.url, LOCKSTEP_ADMIN_TOKEN: adminToken, LOCKSTEP_RATE_LIMIT: '0' });
  if (reading.outcome === 'invalid') throw new Error(reading.problems.join());
  app = await createApi({ settings: reading.settings, databaseUrl: database.url, logger: createLogger('silent', 'test') });
  await app.getHttpAdapter().getInstance().ready();
  await post('/v1/matrix/revisions', sourced).expect(201);
  await supertest(app.getHttpServer()).put('/v1/inventory/snapshots').auth(adminToken, { type: 'bearer' }).send(world).expect(200);
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

const get = (path: string) => supertest(app.getHttpServer()).get(path).auth(adminToken, { type: 'bearer' });
const post = (path: string, body: object, token = adminToken) =>
  supertest(app.getHttpServer()).post(path).auth(token, { type: 'bearer' }).send(body);
const postPlan = (body: object = { goal: reachable }) => post('/v1/plans', body);

/** A worker in this process: takes jobs from now on. */
let working: Promise<void> | undefined;
function startWorking(): Promise<void> {
  working ??= workOnPlans(app);
  return working;
}

async function computed(body: object = { goal: reachable }) {
  await startWorking();
  const answer = await postPlan(body).set('prefer', 'wait=20').expect(200);
  return answer.body as { id: string; digest: string; outcome: string; plan: UpgradePlan; goal: object };
}

const countOf = async (table: string): Promise<number> =>
  Number((await app.get(DataSource).query(`select count(*) from ${table}`))[0].count);

describe('requesting a plan', () => {
  it('is accepted at once, and answered with the plan when a worker has computed it', async () => {
    const accepted = await postPlan().expect(202);
    const location = accepted.headers['location']!;
    expect(accepted.headers['retry-after']).toBe('1');
    expect(accepted.body).toMatchObject({ status: 'requested', plan: null, name: 'test', domain: null });
    await get(`${location}/steps`).expect(409).expect('retry-after', '1');
    await startWorking();
    let polled = await get(location).expect(200);
    for (let look = 0; polled.body.status === 'requested' && look < 200; look++, polled = await get(location)) await sleep(50);
    expect(polled.body).toMatchObject({
      status: 'computed',
      outcome: 'planned',
      objective: { sharedHops: 1, clusterRollouts: 2 },
      plan: { kind: 'UpgradePlan' },
    });
    expect(polled.headers).toMatchObject({
      etag: `"${polled.body.digest}"`,
      'lockstep-matrix': polled.body.inputs.matrix,
      'lockstep-position': String(polled.body.inputs.position),
    });
    expect(polled.body.plan.metadata.digest).toBe(polled.body.digest);
  });

  it('waits as long as the caller prefers', async () => {
    await startWorking();
    const answer = await postPlan().set('prefer', 'respond-async, wait=20').expect(200);
    expect(answer.headers).toMatchObject({ 'preference-applied': 'wait=20', location: `/v1/plans/${answer.body.id}` });
    expect(answer.body.status).toBe('computed');
  });

  it('of a goal out of reach is a finished plan that says why', async () => {
    const { id, outcome } = await computed({ goal: unreachable });
    expect(outcome).toBe('infeasible');
    const { body } = await get(`/v1/plans/${id}/explanation`).expect(200);
    expect(body.explanation.blockers).not.toEqual([]);
  });

  it.each([
    [
      'selects nothing',
      { goal: goal({ targets: [{ target: 'vkr >=1.34', select: { labels: { env: 'prod' } } }] }) },
      ['/goal/spec/targets/0'],
    ],
    ['names an unknown component', { goal: goal({ targets: ['hcx 1.0'] }) }, ['/goal/spec/targets/0/component']],
    [
      'has unreadable ranges',
      { goal: goal({ targets: ['nsx >=x', 'vkr <y'] }) },
      ['/goal/spec/targets/0/version', '/goal/spec/targets/1/version'],
    ],
    ['names an unknown domain', { goal: reachable, domain: 'mars' }, ['/domain']],
  ])('that %s is 422 with the places, and writes nothing', async (_, body, pointers) => {
    const before = [await countOf('event_store.event'), await countOf('lockstep.plan'), await countOf('lockstep.plan_document')];
    const answer = await postPlan(body)
      .expect(422)
      .expect('content-type', /application\/problem\+json/);
    expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(pointers);
    expect([await countOf('event_store.event'), await countOf('lockstep.plan'), await countOf('lockstep.plan_document')]).toEqual(before);
  });

  it('that is malformed is 400 with the places', async () => {
    const answer = await postPlan({ goal: { ...reachable, spec: { targets: 3 } }, force: true }).expect(400);
    expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toContain('/goal/spec/targets');
  });

  it('twice with one Idempotency-Key is one plan, and with another goal 422', async () => {
    const before = await countOf('lockstep.plan');
    const first = await postPlan().set('idempotency-key', '"once"').expect(202);
    const second = await postPlan().set('idempotency-key', '"once"').expect(202);
    expect(second.body.id).toBe(first.body.id);
    expect(second.headers['location']).toBe(first.headers['location']);
    await postPlan({ goal: unreachable }).set('idempotency-key', '"once"').expect(422);
    expect(await countOf('lockstep.plan')).toBe(before + 1);
  });

  it('is open to planners, and closed to viewers and strangers', async () => {
    const viewer = (await app.get(ApiTokens).create({ name: 'viewer', roles: ['viewer'] }, 'system:test')).token;
    const planner = (await app.get(ApiTokens).create({ name: 'planner', roles: ['planner'] }, 'system:test')).token;
    await post('/v1/plans', { goal: reachable }, planner).expect(202);
    await post('/v1/plans', { goal: reachable }, viewer).expect(403);
    await post('/v1/plans', { goal: reachable }, 'nobody').expect(401);
  });
});

describe('reading a plan', () => {
  it('lists its steps page by page', async () => {
    const { id, plan } = await computed();
    const first = await get(`/v1/plans/${id}/steps?limit=1`).expect(200);
    expect(first.body.items).toEqual(plan.spec.steps.slice(0, 1));
    const next = /<(.*)>; rel="next"/.exec(first.headers['link']!)![1]!;
    const second = await get(next).expect(200);
    expect([...first.body.items, ...second.body.items]).toEqual(plan.spec.steps);
    expect(second.body.page.next).toBeNull();
  });

  it('certifies each step with the words and sources of its statements', async () => {
    const { id, plan } = await computed();
    const { body } = await get(`/v1/plans/${id}/certificate`).expect(200);
    expect(body.steps.map(({ step, premises }: { step: string; premises: unknown }) => [step, premises])).toEqual(
      plan.spec.steps.map((step) => [step.id, step.premises]),
    );
    expect(body.statements).toContainEqual(expect.objectContaining({ id: 'bridge', status: 'validated', sources: ['lab'] }));
    expect(body.sources).toEqual([{ id: 'lab', title: 'Own soak test', url: null, confidence: 'operator' }]);
  });

  it('gives the document as YAML or Markdown, and nothing else', async () => {
    const { id, plan } = await computed();
    const yaml = await get(`/v1/plans/${id}`)
      .set('accept', 'application/yaml')
      .expect(200)
      .expect('content-type', /application\/yaml/);
    expect(parse(yaml.text)).toEqual(plan);
    const markdown = await get(`/v1/plans/${id}`)
      .set('accept', 'text/markdown')
      .expect(200)
      .expect('content-type', /text\/markdown/);
    expect(markdown.text).toMatch(/^# Change: test\n/);
    expect(markdown.headers['etag']).not.toBe(yaml.headers['etag']);
    await get(`/v1/plans/${id}`).set('accept', 'image/png').expect(406);
  });

  it('answers 304 to who has it, 404 and 400 for what is no plan', async () => {
    const { id, digest } = await computed();
    await get(`/v1/plans/${id}`).set('if-none-match', `"${digest}"`).expect(304);
    await get('/v1/plans/0190a1b2-0000-7000-8000-000000000000').expect(404);
    await get('/v1/plans/mine').expect(400);
  });

  it('lists plans newest first, by pages that stand still', async () => {
    const ids = [(await computed()).id, (await computed()).id, (await computed()).id];
    const first = await get('/v1/plans?limit=2').expect(200);
    await computed();
    const second = await get(`/v1/plans?limit=1&cursor=${first.body.page.next}`).expect(200);
    expect([...first.body.items, ...second.body.items].map(({ id }: { id: string }) => id)).toEqual(ids.toReversed());
    await get('/v1/plans?cursor=nonsense').expect(400);
  });
});

describe('withdrawing a plan', () => {
  it('needs the state that was looked at, and leaves the plan readable', async () => {
    const { id, digest } = await computed();
    const withdraw = () => post(`/v1/plans/${id}/withdraw`, { reason: 'another way was found' });
    await withdraw().expect(428);
    await withdraw().set('if-match', '"sha256:other"').expect(412);
    const { body } = await withdraw().set('if-match', `"${digest}"`).expect(200);
    expect(body).toMatchObject({
      status: 'withdrawn',
      withdrawal: { reason: 'another way was found', by: 'token:environment' },
      plan: { kind: 'UpgradePlan' },
    });
    const again = await get(`/v1/plans/${id}`).set('if-none-match', `"${digest}"`).expect(200);
    expect(again.body.status).toBe('withdrawn');
  });
});

describe('verifying a plan', () => {
  it('proves the plan of Lockstep itself', async () => {
    const { plan, goal } = await computed();
    const { body } = await post('/v1/plan-verifications', { plan, goal }).expect(200);
    expect(body).toEqual({
      outcome: 'proven',
      refutations: [],
      over: { matrix: plan.spec.inputs.matrix, fleet: plan.spec.inputs.fleet, goal: plan.spec.inputs.goal },
    });
  });

  it('refutes a plan whose first step was taken out, and names the step that is now unsafe', async () => {
    const { plan, goal } = await computed();
    const steps = plan.spec.steps.slice(1).map((step) => ({ ...step, after: [] }));
    const tampered = { ...plan, metadata: { name: 'tampered' }, spec: { ...plan.spec, steps } };
    const { body } = await post('/v1/plan-verifications', { plan: tampered, goal }).expect(200);
    expect(body).toMatchObject({ outcome: 'refuted', refutations: [{ kind: 'window', step: steps[0]!.id, nodes: ['fra', 'ledger'] }] });
  });

  it('refutes a plan that carries the digest of another', async () => {
    const { plan, goal } = await computed();
    const forged = { ...plan, spec: { ...plan.spec, objective: { ...plan.spec.objective, clusterRollouts: 0 } } };
    const { body } = await post('/v1/plan-verifications', { plan: forged, goal }).expect(200);
    expect(body.outcome).toBe('refuted');
    expect(body.refutations).toContainEqual(expect.objectContaining({ kind: 'input', document: 'plan' }));
  });

  it('answers 422 when the documents do not fit each other', async () => {
    const { plan } = await computed();
    const { body } = await post('/v1/plan-verifications', { plan, goal: goal({ targets: ['hcx 1'] }) }).expect(422);
    expect(body.errors).toMatchObject([{ pointer: '/goal/spec/targets/0/component' }]);
  });

  it('answers a plan that was damaged anywhere with a refutation or a 4xx', async () => {
    const { plan, goal } = await computed();
    const last = plan.spec.steps.length - 1;
    // Names that nothing refers to: another one is as true.
    const free = new Set(['metadata.name', 'spec.inputs.planner', `spec.steps.${last}.id`]);
    const unsealed = { ...plan, metadata: { name: plan.metadata.name } };
    const places = leavesOf(unsealed).filter((path) => !free.has(path.join('.')));
    const proven: string[] = [];
    for (const path of places)
      for (const leaf of ['', 'no-such-thing', 'v9.9.9', -1, 7, [], {}]) {
        const answer = await post('/v1/plan-verifications', { plan: replaceAt(unsealed, path, leaf), goal });
        expect([200, 400, 422], `${path.join('.')} ${JSON.stringify(leaf)}: ${answer.text.slice(0, 300)}`).toContain(answer.status);
        if (answer.body.outcome === 'proven') proven.push(`${path.join('.')} ${JSON.stringify(leaf)}`);
      }
    expect(places.length).toBeGreaterThan(30);
    expect(proven).toEqual([]);
  });
});

describe('a plan of many clusters that move alike', () => {
  it('names them once: each page of steps says how large its groups are, and each group is read page by page', async () => {
    const { id, plan } = await computedForMany();
    const { body } = await get(`/v1/plans/${id}/steps`).expect(200);
    expect(body.groups).toEqual([{ id: 'g1', size: 12 }]);
    expect(body.items.map(({ component, groups }: { component: string; groups?: string[] }) => [component, groups])).toEqual([
      ['vkr', ['g1']],
      ['nsx', undefined],
      ['vkr', ['g1']],
    ]);
    const first = await get(`/v1/plans/${id}/groups/g1?limit=8`).expect(200);
    const second = await get(/<(.*)>; rel="next"/.exec(first.headers['link']!)![1]!).expect(200);
    expect([...first.body.items, ...second.body.items]).toEqual(plan.spec.groups![0]!.members);
    expect(second.body.page.next).toBeNull();
    await get(`/v1/plans/${id}/groups/g2`).expect(404);
  });

  async function computedForMany() {
    const { document } = matrix({
      releases: { nsx: ['4.2.1.0', '9.0.1.0'], vkr: ['v1.33.1', 'v1.34.1', 'v1.35.1'] },
      statements: [validated('vkr >=1.33 <1.35', 'nsx 4.2'), validated('vkr >=1.34', 'nsx 9.0')],
    });
    await post('/v1/matrix/revisions', document).expect(201);
    const clusters = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`c${index}`, { vkr: 'v1.33.1' }]));
    const many = fleet({ nsxManagers: { fra: { nsx: '4.2.1.0' } }, clusters, takenAt: '2026-11-21T06:00:00Z' });
    await supertest(app.getHttpServer()).put('/v1/inventory/snapshots').auth(adminToken, { type: 'bearer' }).send(many).expect(200);
    return computed({ goal: goal({ targets: ['nsx 9.0.1.0', 'vkr 1.35'] }) });
  }
});

type Path = readonly (string | number)[];

function leavesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, child]) => leavesOf(child, [...path, Array.isArray(value) ? Number(key) : key]));
}

function replaceAt(value: unknown, [key, ...rest]: Path, leaf: unknown): unknown {
  if (key === undefined) return leaf;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string | number, unknown>;
  copy[key] = replaceAt(copy[key], rest, leaf);
  return copy;
}
