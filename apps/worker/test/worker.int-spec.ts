import { setTimeout as sleep } from 'node:timers/promises';
import { ProjectionRunner } from '@lockstep/event-store/postgres';
import { FindingsFollower, fleetProjection, PostgresFleetRecord, RecordSnapshot } from '@lockstep/fleet';
import { MatrixRevisions, PostgresMatrixRecord, PublishRevision } from '@lockstep/matrix';
import { type JobQueues, openJobQueues } from '@lockstep/platform/queue';
import {
  computePlanJob,
  PlannerFleetJudge,
  type PlanJobs,
  planStream,
  PostgresPlanRecord,
  QueuedPlanJobs,
  ReadPlans,
  RequestPlan,
} from '@lockstep/plans';
import { createMigratedDatabase, type MigratedDatabase, testRedisUrl } from '@lockstep/testing';
import { fleet, goal, matrix, validated } from '@lockstep/testing/builders';
import { valueSource } from '@lockstep/documents';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltWorker, buildWorker } from './build-apps.js';
import { AppProcess } from './app-process.js';

const revision = matrix({
  releases: { nsx: ['4.2.1.0', '9.0.1.0'], vkr: ['v1.33.1', 'v1.34.1'] },
  statements: [validated('vkr >=1.33 <1.34', 'nsx 4.2'), validated('vkr >=1.34 <1.35', 'nsx >=4.2 <9.1')],
});
const snapshot = fleet({ nsxManagers: { fra: { nsx: '4.2.1.0' } }, clusters: { payments: { vkr: 'v1.33.1' } } });
const noJobs: PlanJobs = { enqueue: () => Promise.reject(new Error('the queue is away')), find: async () => undefined };

let built: BuiltWorker;
beforeAll(async () => {
  built = await buildWorker();
});
afterAll(() => built.remove());

/** The worker on Redis takes the usual key prefix, so the tests have a numbered database of the server to themselves. */
function ownRedisUrl(): string | undefined {
  const given = testRedisUrl();
  return given === undefined ? undefined : Object.assign(new URL(given), { pathname: '/9' }).href;
}

/** A run that was cut off leaves jobs of a database that is gone. */
async function forgetJobs(redisUrl: string | undefined): Promise<void> {
  if (redisUrl === undefined) return;
  const redis = new Redis(redisUrl);
  const keys = await redis.keys('lockstep:*');
  if (keys.length > 0) await redis.del(keys);
  await redis.quit();
}

describe('the worker with its jobs on PostgreSQL', () => {
  describeWorker(undefined);
});
describe.skipIf(ownRedisUrl() === undefined)('the worker with its jobs on Redis', () => {
  describeWorker(ownRedisUrl());
});

