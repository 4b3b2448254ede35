import { Body, Controller, Get, HttpCode, Module, Param, Post, Query, Req } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createTestDatabase, type TestDatabase } from '@lockstep/testing';
import { Writable } from 'node:stream';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  ApiTokens,
  assertIfMatch,
  createHttpApplication,
  createLogger,
  CurrentPrincipal,
  IdempotencyKey,
  type Principal,
  ProcessLock,
  Public,
  Readiness,
  readSettings,
  type Role,
  Roles,
} from '../index.js';

const note = z.strictObject({ title: z.string().min(1), tags: z.array(z.enum(['a', 'b'])).default([]) });
let runs = 0;
let release: (() => void) | undefined;

@Controller('notes')
class NotesController {
  @Roles('planner')
  @Post()
  @HttpCode(202)
  create(
    @Body({ schema: note }) body: z.infer<typeof note>,
    @CurrentPrincipal() principal: Principal,
    @IdempotencyKey() key: string | undefined,
  ) {
    return { run: ++runs, title: body.title, tags: body.tags, by: principal.name, key: key ?? null };
  }

  @Roles('planner')
  @Post('slow')
  async slow() {
    await new Promise<void>((done) => (release = done));
    return { run: ++runs };
  }

  @Roles('viewer')
  @Get('query')
  query(@Query({ schema: z.object({ limit: z.coerce.number().int().max(100).default(10) }) }) query: { limit: number }) {
    return query;
  }

  @Roles('viewer')
  @Get('broken')
  broken(): never {
    throw new Error('secret detail');
  }

  @Roles('viewer')
  @Get('nul')
  nul(@Req() request: unknown) {
    void request;
    return this.source.query('select $1::text', ['a\0b']);
  }

  @Roles('approver')
  @Post('decide')
  decide(@Req() request: Parameters<typeof assertIfMatch>[0]) {
    assertIfMatch(request, '"v2"');
    return { decided: true };
  }

  @Get('closed')
  closed() {
    return 'nobody may read this';
  }

  @Public()
  @Get('open')
  open() {
    return 'everybody may';
  }

  @Roles('viewer')
  @Get(':id')
  one(@Param('id', { schema: z.string().regex(/^[a-z]+$/, 'must be lower-case letters') }) id: string) {
    return { id };
  }

  constructor(private readonly source: DataSource) {}
}

@Module({ controllers: [NotesController] })
class NotesModule {}

let database: TestDatabase;
let app: NestFastifyApplication;
const tokens = new Map<Role, string>();
const logged: string[] = [];
const adminToken = 'an-admin-token-of-the-environment';

beforeAll(async () => {
  database = await createTestDatabase();
  const reading = readSettings({ LOCKSTEP_BODY_LIMIT: '2048', LOCKSTEP_ADMIN_TOKEN: adminToken, LOCKSTEP_RATE_LIMIT: '20' });
  if (reading.outcome === 'invalid') throw new Error(reading.problems.join('\n'));
  const sink = new Writable({ write: (chunk, _encoding, done) => (logged.push(String(chunk)), done()) });
  app = await createHttpApplication(NotesModule, {
    settings: reading.settings,
    databaseUrl: database.url,
    logger: createLogger('debug', 'test', sink),
  });
  await app.getHttpAdapter().getInstance().ready();
  for (const role of ['viewer', 'planner', 'approver'] as const)
    tokens.set(role, (await app.get(ApiTokens).create({ name: `the ${role}`, roles: [role] }, 'test')).token);
});
afterAll(async () => {
  await app?.close();
  await database.drop();
});

