import { type Role, roles } from '@lockstep/platform';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, type Client, expectProblem, startApiUnderTest } from '../../test/api-under-test.js';
import { describeApi } from '../openapi/describe-api.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApiUnderTest();
});
afterAll(() => api?.close());

const PUBLIC = ['GET /livez', 'GET /readyz', 'GET /v1/approval-keys'];
const READERS: readonly Role[] = roles;
/** Who may do what, beside `admin`; a route that is missing here fails the test, so that none is opened by accident. */
const MAY: Readonly<Record<string, readonly Role[]>> = {
  'GET /v1/me': READERS,
  'POST /v1/tokens': [],
  'GET /v1/tokens': [],
  'GET /v1/tokens/{id}': [],
  'DELETE /v1/tokens/{id}': [],
  'GET /v1/matrix': READERS,
  'GET /v1/matrix/verdict': READERS,
  'GET /v1/matrix/window': READERS,
  'GET /v1/matrix/grid': READERS,
  'GET /v1/matrix/diff': READERS,
  'POST /v1/matrix/revisions': ['matrix-editor'],
  'GET /v1/matrix/revisions': READERS,
  'GET /v1/matrix/revisions/{digest}': READERS,
  'GET /v1/matrix/revisions/{digest}/impact': READERS,
  'PUT /v1/inventory/snapshots': ['inventory-writer'],
  'GET /v1/inventory/snapshots/current': READERS,
  'POST /v1/inventory/events': ['inventory-writer'],
  'GET /v1/inventory/events': READERS,
  'GET /v1/inventory/events/{id}': READERS,
  'GET /v1/inventory/events/stream': READERS,
  'GET /v1/nsx-managers': READERS,
  'GET /v1/nsx-managers/{id}': READERS,
  'GET /v1/vcenters': READERS,
  'GET /v1/vcenters/{id}': READERS,
  'GET /v1/supervisors': READERS,
  'GET /v1/supervisors/{id}': READERS,
  'GET /v1/clusters': READERS,
  'GET /v1/clusters/{id}': READERS,
  'GET /v1/nsx-managers/{id}/compatibility': READERS,
  'GET /v1/nsx-managers/{id}/blockers': READERS,
  'GET /v1/vcenters/{id}/compatibility': READERS,
  'GET /v1/supervisors/{id}/compatibility': READERS,
  'GET /v1/clusters/{id}/compatibility': READERS,
  'GET /v1/matrix/revisions/{digest}/impact/subjects': READERS,
  'GET /v1/nsx-managers/{id}/history': READERS,
  'GET /v1/vcenters/{id}/history': READERS,
  'GET /v1/supervisors/{id}/history': READERS,
  'GET /v1/clusters/{id}/history': READERS,
  'GET /v1/findings': READERS,
  'GET /v1/findings/{id}': READERS,
  'GET /v1/findings/{id}/subjects': READERS,
  'GET /v1/findings/stream': READERS,
  'POST /v1/findings/{id}/acknowledgements': ['planner', 'approver', 'operator'],
  'POST /v1/what-if': ['planner'],
  'GET /v1/audit/checkpoint': READERS,
  'GET /v1/audit/checkpoints': READERS,
  'GET /v1/audit/seals': READERS,
  'GET /v1/audit/events': [],
  'GET /v1/audit/consistency': READERS,
  'GET /v1/audit/events/{id}/proof': [],
  'GET /v1/actors/{id}': [],
  'DELETE /v1/actors/{id}': [],
  'GET /v1/operations/projections': ['operator'],
  'GET /v1/operations/projections/{name}': ['operator'],
  'POST /v1/operations/projections/{name}/resume': ['operator'],
  'POST /v1/operations/projections/{name}/rebuild': ['operator'],
  'POST /v1/operations/lists/{name}/rebuild': ['operator'],
  'GET /metrics': READERS,
  'GET /v1/matrix/statements': READERS,
  'GET /v1/matrix/proposals': READERS,
  'GET /v1/matrix/proposals/{id}': READERS,
  'POST /v1/matrix/proposals/{id}/accept': ['matrix-editor'],
  'POST /v1/matrix/proposals/{id}/refuse': ['matrix-editor'],
  'GET /v1/nsx-managers/{id}/health': READERS,
  'GET /v1/vcenters/{id}/health': READERS,
  'GET /v1/supervisors/{id}/health': READERS,
  'GET /v1/clusters/{id}/health': READERS,
  'POST /v1/capacity/estimate': READERS,
  'GET /v1/clusters/{id}/capacity': READERS,
  'GET /v1/signoff-policy': READERS,
  'PUT /v1/signoff-policy': [],
  'POST /v1/freezes': ['approver'],
  'GET /v1/freezes': READERS,
  'GET /v1/freezes/{id}': READERS,
  'PUT /v1/freezes/{id}': ['approver'],
  'DELETE /v1/freezes/{id}': ['approver'],
  'POST /v1/owners': ['approver'],
  'GET /v1/owners': READERS,
  'GET /v1/owners/{id}': READERS,
  'PUT /v1/owners/{id}': ['approver'],
  'DELETE /v1/owners/{id}': ['approver'],
  'POST /v1/change-systems': [],
  'GET /v1/change-systems': READERS,
  'GET /v1/change-systems/{id}': READERS,
  'PUT /v1/change-systems/{id}': [],
  'DELETE /v1/change-systems/{id}': [],
  'POST /v1/change-records': ['planner', 'operator'],
  'GET /v1/change-records': READERS,
  'GET /v1/change-records/{plan}': READERS,
  'POST /v1/change-records/{plan}/refresh': ['planner', 'approver', 'operator'],
  'POST /v1/change-records/{plan}/withdraw': ['planner', 'approver', 'operator'],
  'POST /v1/sources': [],
  'GET /v1/sources': READERS,
  'GET /v1/sources/{id}': READERS,
  'PUT /v1/sources/{id}': [],
  'DELETE /v1/sources/{id}': [],
  'POST /v1/sources/{id}/check': ['operator'],
  'POST /v1/scans': ['operator'],
  'GET /v1/scans': READERS,
  'GET /v1/scans/{id}': READERS,
  'POST /v1/scans/{id}/cancel': ['operator'],
  'GET /v1/scans/{id}/events': READERS,
  'POST /v1/scan-schedules': [],
  'GET /v1/scan-schedules': READERS,
  'GET /v1/scan-schedules/{id}': READERS,
  'PUT /v1/scan-schedules/{id}': [],
  'DELETE /v1/scan-schedules/{id}': [],
  'POST /v1/webhooks': [],
  'GET /v1/webhooks': ['operator'],
  'GET /v1/webhooks/{id}': ['operator'],
  'PUT /v1/webhooks/{id}': [],
  'DELETE /v1/webhooks/{id}': [],
  'POST /v1/webhooks/{id}/rotate-secret': [],
  'POST /v1/webhooks/{id}/test': ['operator'],
  'GET /v1/webhooks/{id}/deliveries': ['operator'],
  'GET /v1/webhooks/{id}/deliveries/{delivery}': ['operator'],
  'POST /v1/webhooks/{id}/deliveries/{delivery}/redeliver': ['operator'],
};

