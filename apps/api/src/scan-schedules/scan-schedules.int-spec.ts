import { scheduledScanJob } from '@lockstep/fleet';
import { JOB_QUEUES, type JobQueues } from '@lockstep/platform';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, expectProblem, startApiUnderTest } from '../../test/api-under-test.js';

const nightly = { id: 'nightly', name: 'Every night', cron: '30 2 * * *', timeZone: 'Europe/Berlin', jitter: 300 };

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApiUnderTest();
});
afterAll(() => api?.close());

const path = '/v1/scan-schedules';
const post = (body: object) => api.as('admin').post(path).send(body);
const get = (id: string) => api.as('viewer').get(`${path}/${id}`);
const queued = async () => (await api.app.get<JobQueues>(JOB_QUEUES).listSchedules(scheduledScanJob)).map(({ id, cron }) => [id, cron]);
const { id: _, ...content } = nightly;

describe('scan schedules', () => {
  it('are created by admins, tell their next runs, and the queue follows them', async () => {
    expectProblem(await api.as('operator').post(path).send(nightly), 403, 'forbidden');
    const created = await post(nightly);
    expect(created).toMatchObject({ status: 201, headers: { location: `${path}/nightly` } });
    expect(created.body).toMatchObject({ ...nightly, sources: null, enabled: true });
    expect(created.body.nextRuns).toHaveLength(5);
    for (const run of created.body.nextRuns) {
      const wall = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', hour: '2-digit', minute: '2-digit' }).format(
        new Date(run),
      );
      expect(wall).toMatch(/^0[23]:30$/);
    }
    expect((await get('nightly')).body).toMatchObject(nightly);
    expect(await queued()).toEqual([['nightly', '30 2 * * *']]);
    expectProblem(await post(nightly), 409, 'conflict');
  });

  it.each([
    ['a minute that no hour has', { cron: '61 * * * *' }, 422, '/cron'],
    ['a day that never comes', { cron: '0 0 31 2 *' }, 422, '/cron'],
    ['seconds', { cron: '* * * * * *' }, 400, '/cron'],
    ['a time zone that is none', { timeZone: 'Mars/Olympus' }, 422, '/timeZone'],
    ['a source that is none', { sources: ['nobody'] }, 422, '/sources/0'],
    ['a jitter of two days', { jitter: 172_800 }, 400, '/jitter'],
  ])('are refused with %s', async (_name, change, status, pointer) => {
    expectProblem(await post({ ...nightly, id: 'other', ...change }), status, status === 422 ? 'unprocessable' : 'invalid-request', [
      pointer,
    ]);
  });

  it('are changed, paused and removed on the state that was looked at', async () => {
    const put = (etag: string, change: object) =>
      api
        .as('admin')
        .put(`${path}/nightly`)
        .set('if-match', etag)
        .send({ ...content, ...change });
    const etag = (await get('nightly')).headers['etag']!;
    expectProblem(await api.as('admin').put(`${path}/nightly`).send(content), 428, 'precondition-required');
    const changed = await put(etag, { cron: '0 4 * * 1-5' });
    expect(changed).toMatchObject({ status: 200, body: { cron: '0 4 * * 1-5' } });
    expect(await queued()).toEqual([['nightly', '0 4 * * 1-5']]);
    expectProblem(await put(etag, {}), 412, 'precondition-failed');
    const paused = await put(changed.headers['etag']!, { enabled: false });
    expect(paused.body).toMatchObject({ enabled: false, nextRuns: [] });
    expect(await queued()).toEqual([]);
    await post({ ...nightly, id: 'a-second' });
    expect((await api.as('viewer').get(path)).body.items.map(({ id }: { id: string }) => id)).toEqual(['a-second', 'nightly']);
    const remove = (tag: string) => api.as('admin').delete(`${path}/nightly`).set('if-match', tag);
    expectProblem(await remove(etag), 412, 'precondition-failed');
    expect((await remove(paused.headers['etag']!)).status).toBe(204);
    expectProblem(await get('nightly'), 404, 'not-found');
  });
});
