import { randomBytes } from 'node:crypto';
import { checkSourceJob } from '@lockstep/fleet';
import { JOB_QUEUES, type JobQueues } from '@lockstep/platform';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, expectProblem, startApiUnderTest } from '../../test/api-under-test.js';

const canary = 'canary-secret-4711';
const lab = {
  id: 'lab',
  system: 'kubernetes',
  name: 'Lab Supervisor',
  settings: { url: 'https://10.0.0.1:6443', supervisor: 'lab', parent: { nsxManager: 'nsx-1' } },
  secret: { token: canary },
};

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApiUnderTest({ LOCKSTEP_SECRET_KEY: randomBytes(32).toString('base64') });
});
afterAll(() => api?.close());

const get = (path: string) => api.as('viewer').get(path);
const post = (body: object) => api.as('admin').post('/v1/sources').send(body);
const put = (id: string, etag: string, body: object) => api.as('admin').put(`/v1/sources/${id}`).set('if-match', etag).send(body);
const { id: _, system: __, secret: ___, ...changeable } = { ...lab, misses: 3 };

describe('sources', () => {
  it('are registered by admins, with settings that are shown and a secret that is not', async () => {
    expectProblem(await api.as('operator').post('/v1/sources').send(lab), 403, 'forbidden');
    const answer = await post(lab);
    expect(answer.status).toBe(201);
    expect(answer.headers).toMatchObject({ location: '/v1/sources/lab', etag: expect.any(String) });
    expect(answer.body).toMatchObject({
      id: 'lab',
      settings: lab.settings,
      secret: { setAt: expect.any(String), setBy: expect.stringMatching(/^token:/) },
      speaksFor: { kind: 'supervisor', id: 'lab' },
      misses: 3,
      faults: [],
      lastLook: null,
    });
    expect((await get('/v1/sources/lab')).body).toEqual(answer.body);
    expect((await get('/v1/sources')).body).toEqual({ items: [answer.body], page: { limit: 100, next: null } });
    expectProblem(await post(lab), 409, 'conflict');
    expectProblem(await post({ ...lab, id: 'lab-2' }), 409, 'conflict');
  });

  it('are refused with every rule that their settings and secrets break, and without repeating them', async () => {
    const wrong = { ...lab, id: 'wrong', settings: { ...lab.settings, url: 'nowhere', tls: 'maybe' }, secret: { [canary]: 1 } };
    const answer = await post(wrong);
    expectProblem(answer, 422, 'unprocessable');
    const pointers = (answer.body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer);
    expect(pointers).toEqual(expect.arrayContaining(['/settings/url', '/settings/tls', expect.stringMatching(/^\/secret/)]));
    expect(answer.text).not.toContain(canary);
    const lone = { ...lab, id: 'lone', settings: { ...lab.settings, caBundle: '-----BEGIN CERTIFICATE-----\ud800' } };
    expectProblem(await post(lone), 422, 'unprocessable');
    expectProblem(await post({ ...lab, system: 'mainframe' }), 422, 'unprocessable', ['/system']);
    expectProblem(await post({ ...lab, id: 'Lab' }), 400, 'invalid-request', ['/id']);
    const { secret: _secret, ...without } = lab;
    expectProblem(await post({ ...without, id: 'without' }), 422, 'unprocessable');
  });

  it('are changed on the state that was looked at, and keep their secret unless they move', async () => {
    const { headers, body } = await get('/v1/sources/lab');
    const etag = headers['etag']!;
    expectProblem(await api.as('admin').put('/v1/sources/lab').send(changeable), 428, 'precondition-required');
    const changed = await put('lab', etag, { ...changeable, name: 'Lab', misses: 5 });
    expect(changed.body).toMatchObject({ name: 'Lab', misses: 5, secret: body.secret });
    expectProblem(await put('lab', etag, changeable), 412, 'precondition-failed');
    const moved = { ...changeable, settings: { ...lab.settings, url: 'https://10.0.0.9:6443' } };
    expectProblem(await put('lab', changed.headers['etag']!, moved), 422, 'unprocessable', ['/secret']);
    const again = await put('lab', changed.headers['etag']!, { ...moved, secret: { token: `${canary}-2` } });
    expect(again).toMatchObject({ status: 200, body: { settings: moved.settings } });
    expect(again.body.secret.setAt).not.toBe(body.secret.setAt);
  });

  it('speak for one node as long as they are registered', async () => {
    const { headers, body } = await get('/v1/sources/lab');
    const renamed = { ...changeable, settings: { ...body.settings, supervisor: 'other' } };
    const answer = await put('lab', headers['etag']!, renamed);
    expectProblem(answer, 409, 'conflict');
    expect(answer.body.detail).toContain('supervisor lab');
    expect((await get('/v1/sources/lab')).body).toEqual(body);
  });

  it('are found again by the same Idempotency-Key', async () => {
    const send = () => post({ ...lab, id: 'once', evenIfShared: true }).set('idempotency-key', 'k-once');
    const first = await send();
    expect([first.status, (await send()).body]).toEqual([201, first.body]);
  });

  it('are checked by a worker, which says what is wrong', async () => {
    const queues = api.app.get<JobQueues>(JOB_QUEUES);
    const fault = { code: 'unreachable', subject: null, place: 'GET /version', detail: 'Nobody answers' } as const;
    await queues.work(checkSourceJob, async () => ({ outcome: 'failed' as const, versions: {}, faults: [fault], took: 12 }));
    expectProblem(await api.as('viewer').post('/v1/sources/lab/check'), 403, 'forbidden');
    expectProblem(await api.as('operator').post('/v1/sources/nobody/check'), 404, 'not-found');
    const answer = await api.as('operator').post('/v1/sources/lab/check');
    expect(answer).toMatchObject({ status: 200, body: { outcome: 'failed', versions: {}, faults: [fault], milliseconds: 12 } });
  });

  it('are removed with their secrets', async () => {
    const { headers } = await get('/v1/sources/once');
    expectProblem(await api.as('admin').delete('/v1/sources/once'), 428, 'precondition-required');
    expect((await api.as('admin').delete('/v1/sources/once').set('if-match', headers['etag']!)).status).toBe(204);
    expectProblem(await get('/v1/sources/once'), 404, 'not-found');
    expect(await api.query('select owner from lockstep.connector_secret')).toEqual([{ owner: 'lab' }]);
  });

  it('leave their secrets in no table and no log', async () => {
    const tables = await api.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    for (const { name } of tables) {
      const [row] = await api.query<{ found: boolean }>(`select exists (select 1 from ${name} t where t::text like $1) as found`, [
        `%${canary}%`,
      ]);
      expect({ name, found: row?.found }).toEqual({ name, found: false });
    }
    expect(api.logged.join('')).not.toContain(canary);
  });
});

it('sources with secrets are refused without a key to encrypt them, and say what to do', async () => {
  const keyless = await startApiUnderTest();
  try {
    const answer = await keyless.as('admin').post('/v1/sources').send(lab);
    expectProblem(answer, 409, 'conflict');
    expect(answer.body.detail).toContain('LOCKSTEP_SECRET_KEY');
    expectProblem(await keyless.as('viewer').get('/v1/sources/lab'), 404, 'not-found');
  } finally {
    await keyless.close();
  }
});