const call = (role: Role | null, operation: string) => {
  const [verb, path] = operation.split(' ') as [string, string];
  const request = api.as(role)[verb.toLowerCase() as keyof Client](path.replace(/\{\w+\}/g, 'x'));
  // Of no event, so that no stream begins that would never end.
  return request.set('last-event-id', 'x');
};
const operations = async () => {
  const { paths } = await describeApi();
  return Object.entries(paths).flatMap(([path, item]) => Object.keys(item).map((verb) => `${verb.toUpperCase()} ${path}`));
};

describe('who may do what', () => {
  it('every route but the probes and the public keys is closed to who has no token, or a wrong one', async () => {
    for (const operation of await operations()) {
      if (PUBLIC.includes(operation)) {
        expect((await call(null, operation)).status).toBe(200);
        continue;
      }
      expectProblem(await call(null, operation), 401, 'unauthenticated');
      expectProblem(await call(null, operation).set('authorization', `Bearer lsk_aaaaaaaaaaaa_${'a'.repeat(43)}`), 401, 'unauthenticated');
    }
  });

  it('every route of this test is open to its roles and closed to the others', async () => {
    const known = new Set(await operations());
    for (const [operation, allowed] of Object.entries(MAY)) {
      expect(known).toContain(operation);
      for (const role of roles) {
        const { status } = await call(role, operation);
        const open = role === 'admin' || allowed.includes(role);
        expect({ operation, role, forbidden: status === 403 }).toEqual({ operation, role, forbidden: !open });
      }
    }
  });

  it('no route is missing in this test, except those of plans, which have their own', async () => {
    const others = (await operations()).filter((operation) => !(operation in MAY) && !PUBLIC.includes(operation));
    expect(others.filter((operation) => !/ \/v1\/plan(s|-verifications)\b/.test(operation))).toEqual([]);
  });
});