function describeWorker(redisUrl: string | undefined): void {
  let database: MigratedDatabase;
  let queues: JobQueues;
  let record: PostgresPlanRecord;
  let plans: ReadPlans;
  let running: AppProcess[] = [];

  beforeAll(async () => {
    await forgetJobs(redisUrl);
    database = await createMigratedDatabase({ poolSize: 5 });
    queues = await openJobQueues({ databaseUrl: database.url, redisUrl, poolSize: 3, report: () => {} });
    record = new PostgresPlanRecord(database.source);
    const matrices = new PostgresMatrixRecord(database.source);
    plans = new ReadPlans(record, new MatrixRevisions(matrices));
    const located = { document: revision.document, source: valueSource(revision.document, 'matrix') };
    await new PublishRevision(matrices).execute({ documents: [located], author: 'token:test' });
    // Plans over a fleet that nobody has observed would not stand for long.
    const runner = new ProjectionRunner({
      source: database.source,
      projections: [fleetProjection([new FindingsFollower(new PlannerFleetJudge())])],
    });
    const observed = { document: snapshot, source: valueSource(snapshot, 'fleet') };
    const snapshots = new RecordSnapshot(
      new PostgresFleetRecord(database.source, runner),
      async () => [],
      () => new Date().toISOString(),
    );
    expect((await snapshots.execute({ snapshot: observed, actor: 'token:test' })).outcome).toBe('recorded');
  });
  afterEach(async () => {
    await Promise.all(running.map((worker) => worker.stop('SIGKILL')));
    running = [];
  });
  afterAll(async () => {
    await queues.close();
    await forgetJobs(redisUrl);
    await database.drop();
  });

  function startWorker(): AppProcess {
    const worker = new AppProcess(built.main, { DATABASE_URL: database.url, REDIS_URL: redisUrl, LOCKSTEP_LOG_LEVEL: 'info' });
    running.push(worker);
    return worker;
  }

  async function requestPlan(jobs: PlanJobs = new QueuedPlanJobs(queues)): Promise<string> {
    const revisions = new MatrixRevisions(new PostgresMatrixRecord(database.source));
    const request = new RequestPlan(
      record,
      revisions,
      { findCurrent: async () => ({ snapshot, position: 1, rolling: [] }) },
      jobs,
      () => {},
    );
    const outcome = await request.execute({ goal: goal({ targets: ['nsx 9.0.1.0'] }), actor: 'token:test' });
    return outcome.outcome === 'accepted' ? outcome.plan.id : expect.fail(JSON.stringify(outcome));
  }

  const statusOf = async (id: string) => (await plans.find(id))?.status;
  const eventsOf = async (id: string) => (await record.events.readStream(planStream(id))).map(({ type }) => type);

  async function until(what: string, holds: () => Promise<boolean> | boolean, seconds = 30): Promise<void> {
    for (const deadline = Date.now() + seconds * 1_000; !(await holds()); await sleep(50)) {
      if (Date.now() > deadline)
        expect.fail(`${what} within ${seconds} s; log: ${running.flatMap(({ lines }) => lines.map(({ msg }) => msg)).join(' | ')}`);
    }
  }

  /** Holds every transaction at the point where it would keep a plan document: the plan is computed, nothing is committed. */
  async function holdCommits() {
    const runner = database.source.createQueryRunner();
    await runner.startTransaction();
    await runner.query('set local idle_in_transaction_session_timeout = 0');
    await runner.query('lock table lockstep.plan_document in exclusive mode');
    const isReached = async () => {
      const waiting = await runner.query(`select 1 from pg_locks where not granted and relation = 'lockstep.plan_document'::regclass`);
      return waiting.length > 0;
    };
    const release = async () => {
      await runner.rollbackTransaction();
      await runner.release();
    };
    return { isReached, release };
  }

  it('computes a plan and says so with its id', async () => {
    const worker = startWorker();
    const id = await requestPlan();
    await until('the plan is computed', async () => (await statusOf(id)) === 'computed');
    await until('the log says so', () => worker.said('plan is computed', id));
    expect((await plans.findDocument((await plans.find(id))!))!.spec).toMatchObject({
      outcome: 'planned',
      inputs: { matrix: revision.digest },
    });
    expect(await worker.stop('SIGTERM')).toBe(0);
  });

  it('that is told to stop finishes the plan in its hands', async () => {
    const id = await requestPlan();
    const hold = await holdCommits();
    const worker = startWorker();
    await until('the worker is about to commit', hold.isReached);
    const stopped = worker.stop('SIGTERM');
    await until('the worker shuts down', () => worker.said('shutting down'));
    expect(await statusOf(id)).toBe('requested');
    await hold.release();
    expect(await stopped).toBe(0);
    expect(await eventsOf(id)).toEqual(['PlanRequested', 'PlanComputed']);
  });

  // What follows decides nothing by what holds the jobs; that a killed worker loses none is tried on both by the queues' own tests.
  if (redisUrl !== undefined) return;

  it('finds a plan that was requested and never queued', async () => {
    const id = await requestPlan(noJobs);
    expect(await queues.find(computePlanJob, id)).toBeUndefined();
    const worker = startWorker();
    await until('the plan is computed', async () => (await statusOf(id)) === 'computed');
    expect(worker.said('requested but not queued', id)).toBe(true);
  });

  it('that is killed before its commit leaves the plan to the next one, with one result', async () => {
    const id = await requestPlan();
    const hold = await holdCommits();
    const first = startWorker();
    await until('the first worker is about to commit', hold.isReached);
    expect(await first.stop('SIGKILL')).toBe('SIGKILL');
    await hold.release();
    // As after the quarter of a minute for which a job stays in the hands of a worker that is gone.
    await database.source.query(`update bullmq.job set locked_until_ms = 0 where id = $1 and state = 'active'`, [id]);
    expect(await eventsOf(id)).toEqual(['PlanRequested']);
    const second = startWorker();
    await until('the second worker has computed the plan', async () => (await statusOf(id)) === 'computed', 60);
    expect(second.said('plan is being computed', id)).toBe(true);
    await until('the job is done', async () => (await queues.find(computePlanJob, id))?.state === 'completed');
    expect(await eventsOf(id)).toEqual(['PlanRequested', 'PlanComputed']);
  }, 120_000);

  it('tells its parent that it is ready, and ends when the parent is gone', async () => {
    const worker = startWorker();
    await until('the worker is ready', () => worker.messages.length > 0);
    expect(worker.messages).toEqual([{ type: 'ready' }]);
    expect(await worker.abandon()).toBe(0);
    expect(worker.said('stopped')).toBe(true);
  });
}
