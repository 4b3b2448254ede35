import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { get as open, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EndScan, EndSourceLook, PostgresFleetRecord, PostgresScanRecord, scanJob } from '@lockstep/fleet';
import { ProjectionRunner } from '@lockstep/event-store/postgres';
import { ApiTokens, DataSource, JOB_QUEUES, type JobQueues } from '@lockstep/platform';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, expectProblem, startApiUnderTest } from '../../test/api-under-test.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApiUnderTest({ LOCKSTEP_SECRET_KEY: randomBytes(32).toString('base64') });
  await api.app.listen(0, '127.0.0.1');
  for (const id of ['lab', 'prod']) {
    const settings = { url: 'https://10.0.0.1:6443', supervisor: id, parent: { nsxManager: 'nsx-1' } };
    await api
      .as('admin')
      .post('/v1/sources')
      .send({ id, system: 'kubernetes', name: id, settings, secret: { token: 'x' } })
      .expect(201);
  }
});
afterAll(() => api?.close());

const get = (path: string) => api.as('viewer').get(path);
const start = (body: object) => api.as('operator').post('/v1/scans').send(body);
/** What the worker does at the end of a scan. */
async function endAsWorker(scan: string, ...sources: string[]): Promise<void> {
  const fleet = new PostgresFleetRecord(api.app.get(DataSource), api.app.get(ProjectionRunner));
  const record = new PostgresScanRecord(api.app.get(DataSource), api.app.get(ProjectionRunner));
  const fault = { code: 'unreachable', subject: null, place: null, detail: 'Nobody answers' } as const;
  for (const source of sources)
    await new EndSourceLook(fleet, record).execute({
      scan,
      source,
      takenAt: new Date().toISOString(),
      result: { outcome: 'failed', fault },
    });
  await new EndScan(fleet, record).execute({ scan, actor: 'system:scans' });
}

describe('scans', () => {
  it('are started by operators, queued for the worker, and one source is in one scan at a time', async () => {
    expectProblem(await api.as('viewer').post('/v1/scans').send({}), 403, 'forbidden');
    const started = await start({ sources: ['lab'] });
    expect(started).toMatchObject({ status: 202, headers: { location: `/v1/scans/${started.body.id}`, 'retry-after': '1' } });
    expect(started.body).toMatchObject({
      status: 'running',
      trigger: { kind: 'person' },
      by: expect.stringMatching(/^token:/),
      sources: [{ source: 'lab', outcome: 'unended', soFar: null }],
    });
    expect((await api.app.get<JobQueues>(JOB_QUEUES).find(scanJob, started.body.id))?.state).toBe('waiting');
    expectProblem(await start({ sources: ['lab'] }), 409, 'conflict');
    expectProblem(await start({ sources: ['nobody'] }), 422, 'unprocessable', ['/sources/0']);
    expectProblem(await start({ sources: [] }), 400, 'invalid-request');
    const all = await start({});
    expect(all.body).toMatchObject({
      sources: [{ source: 'prod' }],
      skipped: [{ source: 'lab', reason: 'in-scan', scan: started.body.id }],
    });
    await endAsWorker(started.body.id, 'lab');
    await endAsWorker(all.body.id, 'prod');
    expect((await get(`/v1/scans/${all.body.id}`)).body).toMatchObject({
      status: 'failed',
      progress: null,
      sources: [{ outcome: 'failed', fault: { code: 'unreachable', detail: 'Nobody answers' } }],
    });
    expect((await get('/v1/sources/lab')).body).toMatchObject({ faults: [{ code: 'unreachable', since: expect.any(String) }] });
  });

  it('are listed, the newest first, page by page, and for one source', async () => {
    const { body } = await get('/v1/scans?limit=1');
    expect(body.items).toMatchObject([{ sources: [{ source: 'prod' }] }]);
    const second = await get(`/v1/scans?limit=1&cursor=${body.page.next}`);
    expect(second.body).toMatchObject({ items: [{ sources: [{ source: 'lab' }] }], page: { next: null } });
    expect((await get('/v1/scans?source=lab')).body.items).toHaveLength(1);
    expectProblem(await get('/v1/scans/6f1c2a54-3c1e-4f0b-9d43-0a5a3f1b2c3d'), 404, 'not-found');
  });

  it('are one for one Idempotency-Key, also when the first answer got lost', async () => {
    const send = () => start({ sources: ['lab'] }).set('idempotency-key', 'scan-1');
    const first = await send();
    expect((await send()).body.id).toBe(first.body.id);
    await api.query(`delete from lockstep.idempotent_request where key = 'scan-1'`);
    expect((await send()).body.id).toBe(first.body.id);
    await endAsWorker(first.body.id, 'lab');
  });

  it('are cancelled while they run', async () => {
    const { body } = await start({ sources: ['lab'] });
    expectProblem(await api.as('viewer').post(`/v1/scans/${body.id}/cancel`), 403, 'forbidden');
    expect(await api.as('operator').post(`/v1/scans/${body.id}/cancel`)).toMatchObject({ status: 202, body: { status: 'cancelling' } });
    await endAsWorker(body.id);
    expect((await get(`/v1/scans/${body.id}`)).body.status).toBe('cancelled');
    expectProblem(await api.as('operator').post(`/v1/scans/${body.id}/cancel`), 409, 'conflict');
    expectProblem(await api.as('operator').post('/v1/scans/6f1c2a54-3c1e-4f0b-9d43-0a5a3f1b2c3d/cancel'), 404, 'not-found');
  });

  it('are followed until they end', async () => {
    const { body } = await start({ sources: ['prod'] });
    const { token } = await api.app.get(ApiTokens).create({ name: 'follower', roles: ['viewer'] }, 'test');
    const { port } = api.app.getHttpServer().address() as AddressInfo;
    const request = open(`http://127.0.0.1:${port}/v1/scans/${body.id}/events`, {
      agent: false,
      headers: { authorization: `Bearer ${token}` },
    });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    let text = '';
    response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    await expect.poll(() => text, { timeout: 10_000 }).toContain('event: progress');
    await endAsWorker(body.id, 'prod');
    await once(response, 'end');
    const [, last] = /event: ended\ndata: (.*)\n/.exec(text)!;
    expect(JSON.parse(last!)).toMatchObject({ id: body.id, status: 'failed' });
  });
});