describe('tokens', () => {
  const create = (body: object) => api.as('admin').post('/v1/tokens').send(body);

  it('are shown once, work with their roles, and stop working when revoked', async () => {
    const made = await create({ name: 'ci', roles: ['matrix-editor'], expiresAt: '2999-01-01T00:00:00Z' });
    expect(made.status).toBe(201);
    expect(made.headers['cache-control']).toBe('no-store');
    const { id, token } = made.body as { id: string; token: string };
    const me = () => api.as(null).get('/v1/me').set('authorization', `Bearer ${token}`);
    expect((await me()).body).toEqual({ id, name: 'ci', roles: ['matrix-editor'] });
    const read = await api.as('admin').get(made.headers['location']!);
    expect(read.body).toMatchObject({ id, name: 'ci', expiresAt: '2999-01-01T00:00:00.000Z' });
    expect(read.text).not.toContain(token);
    expect((await api.as('admin').delete(`/v1/tokens/${id}`)).status).toBe(204);
    expectProblem(await me(), 401, 'unauthenticated');
    expectProblem(await api.as('admin').delete(`/v1/tokens/${id}`), 404, 'not-found');
    expect((await api.as('admin').get(`/v1/tokens/${id}`)).body.revokedAt).toBeDefined();
  });

  it('are kept nowhere, not even for a repeated request', async () => {
    const order = () => create({ name: 'keyed', roles: ['viewer'] }).set('idempotency-key', 'token-1');
    const [first, second] = [await order(), await order()];
    // The secret may hold the character that parts it from what stands before it.
    const secret = (first.body as { token: string }).token.split('_').slice(2).join('_');
    expect(second.status).toBe(201);
    const { token: _, ...record } = first.body as { token: string };
    expect(second.body).toEqual(record);
    const tables = await api.query<{ name: string }>(
      `select table_schema || '.' || table_name as name from information_schema.tables where table_schema in ('lockstep', 'event_store')`,
    );
    expect(tables.length).toBeGreaterThan(5);
    for (const { name } of tables) expect(JSON.stringify(await api.query(`select t::text from ${name} t`))).not.toContain(secret);
  });

  it('that have expired are worth nothing', async () => {
    const { token } = (await create({ name: 'old', roles: ['admin'], expiresAt: '2001-01-01T00:00:00Z' })).body as { token: string };
    expectProblem(await api.as(null).get('/v1/me').set('authorization', `Bearer ${token}`), 401, 'unauthenticated');
  });

  it.each<[string, object, string[]]>([
    ['no name', { roles: ['viewer'] }, ['/name']],
    ['an unknown role', { name: 'x', roles: ['root'] }, ['/roles/0']],
    ['no role', { name: 'x', roles: [] }, ['/roles']],
    ['an unknown field', { name: 'x', roles: ['viewer'], projects: [] }, ['']],
    ['a NUL in the name', { name: 'a\0', roles: ['viewer'] }, ['/name']],
    ['a time that no database holds', { name: 'x', roles: ['viewer'], expiresAt: '9999-12-31T23:59:59-12:00' }, ['/expiresAt']],
    ['a list', [], ['']],
  ])('are refused with %s', async (_name, body, pointers) => expectProblem(await create(body), 400, 'invalid-request', pointers));

  it('are listed in pages, newest first', async () => {
    const all = (await api.as('admin').get('/v1/tokens?limit=500')).body.items.map(({ id }: { id: string }) => id);
    const seen: string[] = [];
    for (let path: string | undefined = '/v1/tokens?limit=4'; path !== undefined;) {
      const page: Awaited<ReturnType<typeof create>> = await api.as('admin').get(path);
      seen.push(...page.body.items.map(({ id }: { id: string }) => id));
      path = /<([^>]+)>/.exec(page.headers['link'] ?? '')?.[1];
    }
    expect(seen).toEqual(all);
    expect(all.length).toBeGreaterThan(8);
  });
});
