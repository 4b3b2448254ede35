import { randomBytes, randomUUID } from 'node:crypto';
import { DataSource } from '@lockstep/platform';
import { chosenTypes, PostgresDeliveries, publicEventTypes } from '@lockstep/webhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, expectProblem, startApiUnderTest } from '../../test/api-under-test.js';

const lab = {
  id: 'lab',
  url: 'https://hooks.example.com/lockstep?tenant=a',
  description: 'Tickets',
  events: ['dev.lockstep.plan.*'],
  domains: ['nsx-1'],
};
const { id: _, ...content } = lab;

let api: ApiUnderTest;
const secrets: string[] = [];
beforeAll(async () => {
  api = await startApiUnderTest({ LOCKSTEP_SECRET_KEY: randomBytes(32).toString('base64') });
});
afterAll(() => api?.close());

const get = (path: string) => api.as('operator').get(`/v1/webhooks${path}`);
const post = (path: string, body: object = {}) => api.as('admin').post(`/v1/webhooks${path}`).send(body);
const put = (id: string, etag: string, body: object) => api.as('admin').put(`/v1/webhooks/${id}`).set('if-match', etag).send(body);
const etagOf = async (id: string): Promise<string> => (await get(`/${id}`)).headers['etag']!;
const keep = (secret: string): string => (secrets.push(secret), secret);