type Call = { method?: 'GET' | 'POST'; url: string; as?: Role; headers?: Record<string, string>; payload?: unknown };
const call = async ({ method = 'GET', url, as = 'viewer', headers = {}, payload }: Call) => {
  const response = await app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${tokens.get(as) ?? ''}`, ...headers },
    payload: payload as string,
  });
  return response;
};
const post = (url: string, payload: unknown, headers: Record<string, string> = {}) =>
  call({ method: 'POST', url, as: 'planner', payload, headers });

const expectProblem = (response: Awaited<ReturnType<typeof call>>, status: number, code: string) => {
  expect(response.statusCode).toBe(status);
  expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  const body = response.json();
  expect(body).toMatchObject({ type: `urn:lockstep:problem:${code}`, status, code, traceId: expect.stringMatching(/^[0-9a-f]{32}$/) });
  return body;
};

describe('access', () => {
  it('closes every route that is not public', async () => {
    expectProblem(await call({ url: '/notes/query', headers: { authorization: '' } }), 401, 'unauthenticated');
    expect((await call({ url: '/notes/query', headers: { authorization: '' } })).headers['www-authenticate']).toBe(
      'Bearer realm="lockstep"',
    );
    expectProblem(await call({ url: '/notes/closed', headers: { authorization: `Bearer ${adminToken}` } }), 403, 'forbidden');
    expect((await call({ url: '/notes/open', headers: { authorization: '' } })).body).toBe('everybody may');
  });

  it('lets a token do what its roles allow, and an admin everything', async () => {
    expectProblem(await call({ method: 'POST', url: '/notes', payload: { title: 'x' } }), 403, 'forbidden');
    expect((await call({ url: '/notes/query', as: 'planner' })).statusCode).toBe(200);
    expect((await post('/notes', { title: 'x' })).json()).toMatchObject({ by: 'the planner', tags: [] });
    expect((await post('/notes', { title: 'x' }, { authorization: `Bearer ${adminToken}` })).json()).toMatchObject({
      by: 'LOCKSTEP_ADMIN_TOKEN',
    });
  });

  it.each(['Bearer nonsense', 'Basic dTpw', 'Bearer lsk_aaaaaaaaaaaa_' + 'A'.repeat(43), 'Bearer'])('refuses %s', async (authorization) => {
    expectProblem(await call({ url: '/notes/query', headers: { authorization } }), 401, 'unauthenticated');
  });

  it('refuses a revoked or expired token, and keeps no secret', async () => {
    const apiTokens = app.get(ApiTokens);
    const { record, token } = await apiTokens.create({ name: 'short', roles: ['viewer'] }, 'test');
    expect(await apiTokens.authenticate(token)).toMatchObject({ id: record.id });
    expect(await apiTokens.authenticate(`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`)).toBeUndefined();
    expect([await apiTokens.revoke(record.id), await apiTokens.revoke(record.id)]).toEqual([true, false]);
    expect(await apiTokens.authenticate(token)).toBeUndefined();
    const expired = await apiTokens.create({ name: 'old', roles: ['viewer'], expiresAt: '2020-01-01T00:00:00Z' }, 'test');
    expect(await apiTokens.authenticate(expired.token)).toBeUndefined();
    const stored = JSON.stringify(await app.get(DataSource).query('select t::text from lockstep.api_token t'));
    // The secret may hold the character that parts it from what stands before it.
    expect(stored).not.toContain(token.split('_').slice(2).join('_'));
    expect((await apiTokens.list({ limit: 100 })).map((entry) => entry.name)).toContain('short');
  });

  it('generates one admin token at the first start, however many processes start', async () => {
    const source = app.get(DataSource);
    const outcomes = await Promise.all([1, 2, 3].map(() => new ApiTokens(source).ensureAdminToken()));
    expect(outcomes.map((outcome) => outcome.outcome).sort()).toEqual(['created', 'present', 'present']);
    const created = outcomes.find((outcome) => outcome.outcome === 'created');
    expect(await new ApiTokens(source).authenticate(created!.outcome === 'created' ? created!.token : '')).toMatchObject({
      roles: ['admin'],
    });
    expect(await new ApiTokens(source, adminToken).ensureAdminToken()).toEqual({ outcome: 'configured' });
    expect(await new ApiTokens(source).authenticate(adminToken)).toBeUndefined();
  });
});

describe('bad requests', () => {
  it('reports every broken rule with a pointer', async () => {
    const body = expectProblem(await post('/notes', { title: '', tags: ['a', 'z'], 'a/b': 1 }), 400, 'invalid-request');
    expect(body.errors.map((place: { pointer: string }) => place.pointer).sort()).toEqual(['', '/tags/1', '/title']);
    expect(expectProblem(await call({ url: '/notes/query?limit=1000' }), 400, 'invalid-request').errors[0].pointer).toBe('query:/limit');
    expect(expectProblem(await call({ url: '/notes/UPPER' }), 400, 'invalid-request').errors).toEqual([
      { pointer: 'path:/id', detail: 'must be lower-case letters' },
    ]);
  });

  it.each<[string, Call, number, string]>([
    ['invalid JSON', { url: '/notes', payload: '{"title":', headers: { 'content-type': 'application/json' } }, 400, 'malformed-request'],
    ['no JSON at all', { url: '/notes', payload: ' ', headers: { 'content-type': 'application/json' } }, 400, 'malformed-request'],
    [
      'invalid UTF-8',
      { url: '/notes', payload: Buffer.from([0x22, 0xff, 0x22]), headers: { 'content-type': 'application/json' } },
      400,
      'malformed-request',
    ],
    [
      'a __proto__ key',
      { url: '/notes', payload: '{"title":"x","__proto__":{}}', headers: { 'content-type': 'application/json' } },
      400,
      'malformed-request',
    ],
    [
      'absurd nesting',
      { url: '/notes', payload: '['.repeat(500) + ']'.repeat(500), headers: { 'content-type': 'application/json' } },
      400,
      'malformed-request',
    ],
    [
      'a body over the limit',
      { url: '/notes', payload: JSON.stringify({ title: 'x'.repeat(4_000) }), headers: { 'content-type': 'application/json' } },
      413,
      'content-too-large',
    ],
    [
      'an unknown media type',
      { url: '/notes', payload: '<a/>', headers: { 'content-type': 'application/xml' } },
      415,
      'unsupported-media-type',
    ],
    ['no body', { url: '/notes' }, 400, 'invalid-request'],
    ['an unknown route', { url: '/nowhere' }, 404, 'not-found'],
    ['an unknown method of a route', { url: '/notes/query' }, 404, 'not-found'],
    [
      'an empty idempotency key',
      { url: '/notes', payload: { title: 'x' } as never, headers: { 'idempotency-key': '""' } },
      400,
      'malformed-request',
    ],
  ])('answers %s with a problem', async (_case, request, status, code) => {
    expectProblem(await call({ method: 'POST', as: 'planner', ...request }), status, code);
  });

  it('answers a path that is not percent-encoded text with a problem', async () => {
    expectProblem(await call({ url: '/notes/%E0%A4%A' }), 400, 'malformed-request');
  });

  it('answers a value that the database can not hold with 400', async () => {
    expectProblem(await call({ url: '/notes/nul' }), 400, 'request-refused');
  });

  it('hides the cause of an internal error from the caller and logs it with the trace', async () => {
    const body = expectProblem(await call({ url: '/notes/broken' }), 500, 'internal');
    expect(JSON.stringify(body)).not.toContain('secret detail');
    const line = logged.find((entry) => entry.includes('secret detail'));
    expect(line).toContain(body.traceId);
    expect(logged.join()).not.toContain(tokens.get('viewer'));
  });
});

describe('conventions', () => {
  it('continues the trace of the caller and starts a new one for nonsense', async () => {
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    const given = await call({ url: '/notes/nowhere%20', headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-01` } });
    expect(given.headers['traceparent']).toMatch(new RegExp(`^00-${traceId}-(?!00f067aa0ba902b7)[0-9a-f]{16}-01$`));
    expect(given.json().traceId).toBe(traceId);
    const nonsense = await call({ url: '/notes/query', headers: { traceparent: '00-0-0-0' } });
    expect(nonsense.headers['traceparent']).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
  });

  it('gives an ETag and answers 304 to whoever has it', async () => {
    const first = await call({ url: '/notes/abc' });
    const etag = String(first.headers['etag']);
    expect(etag).toMatch(/^"[\w-]{27}"$/);
    const again = await call({ url: '/notes/abc', headers: { 'if-none-match': `"other", W/${etag}` } });
    expect([again.statusCode, again.body, again.headers['etag']]).toEqual([304, '', etag]);
    expect((await call({ url: '/notes/abd', headers: { 'if-none-match': etag } })).statusCode).toBe(200);
  });

  it('demands If-Match for decisions', async () => {
    const decide = (headers: Record<string, string>) => call({ method: 'POST', url: '/notes/decide', as: 'approver', headers });
    expectProblem(await decide({}), 428, 'precondition-required');
    expectProblem(await decide({ 'if-match': '"v1"' }), 412, 'precondition-failed');
    expectProblem(await decide({ 'if-match': 'W/"v2"' }), 412, 'precondition-failed');
    expect((await decide({ 'if-match': '"v2"' })).json()).toEqual({ decided: true });
  });

  it('answers the same key and request with the first answer, quoted or not', async () => {
    const first = await post('/notes', { title: 'once' }, { 'idempotency-key': 'key-1' });
    const again = await post('/notes', { title: 'once' }, { 'idempotency-key': '"key-1"' });
    expect(first.json()).toMatchObject({ key: 'key-1' });
    expect([again.statusCode, again.json(), again.headers['idempotency-replayed']]).toEqual([202, first.json(), 'true']);
    expectProblem(await post('/notes', { title: 'other' }, { 'idempotency-key': 'key-1' }), 422, 'idempotency-key-reused');
    const otherCaller = await post('/notes', { title: 'once' }, { 'idempotency-key': 'key-1', authorization: `Bearer ${adminToken}` });
    expect(otherCaller.json().run).not.toBe(first.json().run);
  });

  it('refuses a key while its first request runs, and forgets a failed one', async () => {
    const headers = { 'idempotency-key': 'key-2' };
    const running = post('/notes/slow', {}, headers);
    await expect.poll(() => release !== undefined).toBe(true);
    const second = await post('/notes/slow', {}, headers);
    expectProblem(second, 409, 'request-in-progress');
    expect(second.headers['retry-after']).toBe('1');
    release!();
    expect((await post('/notes/slow', {}, headers)).json()).toEqual((await running).json());
    expectProblem(await post('/notes', { title: '' }, { 'idempotency-key': 'key-3' }), 400, 'invalid-request');
    expect((await post('/notes', { title: 'mended' }, { 'idempotency-key': 'key-3' })).statusCode).toBe(202);
  });

  it.each([
    ['whose process is gone', 'holder = 4711'],
    ['of which nobody knows the process after a while', `holder = null, started_at = now() - interval '3 minutes'`],
  ])('takes over the key of a request %s', async (key, became) => {
    const headers = { 'idempotency-key': `"${key}"` };
    const first = await post('/notes', { title: 'dead' }, headers);
    const unanswer = (sets: string) =>
      app.get(DataSource).query(`update lockstep.idempotent_request set status = null, ${sets} where key = $1`, [key]);
    await unanswer('holder = holder');
    expectProblem(await post('/notes', { title: 'dead' }, headers), 409, 'request-in-progress');
    await unanswer(became);
    expect((await post('/notes', { title: 'dead' }, headers)).json().run).toBe(first.json().run + 1);
  });

  it('holds its keys by a session of the database, takes another when that is lost, and leaves none behind', async () => {
    const { url } = database;
    const [lock, other] = [new ProcessLock(url), new ProcessLock(url)];
    const isFree = async (key: string | null) =>
      (await app.get(DataSource).query<[{ free: boolean }]>('select pg_try_advisory_xact_lock_shared($1) as free', [key]))[0].free;
    const [first, second] = [await lock.hold(), await other.hold()];
    expect([await lock.hold(), await isFree(first), await isFree(second)]).toEqual([first, false, false]);
    await app
      .get(DataSource)
      .query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'lockstep-process'`,
      );
    await expect.poll(async () => (await lock.hold()) !== first && (await isFree(first))).toBe(true);
    const third = await lock.hold();
    expect(await isFree(third)).toBe(false);
    await Promise.all([lock, other].map((one) => one.onApplicationShutdown()));
    await expect.poll(() => isFree(third)).toBe(true);
    expect(await new ProcessLock('postgres://nobody@127.0.0.1:1/none').hold()).toBeNull();
  });

  it('tells when it is alive and ready, and that it drains', async () => {
    expect((await call({ url: '/livez', headers: { authorization: '' } })).json()).toEqual({ status: 'ok' });
    expect((await call({ url: '/readyz', headers: { authorization: '' } })).json()).toEqual({
      status: 'ok',
      checks: { shutdown: 'ok', database: 'ok', queue: 'ok' },
    });
    app.get(Readiness).draining = true;
    expect(expectProblem(await call({ url: '/readyz' }), 503, 'unavailable').errors).toEqual([
      { pointer: 'check:/shutdown', detail: 'draining' },
    ]);
    app.get(Readiness).draining = false;
  });

  it('limits a caller without touching others', async () => {
    const { token } = await app.get(ApiTokens).create({ name: 'eager', roles: ['viewer'] }, 'test');
    const headers = { authorization: `Bearer ${token}` };
    // More than the bucket holds and than drips into it meanwhile, on any machine.
    const answers = await Promise.all(Array.from({ length: 500 }, () => call({ url: '/notes/query', headers })));
    expect(answers.filter(({ statusCode }) => statusCode === 200).length).toBeGreaterThanOrEqual(200);
    const limited = answers.find(({ statusCode }) => statusCode !== 200)!;
    expectProblem(limited, 429, 'too-many-requests');
    expect(limited.headers).toMatchObject({ 'retry-after': '1', 'ratelimit-policy': '"default";q=200;w=10' });
    expect((await call({ url: '/notes/query' })).statusCode).toBe(200);
  });
});
