import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { type JobEvent, type JobQueues, openJobQueues, UnrecoverableJobError } from '@lockstep/platform/queue';
import { Redis } from 'ioredis';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { describeJobFlows } from './job-flows.contract.js';
import { contractJobs, contractLock, contractPrefix } from './queue-contract-jobs.js';
import { writeEffect } from './write-effect.js';

export interface JobQueuesUnderTest {
  readonly databaseUrl: string;
  readonly redisUrl?: string;
}

const soon = { timeout: 15_000, interval: 25 };
const newId = () => `job-${randomBytes(6).toString('hex')}`;

/** What the queue promises on every backend. */
export function describeJobQueues(name: string, getServices: () => Promise<JobQueuesUnderTest>): void {
  describe(`${name} as job queues`, () => {
    let services: JobQueuesUnderTest;
    let jobs: ReturnType<typeof contractJobs>;
    let suffix: string;
    const opened: JobQueues[] = [];
    const children: ChildProcess[] = [];
    const open = async () => {
      const queues = await openJobQueues({ ...services, prefix: contractPrefix, report: () => {} });
      opened.push(queues);
      return queues;
    };
    beforeAll(async () => {
      services = await getServices();
    });
    afterEach(async () => {
      for (const child of children.splice(0)) child.kill('SIGKILL');
      await Promise.all(opened.splice(0).map((queues) => queues.close(1_000)));
    });
    afterAll(async () => {
      if (services.redisUrl !== undefined) await removeKeys(services.redisUrl);
    });
    // A suffix per test keeps the tests apart that share a Redis.
    const fresh = async () => {
      suffix = randomBytes(5).toString('hex');
      jobs = contractJobs(suffix);
      return open();
    };

    it('completes a job with its result, whoever looks', async () => {
      const [producer, consumer] = [await fresh(), await open()];
      const id = newId();
      await producer.enqueue(jobs.add, id, { a: 2, b: 3 });
      expect(await producer.find(jobs.add, id)).toEqual({ id, state: 'waiting' });
      await consumer.work(jobs.add, async ({ data }) => ({ sum: data.a + data.b }));
      await expect.poll(() => producer.find(jobs.add, id), soon).toEqual({ id, state: 'completed', result: { sum: 5 } });
      expect(await producer.find(jobs.add, newId())).toBeUndefined();
    });

    it('takes the same id once, before and after it has run', async () => {
      const queues = await fresh();
      const id = newId();
      let runs = 0;
      const enqueue = () => queues.enqueue(jobs.add, id, { a: 1, b: 1 });
      await Promise.all([enqueue(), enqueue(), enqueue()]);
      await queues.work(jobs.add, async () => ({ sum: ++runs }));
      await expect.poll(async () => (await queues.find(jobs.add, id))?.state, soon).toBe('completed');
      await enqueue();
      const later = newId();
      await queues.enqueue(jobs.add, later, { a: 1, b: 1 });
      await expect.poll(async () => (await queues.find(jobs.add, later))?.state, soon).toBe('completed');
      expect(runs).toBe(2);
    });

    it('runs a failed job again after a growing pause, and fails it after its last attempt', async () => {
      const queues = await fresh();
      const starts = new Map<string, number[]>();
      await queues.work(jobs.flaky, async ({ id, data, attempt }) => {
        starts.set(id, [...(starts.get(id) ?? []), Date.now()]);
        if (attempt <= data.failures) throw new Error(`attempt ${attempt} failed`);
        return { attempt };
      });
      const [mended, lost] = [newId(), newId()];
      await queues.enqueue(jobs.flaky, mended, { failures: 2 });
      await queues.enqueue(jobs.flaky, lost, { failures: 9 });
      await expect.poll(async () => (await queues.find(jobs.flaky, mended))?.result, soon).toEqual({ attempt: 3 });
      await expect.poll(async () => (await queues.find(jobs.flaky, lost))?.state, soon).toBe('failed');
      expect((await queues.find(jobs.flaky, lost))?.failure).toBe('attempt 3 failed');
      const [first, second, third] = starts.get(mended)!;
      expect(starts.get(lost)).toHaveLength(3);
      expect(second! - first!).toBeGreaterThanOrEqual(90);
      expect(third! - second!).toBeGreaterThanOrEqual(190);
    });

    it('does not run a job again that can not succeed, nor one whose data does not fit', async () => {
      const queues = await fresh();
      let runs = 0;
      await queues.work(jobs.flaky, async () => {
        runs++;
        throw new UnrecoverableJobError('no such plan');
      });
      const id = newId();
      await queues.enqueue(jobs.flaky, id, { failures: 0 });
      await expect.poll(() => queues.find(jobs.flaky, id), soon).toMatchObject({ state: 'failed', failure: 'no such plan' });
      expect(runs).toBe(1);
      await expect(queues.enqueue(jobs.flaky, newId(), { failures: 'many' as never })).rejects.toThrow(/expected number/);
      await expect(queues.enqueue(jobs.flaky, 'a:b', { failures: 0 })).rejects.toThrow(/; id; must be 1 to 128/);
      await expect(queues.work(jobs.flaky, async () => ({ attempt: 0 }))).rejects.toThrow(/must be exactly one/);
    });

    it('tells watchers in other processes of progress, completion and failure', async () => {
      const [watcher, worker] = [await fresh(), await open()];
      const heard: JobEvent<{ attempt: number }>[] = [];
      await watcher.watch(jobs.flaky, (event) => heard.push(event));
      await worker.work(jobs.flaky, async ({ progress, data }) => {
        await progress({ done: 1, of: 2 });
        if (data.failures > 0) throw new UnrecoverableJobError('broken');
        return { attempt: 1 };
      });
      const [good, bad] = [newId(), newId()];
      await worker.enqueue(jobs.flaky, good, { failures: 0 });
      await worker.enqueue(jobs.flaky, bad, { failures: 1 });
      await expect.poll(() => heard.length, soon).toBe(4);
      expect(heard.filter((event) => event.id === good)).toEqual([
        { type: 'progress', id: good, progress: { done: 1, of: 2 } },
        { type: 'completed', id: good, result: { attempt: 1 } },
      ]);
      expect(heard.filter((event) => event.id === bad)).toContainEqual({ type: 'failed', id: bad, failure: 'broken' });
      expect((await watcher.find(jobs.flaky, good))?.progress).toEqual({ done: 1, of: 2 });
    });

    it('tells how many jobs of each kind are where, and since when the oldest waits', async () => {
      const queues = await fresh();
      const kinds = [jobs.add, jobs.flaky];
      const before = Date.now();
      for (let at = 0; at < 3; at++) await queues.enqueue(jobs.add, newId(), { a: at, b: 0 });
      const after = Date.now();
      await sleep(50);
      await queues.enqueue(jobs.add, newId(), { a: 3, b: 0 });
      await queues.enqueue(jobs.add, newId(), { a: 0, b: 0 }, { delay: 60_000 });
      const [add, flaky] = await queues.measure(kinds);
      const none = { waiting: 0, active: 0, delayed: 0, 'waiting-children': 0, failed: 0 };
      expect(add).toMatchObject({ name: jobs.add.name, counts: { ...none, waiting: 4, delayed: 1 } });
      expect(Date.parse(add!.waitingSince!)).toBeGreaterThanOrEqual(before);
      expect(Date.parse(add!.waitingSince!)).toBeLessThanOrEqual(after);
      expect(flaky).toEqual({ name: jobs.flaky.name, counts: none, waitingSince: null });
      await queues.work(jobs.add, async () => {
        throw new UnrecoverableJobError('broken');
      });
      await expect.poll(async () => (await queues.measure(kinds))[0], soon).toMatchObject({ counts: { ...none, delayed: 1, failed: 4 } });
      expect((await queues.measure(kinds))[0]!.waitingSince).toBeNull();
    });

    it('lets running jobs finish at shutdown and takes no new ones', async () => {
      const queues = await fresh();
      const [running, waiting] = [newId(), newId()];
      await queues.enqueue(jobs.slow, running, { milliseconds: 0 });
      let finish = () => {};
      const held = new Promise<void>((done) => (finish = done));
      await queues.work(jobs.slow, () => held);
      await expect.poll(async () => (await queues.find(jobs.slow, running))?.state, soon).toBe('active');
      await queues.enqueue(jobs.slow, waiting, { milliseconds: 0 });
      const closing = queues.close();
      finish();
      await closing;
      opened.length = 0;
      const other = await open();
      expect((await other.find(jobs.slow, running))?.state).toBe('completed');
      expect((await other.find(jobs.slow, waiting))?.state).toBe('waiting');
    });

    it('aborts a handler that outlasts the patience of the shutdown', async () => {
      const queues = await fresh();
      let aborted = false;
      await queues.work(
        jobs.slow,
        async ({ signal }) =>
          new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(new Error(`${(aborted = true)}`)))),
      );
      const id = newId();
      await queues.enqueue(jobs.slow, id, { milliseconds: 0 });
      await expect.poll(async () => (await queues.find(jobs.slow, id))?.state, soon).toBe('active');
      await queues.close(200);
      opened.length = 0;
      expect(aborted).toBe(true);
    });

    describeJobFlows({ open, fresh, jobs: () => jobs });

    describe('when a worker process is killed between effect and acknowledgement', () => {
      const table = `effect_${randomBytes(5).toString('hex')}`;
      let client: pg.Client;
      beforeAll(async () => {
        client = new pg.Client({ connectionString: services.databaseUrl });
        await client.connect();
        await client.query(`create table ${table} (job_id text primary key); create table ${table}_run (job_id text, pid int)`);
      });
      afterAll(() => client.end());

      it('gives the job to another worker, and its effect happens once', async () => {
        const queues = await fresh();
        const id = newId();
        await queues.enqueue(jobs.effect, id, { table });
        const child = startWorker(suffix, services);
        children.push(child);
        await heardFrom(child, 'effect written');
        child.kill('SIGKILL');
        await once(child, 'exit');
        await queues.work(jobs.effect, (job) => writeEffect(services.databaseUrl, job.data.table, job.id, process.pid), {
          lockDuration: contractLock,
        });
        await expect.poll(async () => (await queues.find(jobs.effect, id))?.state, { timeout: 30_000, interval: 50 }).toBe('completed');
        const runs = await client.query(`select pid from ${table}_run where job_id = $1`, [id]);
        const effects = await client.query(`select * from ${table} where job_id = $1`, [id]);
        expect(runs.rows.map((row) => row.pid).sort()).toEqual([child.pid, process.pid].sort());
        expect(effects.rowCount).toBe(1);
      });
    });
  });
}

function startWorker(suffix: string, { databaseUrl, redisUrl }: JobQueuesUnderTest): ChildProcess {
  const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
  const args = [
    path('../../../../scripts/run.mjs'),
    path('./queue-worker.child.ts'),
    suffix,
    databaseUrl,
    ...(redisUrl === undefined ? [] : [redisUrl]),
  ];
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function heardFrom(child: ChildProcess, word: string): Promise<void> {
  for await (const chunk of child.stdout!) if (String(chunk).includes(word)) return;
  throw new Error(`worker process; output; must say "${word}"; found its end`);
}

async function removeKeys(redisUrl: string): Promise<void> {
  const client = new Redis(redisUrl);
  for await (const keys of client.scanStream({ match: `${contractPrefix}:*`, count: 500 })) if (keys.length > 0) await client.unlink(keys);
  client.disconnect();
}
