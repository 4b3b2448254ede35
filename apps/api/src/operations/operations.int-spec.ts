import { randomUUID } from 'node:crypto';
import { newEventId } from '@lockstep/event-store';
import { PostgresEventStore, ProjectionRunner } from '@lockstep/event-store/postgres';
import { DataSource, JOB_QUEUES, type JobQueues } from '@lockstep/platform';
import { computePlanJob } from '@lockstep/plans';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { baseMatrix } from '../../test/worlds.js';
import { type ApiUnderTest, expectProblem, startApiUnderTest } from '../../test/api-under-test.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApiUnderTest();
});
afterAll(() => api?.close());

const patience = { timeout: 20_000 };
const fleet = '/v1/operations/projections/fleet';
const read = async () => (await api.as('operator').get(fleet)).body as object;
const append = async (type: string) => {
  const event = { id: newEventId(), type, data: { component: 'nsx', version: '4.2.1', previous: null }, actor: 'test' };
  const appended = await api.app.get(PostgresEventStore).append('nsx-manager-n1', 'any', [event]);
  return appended.outcome === 'appended' ? appended.events[0]!.position : 0;
};

describe('the state of projections', () => {
  it('tells that each follows the record', async () => {
    const position = await append('NsxManagerVersionObserved');
    await expect.poll(read, patience).toEqual({
      name: 'fleet',
      version: expect.any(Number),
      position,
      status: 'running',
      lag: { events: 0, seconds: 0 },
      failure: null,
      rebuild: null,
    });
    const { items } = (await api.as('operator').get('/v1/operations/projections')).body as { items: object[] };
    expect(items).toContainEqual(await read());
    expect((await api.as(null).get('/readyz')).body).toMatchObject({ status: 'ok', checks: { projections: 'ok' } });
  });

  it('is for operators', async () => {
    expectProblem(await api.as('viewer').get(fleet), 403, 'forbidden');
    expectProblem(await api.as('planner').post(`${fleet}/rebuild`), 403, 'forbidden');
    expectProblem(await api.as('operator').get('/v1/operations/projections/fleets'), 404, 'not-found');
    expectProblem(await api.as('operator').post('/v1/operations/projections/fleets/rebuild'), 404, 'not-found');
  });
});

describe('a writer that does not end', () => {
  it('is named wherever one looks for what holds readers back', async () => {
    const writer = api.app.get(DataSource).createQueryRunner();
    await writer.startTransaction();
    const [{ pid }] = (await writer.query('select pg_backend_pid() as pid, pg_current_xact_id()')) as [{ pid: number }];
    const stall = async () => ((await api.as('operator').get('/v1/operations/projections')).body as { stall: object | null }).stall;
    await expect.poll(stall, patience).toMatchObject({ kind: 'writer', pid, state: 'idle in transaction' });
    const record = expect.stringContaining(`readers wait for a writer, session ${pid}, since 2`);
    expect((await api.as(null).get('/readyz')).body).toMatchObject({ status: 'degraded', checks: { record, projections: 'ok' } });
    expect((await api.as('viewer').get('/metrics')).text).toMatch(/^lockstep_record_stall_seconds [2-9]/m);
    await writer.rollbackTransaction();
    await writer.release();
    await expect.poll(stall, patience).toBeNull();
  });
});

describe('a rebuild', () => {
  it('is begun at once and done beside the rows that are read', async () => {
    await append('NsxManagerVersionObserved');
    await api.app.get(ProjectionRunner).catchUp('fleet');
    const before = await api.query('select * from lockstep.fleet_node');
    const begun = await api.as('operator').post(`${fleet}/rebuild`);
    expect(begun.status).toBe(202);
    expect(begun.headers).toMatchObject({ location: fleet, 'retry-after': '5' });
    expect(begun.body).toMatchObject({ name: 'fleet', status: 'running' });
    await expect.poll(read, patience).toMatchObject({ status: 'running', rebuild: null });
    expect(await api.query('select * from lockstep.fleet_node')).toEqual(before);
  });
});

describe('the lists that are written with their event', () => {
  it('come out of the record as they were', async () => {
    const published = await api
      .as('matrix-editor')
      .post('/v1/matrix/revisions')
      .send({ documents: [baseMatrix], reason: 'first' });
    expect(published.status).toBe(201);
    const read = async () => (await api.as('viewer').get('/v1/matrix/revisions')).body as object;
    const before = await read();
    await api.query('truncate lockstep.matrix_publication, lockstep.matrix_revision');
    expect(await read()).not.toEqual(before);
    const rebuilt = await api.as('operator').post('/v1/operations/lists/matrix/rebuild');
    expect([rebuilt.status, rebuilt.body]).toEqual([200, { name: 'matrix', rows: 1 }]);
    expect(await read()).toEqual(before);
    expect((await api.as('operator').post('/v1/operations/lists/plans/rebuild')).body).toEqual({ name: 'plans', rows: 0 });
    expectProblem(await api.as('operator').post('/v1/operations/lists/tokens/rebuild'), 400, 'invalid-request', ['path:/name']);
  });

  it('come back from the record after their rows were lost', async () => {
    const times = { from: '2026-01-01T00:00:00Z', to: '2099-01-01T00:00:00Z' };
    await api.as('approver').post('/v1/freezes').send({ id: 'fair', name: 'fair', reason: 'sale', scope: {}, times }).expect(201);
    await api.query('delete from lockstep.register_entry');
    const listed = async () => ((await api.as('viewer').get('/v1/freezes')).body as { items: { id: string }[] }).items.map(({ id }) => id);
    expect(await listed()).toEqual([]);
    const rebuild = async (name: string) => (await api.as('operator').post(`/v1/operations/lists/${name}/rebuild`)).body as object;
    expect(await rebuild('freezes')).toEqual({ name: 'freezes', rows: 1 });
    expect(await listed()).toEqual(['fair']);
    for (const name of ['owners', 'approvals', 'proposals', 'scan-schedules', 'change-records'])
      expect(await rebuild(name)).toEqual({ name, rows: 0 });
  });
});

