import { ApiTokens, DataSource } from '@lockstep/platform';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ApiProcess } from './api-process.js';
import { type ApiUnderTest, startApiUnderTest } from './api-under-test.js';

const BLOCK = 4_711;
let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApiUnderTest();
});
afterAll(() => api?.close());

const freeze = {
  id: 'year-end',
  name: 'Year end',
  reason: 'the books are closed',
  times: { from: '2026-12-20T00:00:00Z', to: '2027-01-04T00:00:00Z' },
};

it('finds what a killed process had done for a key, and does the rest, without waiting', async () => {
  const source = api.app.get(DataSource);
  const { token } = await api.app.get(ApiTokens).create({ name: 'admin', roles: ['admin'] }, 'test');
  const requests: readonly [path: string, body: object][] = [
    ['/v1/freezes', freeze],
    ['/v1/tokens', { name: 'for the pipeline', roles: ['viewer'] }],
  ];
  const headers = (path: string) => ({ authorization: `Bearer ${token}`, 'idempotency-key': path });
  // No answer is kept before the test says so: the freeze is on record by then, and the token is not.
  await source.query(`create function wait() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock(${BLOCK}); return new; end $$;
    create trigger wait before update on lockstep.idempotent_request for each row execute function wait()`);
  const blocker = source.createQueryRunner();
  await blocker.query('select pg_advisory_lock($1)', [BLOCK]);
  const process = await ApiProcess.start((source.options as { url: string }).url);
  const sent = requests.map(([path, body]) =>
    fetch(process.url + path, {
      method: 'POST',
      headers: { ...headers(path), 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }).then(
      () => 'answered',
      () => 'lost',
    ),
  );
  const waiting = () =>
    api.query<{ pid: number }>(`select pid from pg_locks where locktype = 'advisory' and objid = ${BLOCK} and not granted`);
  await expect.poll(async () => (await waiting()).length, { timeout: 20_000 }).toBe(2);
  const repeat = (path: string, body: object) => api.as(null).post(path).set(headers(path)).send(body);
  const inProgress = await Promise.all(requests.map(([path, body]) => repeat(path, body)));
  expect(inProgress.map(({ body }) => (body as { code: string }).code)).toEqual(['request-in-progress', 'request-in-progress']);
  await process.stop('SIGKILL');
  expect(await Promise.all(sent)).toEqual(['lost', 'lost']);
  // A statement that waits does not see that its client is gone.
  for (const { pid } of await waiting()) await source.query('select pg_terminate_backend($1)', [pid]);
  await source.query('drop trigger wait on lockstep.idempotent_request');
  await blocker.query('select pg_advisory_unlock($1)', [BLOCK]);
  await blocker.release();
  for (const [path, body] of requests) {
    await expect.poll(async () => (await repeat(path, body)).status, { timeout: 5_000 }).toBe(201);
    expect((await repeat(path, body)).headers['idempotency-replayed']).toBe('true');
  }
  expect(await api.query(`select 1 from event_store.event where stream like 'freeze-%'`)).toHaveLength(1);
  expect(await api.query(`select 1 from lockstep.api_token where name = 'for the pipeline'`)).toHaveLength(1);
}, 60_000);