describe('webhooks', () => {
  it('are created by admins, who are shown the secret once', async () => {
    expectProblem(await api.as('operator').post('/v1/webhooks').send(lab), 403, 'forbidden');
    const answer = await post('', lab);
    expect(answer.status).toBe(201);
    expect(answer.headers).toMatchObject({ location: '/v1/webhooks/lab', etag: expect.any(String), 'cache-control': 'no-store' });
    const { secret, ...webhook } = answer.body as { secret: string };
    expect(Buffer.from(/^whsec_(.+)$/.exec(keep(secret))![1]!, 'base64')).toHaveLength(32);
    expect(webhook).toMatchObject({ ...lab, disabled: null, failingSince: null, lastAcceptedAt: null });
    expect((await get('/lab')).body).toEqual(webhook);
    expect((await get('')).body).toEqual({ items: [webhook], page: { limit: 100, next: null } });
    expectProblem(await post('', lab), 409, 'conflict');
    expectProblem(await api.as('viewer').get('/v1/webhooks/lab'), 403, 'forbidden');
  });

  it.each([
    ['url', 'http://hooks.example.com/'],
    ['url', 'http://127.0.0.1.example.com/'],
    ['url', 'ftp://hooks.example.com/'],
    ['url', 'https://user:pass@hooks.example.com/'],
    ['url', 'https://hooks.example.com/#here'],
    ['url', 'nowhere'],
    ['url', 'https://\ud800.example.com/'],
    ['url', `https://hooks.example.com/${'a'.repeat(2_000)}`],
    ['events', []],
    ['description', '  '],
    ['domains', []],
    ['id', 'Lab'],
  ])('are refused with %s %j', async (field, value) => {
    const answer = await post('', { ...lab, id: 'wrong', [field]: value });
    expectProblem(answer, 400, 'invalid-request', [`/${field}`]);
  });

  it('are refused with types of events that there are not, each at its place', async () => {
    const events = ['dev.lockstep.plan.*', 'dev.lockstep.plans.*', 'dev.lockstep.webhook.ping.v1', '*'];
    expectProblem(await post('', { ...lab, id: 'wrong', events }), 422, 'unprocessable', ['/events/1', '/events/2']);
    expectProblem(await post('', { ...lab, id: 'wrong', events: ['dev.*.plan'] }), 400, 'invalid-request', ['/events/0']);
  });

  it('to this machine may do without TLS', async () => {
    const answer = await post('', { ...lab, id: 'local', url: 'http://127.0.0.1:9/' });
    expect(answer.status).toBe(201);
    keep((answer.body as { secret: string }).secret);
    expect((await api.as('admin').delete('/v1/webhooks/local').set('if-match', answer.headers['etag']!)).status).toBe(204);
    expectProblem(await get('/local'), 404, 'not-found');
    expect(await api.query(`select owner from lockstep.connector_secret where owner like 'webhook:%'`)).toEqual([{ owner: 'webhook:lab' }]);
  });

  it('are changed on the state that was looked at, and can be put to rest', async () => {
    const etag = await etagOf('lab');
    expectProblem(await api.as('admin').put('/v1/webhooks/lab').send(content), 428, 'precondition-required');
    const rested = await put('lab', etag, { ...content, disabled: { reason: 'moves on Monday' } });
    expect(rested.body).toMatchObject({ disabled: { cause: 'person', reason: 'moves on Monday' } });
    expectProblem(await put('lab', etag, content), 412, 'precondition-failed');
    const enabled = await put('lab', rested.headers['etag']!, { ...content, events: ['*'], domains: null });
    expect(enabled.body).toMatchObject({ disabled: null, events: ['*'], domains: null });
    expectProblem(await put('nobody', '"1-x"', content), 404, 'not-found');
  });

  it('are given another secret, shown once, on the state that was looked at', async () => {
    expectProblem(await post('/lab/rotate-secret'), 428, 'precondition-required');
    const etag = await etagOf('lab');
    const rotate = (overlapSeconds?: number) => post('/lab/rotate-secret', { overlapSeconds }).set('if-match', etag);
    expectProblem(await rotate(-1), 400, 'invalid-request', ['/overlapSeconds']);
    const answer = await rotate().set('idempotency-key', 'r1');
    expect(answer.status).toBe(200);
    const secret = keep((answer.body as { secret: string }).secret);
    expect(secrets.slice(0, -1)).not.toContain(secret);
    const again = await rotate().set('idempotency-key', 'r1');
    expect([again.status, again.text.includes('whsec_')]).toEqual([200, false]);
    expectProblem(await rotate(), 412, 'precondition-failed');
    const bare = await api
      .as('admin')
      .post('/v1/webhooks/lab/rotate-secret')
      .set('if-match', await etagOf('lab'));
    expect(bare.status).toBe(200);
    keep((bare.body as { secret: string }).secret);
  });

  it('that are created again by the same key are answered without a secret', async () => {
    const create = () => post('', { ...lab, id: 'keyed' }).set('idempotency-key', 'c1');
    const [first, second] = [await create(), await create()];
    const { secret, ...webhook } = first.body as { secret: string };
    keep(secret);
    expect([second.status, second.body]).toEqual([201, webhook]);
  });

  it('are pinged, and tell how that came out', async () => {
    expectProblem(await api.as('viewer').post('/v1/webhooks/lab/test'), 403, 'forbidden');
    const answer = await api.as('operator').post('/v1/webhooks/lab/test');
    expect(answer).toMatchObject({ status: 202, body: { status: 'pending', type: 'dev.lockstep.webhook.ping.v1', attempts: [] } });
    const path = answer.headers['location']!;
    const read = await api.as('operator').get(path);
    expect(JSON.parse((read.body as { body: string }).body)).toMatchObject({ data: { webhook: 'lab' }, id: answer.body.event });
    expectProblem(await get(`/keyed/deliveries/${answer.body.id}`), 404, 'not-found');
    expectProblem(await post('/nobody/test'), 404, 'not-found');
  });

  it('that are removed while somebody pings them are not there', async () => {
    keep(((await post('', { ...lab, id: 'leaving' })).body as { secret: string }).secret);
    const { answer } = await api.app.get(DataSource).transaction(async (manager) => {
      await manager.query(`delete from lockstep.webhook where id = 'leaving'`);
      const answering = Promise.resolve(api.as('operator').post('/v1/webhooks/leaving/test'));
      await expect
        .poll(() => api.query(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`), {
          timeout: 20_000,
        })
        .toHaveLength(1);
      return { answer: answering };
    });
    expectProblem(await answer, 404, 'not-found');
  });

  it('list their deliveries, newest first, page by page and by status', async () => {
    for (let turn = 0; turn < 2; turn++) await post('/lab/test');
    const all = (await get('/lab/deliveries')).body.items as { id: string }[];
    expect(all).toHaveLength(3);
    const first = await get('/lab/deliveries?limit=2');
    const rest = await get(`/lab/deliveries?limit=2&cursor=${first.body.page.next}`);
    expect([...first.body.items, ...rest.body.items]).toEqual(all);
    expect([first.headers['link'], rest.body.page.next]).toEqual([expect.stringContaining('rel="next"'), null]);
    expect((await get('/lab/deliveries?status=failed')).body.items).toEqual([]);
    expectProblem(await get('/lab/deliveries?status=lost'), 400, 'invalid-request');
    expectProblem(await get('/lab/deliveries?cursor=x'), 400, 'invalid-request');
    expectProblem(await get('/nobody/deliveries'), 404, 'not-found');
  });

  it('are sent again what somebody asks for, unless they are disabled or it is under way', async () => {
    const [{ id }] = (await get('/lab/deliveries')).body.items as [{ id: string }];
    const redeliver = () => api.as('operator').post(`/v1/webhooks/lab/deliveries/${id}/redeliver`);
    const deliveries = new PostgresDeliveries(api.app.get(DataSource));
    const begun = (await deliveries.begin(id))!;
    expectProblem(await redeliver(), 409, 'conflict');
    const attempt = {
      number: 1,
      at: '2026-01-01T00:00:00Z',
      milliseconds: 1,
      outcome: 'refused',
      status: 500,
      detail: null,
      response: 'no',
    } as const;
    await deliveries.end(begun, attempt, { status: 'failed' }, 'failed');
    expect((await get(`/lab/deliveries/${id}`)).body).toMatchObject({ status: 'failed', nextAttemptAt: null, attempts: [attempt] });
    expect(await redeliver()).toMatchObject({ status: 202, body: { status: 'pending', attempts: [attempt], endedAt: null } });
    await put('lab', await etagOf('lab'), { ...content, disabled: { reason: 'enough' } });
    expectProblem(await redeliver(), 409, 'conflict');
    expectProblem(await post(`/lab/deliveries/${randomUUID()}/redeliver`), 404, 'not-found');
    expectProblem(await post('/lab/deliveries/17/redeliver'), 400, 'invalid-request');
  });

  it('leave their secrets in no table and no log', async () => {
    const tables = await api.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    for (const { name } of tables)
      for (const secret of secrets) {
        const [row] = await api.query<{ found: boolean }>(
          `select exists (select 1 from ${name} t where position($1 in t::text) > 0) as found`,
          [secret.slice('whsec_'.length)],
        );
        expect({ name, found: row?.found }).toEqual({ name, found: false });
      }
    expect(secrets).toHaveLength(6);
    for (const secret of secrets) expect(api.logged.join('')).not.toContain(secret);
  });

  it('are described, with all that they may be sent', async () => {
    const { webhooks } = (await api.as(null).get('/openapi.json')).body as { webhooks: object };
    expect(Object.keys(webhooks)).toEqual(publicEventTypes.map(({ type }) => type));
    expect(chosenTypes.length).toBe(publicEventTypes.length - 1);
  });
});

it('webhooks are refused without a key to encrypt their secrets', async () => {
  const keyless = await startApiUnderTest();
  try {
    const answer = await keyless.as('admin').post('/v1/webhooks').send(lab);
    expectProblem(answer, 409, 'conflict');
    expect(answer.body.detail).toContain('LOCKSTEP_SECRET_KEY');
    expectProblem(await keyless.as('operator').get('/v1/webhooks/lab'), 404, 'not-found');
  } finally {
    await keyless.close();
  }
});