describe('a projection that met an event it does not know', () => {
  beforeEach(async () => {
    await append('NsxManagerPainted');
    await api.app.get(ProjectionRunner).catchUp('fleet', patience);
  });

  it('is told with the place, logged once, and leaves the service ready but degraded', async () => {
    expect(await read()).toMatchObject({
      position: expect.any(Number),
      lag: { events: expect.any(Number) },
      failure: {
        reason: 'poison',
        stream: 'nsx-manager-n1',
        eventType: 'NsxManagerPainted',
        error: expect.stringContaining('found NsxManagerPainted'),
      },
    });
    const ready = await api.as(null).get('/readyz');
    expect(ready.status).toBe(200);
    expect(ready.body).toMatchObject({
      status: 'degraded',
      checks: { projections: expect.stringMatching(/^fleet is stopped before position \d+ \(poison\)$/) },
    });
    const logged = api.logged.map((line) => JSON.parse(line) as { level: number; projection?: string; position?: number });
    expect(logged.filter(({ level, projection }) => level === 50 && projection === 'fleet')).toHaveLength(1);
  });

  it('stays stopped until it is resumed, and stops again while the cause is there', async () => {
    const resumed = await api.as('operator').post(`${fleet}/resume`);
    expect(resumed.status).toBe(200);
    expect(resumed.body).toMatchObject({ status: 'running', failure: null });
    await expect.poll(read, patience).toMatchObject({ status: 'stopped', failure: { reason: 'poison' } });
  });

  it('shows in the metrics', async () => {
    const metrics = await api.as('viewer').get('/metrics');
    expect(metrics.headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(metrics.text).toContain('lockstep_projection_running{projection="fleet"} 0');
    expect(metrics.text).toMatch(/lockstep_projection_lag_events\{projection="fleet"\} [1-9]/);
    expect(metrics.text).toMatch(
      /lockstep_http_request_duration_seconds_count\{method="GET",route="\/v1\/operations\/projections\/:name",status="200"\} \d+/,
    );
    expect(metrics.text).toContain('lockstep_process_cpu_seconds_total');
    expectProblem(await api.as(null).get('/metrics'), 401, 'unauthenticated');
  });
});

describe('the metrics of queues and webhooks', () => {
  const scrape = async () => {
    const { status, text } = await api.as('viewer').get('/metrics');
    expect(status).toBe(200);
    return text;
  };

  it('tell of jobs by kind and state, and of deliveries, from the moment of the scrape', async () => {
    await api.app.get<JobQueues>(JOB_QUEUES).enqueue(computePlanJob, 'p1', { plan: randomUUID() });
    await api.query(`insert into lockstep.webhook (id, version, content, created_at, changed_at) values ('w', 1, '{}', now(), now())`);
    await api.query(
      `insert into lockstep.webhook_delivery (webhook, message, type, subject, position, body, next_at, asked_at)
       values ('w', 'm', 't', 's', 1, '{}', now() - interval '1 minute', now() - interval '1 hour')`,
    );
    const text = await scrape();
    expect(text).toMatch(/^lockstep_queue_jobs\{queue="compute-plan",state="waiting"\} 1$/m);
    expect(text).toMatch(/^lockstep_queue_jobs\{queue="deliver-webhook",state="failed"\} 0$/m);
    expect(text).toMatch(/^lockstep_queue_oldest_waiting_seconds\{queue="compute-plan"\} \d/m);
    expect(text).toMatch(/^lockstep_webhooks\{state="working"\} 1$/m);
    expect(text).toMatch(/^lockstep_webhook_deliveries_pending 1$/m);
    expect(text).toMatch(/^lockstep_webhook_deliveries_oldest_seconds 36\d\d/m);
    expect(text).toMatch(/^lockstep_webhook_deliveries_overdue_seconds 6\d/m);
  });

  it('are left out when they can not be read, and the others are told', async () => {
    await api.query('alter table lockstep.webhook_delivery rename to webhook_delivery_away');
    const text = await scrape();
    await api.query('alter table lockstep.webhook_delivery_away rename to webhook_delivery');
    expect(text).toContain('lockstep_metrics_reading_ok{reading="webhooks"} 0');
    expect(text).toContain('lockstep_metrics_reading_ok{reading="queues"} 1');
    expect(text).not.toMatch(/^lockstep_webhook_deliveries_pending /m);
    expect(text).toMatch(/^lockstep_queue_jobs\{/m);
    expect(api.logged.join('')).toContain('metrics could not be read');
  });
});

it('a projection that runs can not be resumed', async () => {
  await api.query(`update event_store.projection set failure = null`);
  await expect.poll(read, patience).toMatchObject({ status: 'stopped' });
  await api.as('operator').post(`${fleet}/resume`);
  expectProblem(await api.as('operator').post(`${fleet}/resume`), 409, 'conflict');
});
