import { randomBytes } from 'node:crypto';
import { type JobQueues, UnrecoverableJobError } from '@lockstep/platform/queue';
import { expect, it } from 'vitest';
import type { contractJobs } from './queue-contract-jobs.js';

const soon = { timeout: 20_000, interval: 25 };
const newId = () => `job-${randomBytes(6).toString('hex')}`;

export interface FlowsUnderTest {
  /** Queues of one process more; the first of a test is `fresh`. */
  readonly open: () => Promise<JobQueues>;
  readonly fresh: () => Promise<JobQueues>;
  readonly jobs: () => ReturnType<typeof contractJobs>;
}

/** Jobs that wait for others, jobs that wait for a time, and jobs that come again and again. */
export function describeJobFlows({ open, fresh, jobs }: FlowsUnderTest): void {
  const childrenOf = (id: string, count: number) =>
    Array.from({ length: count }, (_, index) => ({ id: `${id}.${index}`, data: { a: index, b: 1 } }));

  it('begins children from a running job, gives its place up, and goes on with how they ended', async () => {
    const [queues, other] = [await fresh(), await open()];
    const id = newId();
    const attempts: number[] = [];
    await queues.work(jobs().parent, async ({ id: parent, attempt, data, join }) => {
      attempts.push(attempt);
      const ends = await join(jobs().add, childrenOf(parent, data.children));
      const sums = ends.map((end) => (end.outcome === 'completed' ? end.result.sum : end.failure));
      return { sums };
    });
    await queues.enqueue(jobs().parent, id, { children: 4 });
    await expect.poll(() => queues.find(jobs().parent, id), soon).toEqual({ id, state: 'waiting', children: { ended: 0, of: 4 } });
    await other.work(jobs().add, async ({ data }) => {
      if (data.a === 2) throw new UnrecoverableJobError('two is too much');
      return { sum: data.a + data.b };
    });
    await expect.poll(async () => (await queues.find(jobs().parent, id))?.result, soon).toEqual({ sums: [1, 2, 'two is too much', 4] });
    expect(attempts).toEqual([1, 1]);
  });

  it('joins one after the other, and goes on at once where there is nothing to wait for', async () => {
    const queues = await fresh();
    const id = newId();
    await queues.work(jobs().add, async ({ data }) => ({ sum: data.a + data.b }), { concurrency: 4 });
    await queues.work(jobs().parent, async ({ id: parent, join }) => {
      await join(jobs().add, []);
      const first = await join(jobs().add, childrenOf(`${parent}-x`, 2));
      const second = await join(jobs().add, childrenOf(`${parent}-y`, first.length + 1));
      return { sums: second.map((end) => (end.outcome === 'completed' ? end.result.sum : end.failure)) };
    });
    await queues.enqueue(jobs().parent, id, { children: 0 });
    await expect.poll(async () => (await queues.find(jobs().parent, id))?.result, soon).toEqual({ sums: [1, 2, 3] });
  });

  it('is one set of children when the parent is run again after it has failed', async () => {
    const queues = await fresh();
    const id = newId();
    let begun = 0;
    const attempts: number[] = [];
    await queues.work(jobs().add, async () => ({ sum: ++begun }), { concurrency: 4 });
    await queues.work(jobs().parent, async ({ id: parent, attempt, join }) => {
      attempts.push(attempt);
      const ends = await join(jobs().add, childrenOf(parent, 3));
      if (attempt === 1) throw new Error('not yet');
      return { sums: [ends.length] };
    });
    await queues.enqueue(jobs().parent, id, { children: 3 });
    await expect.poll(async () => (await queues.find(jobs().parent, id))?.result, soon).toEqual({ sums: [3] });
    // Children that end before their parent gives its place up leave it nothing to wait for.
    expect({ begun, attempts: [...new Set(attempts)], last: attempts.at(-1) }).toEqual({ begun: 3, attempts: [1, 2], last: 2 });
  });

  it('waits for as many children as a large scan has', async () => {
    const queues = await fresh();
    const id = newId();
    await queues.work(jobs().add, async ({ data }) => ({ sum: data.a }), { concurrency: 16 });
    await queues.work(jobs().parent, async ({ id: parent, data, join }) => {
      const ends = await join(jobs().add, childrenOf(parent, data.children));
      return { sums: [ends.reduce((sum, end) => sum + (end.outcome === 'completed' ? end.result.sum : 0), 0)] };
    });
    await queues.enqueue(jobs().parent, id, { children: 260 });
    await expect.poll(async () => (await queues.find(jobs().parent, id))?.result, { ...soon, timeout: 60_000 }).toEqual({ sums: [33_670] });
  });

  it('forgets children that have ended as it is told to, and the parent still has their results', async () => {
    const queues = await fresh();
    const id = newId();
    await queues.work(jobs().brief, async ({ data }) => ({ sum: data.a }));
    await queues.work(jobs().parent, async ({ id: parent, join }) => {
      const ends = await join(jobs().brief, childrenOf(parent, 6));
      const again = await join(jobs().brief, childrenOf(`${parent}-x`, 1));
      return { sums: [...ends, ...again].map((end) => (end.outcome === 'completed' ? end.result.sum : end.failure)) };
    });
    await queues.enqueue(jobs().parent, id, { children: 6 });
    await expect.poll(async () => (await queues.find(jobs().parent, id))?.result, soon).toEqual({ sums: [0, 1, 2, 3, 4, 5, 0] });
    const known = await Promise.all(childrenOf(id, 6).map((child) => queues.find(jobs().brief, child.id)));
    expect(known.filter((child) => child !== undefined).length).toBeLessThanOrEqual(2);
  });

  it('holds a job back for as long as it is told to', async () => {
    const queues = await fresh();
    const [now, later] = [newId(), newId()];
    const order: string[] = [];
    let [began, after] = [0, 0];
    await queues.work(jobs().add, async ({ id }) => {
      order.push(id);
      if (id === later) after = Date.now() - began;
      return { sum: 0 };
    });
    // Long enough for the other one to be taken first on a machine with much to do.
    const delay = 2_000;
    began = Date.now();
    await queues.enqueue(jobs().add, later, { a: 1, b: 1 }, { delay });
    await queues.enqueue(jobs().add, now, { a: 1, b: 1 });
    await expect.poll(async () => (await queues.find(jobs().add, later))?.state, soon).toBe('completed');
    expect(order).toEqual([now, later]);
    expect(after).toBeGreaterThan(delay - 100);
  });

  it('runs a job whenever its schedule says so, until it is unscheduled', async () => {
    const queues = await fresh();
    const heard: { id: string; due: string | null; a: number }[] = [];
    const every = { id: 'every-second', cron: '* * * * * *', timeZone: 'Europe/Berlin' };
    await queues.schedule(jobs().add, { ...every, data: { a: 1, b: 0 } });
    await queues.schedule(jobs().add, { id: 'at-night', cron: '0 3 * * *', timeZone: 'UTC', data: { a: 9, b: 0 } });
    expect(await queues.listSchedules(jobs().add)).toEqual([
      { id: 'at-night', cron: '0 3 * * *', timeZone: 'UTC', next: expect.stringMatching(/T03:00:00.000Z$/) },
      { ...every, next: expect.any(String) },
    ]);
    // What was said later counts.
    await queues.schedule(jobs().add, { ...every, data: { a: 2, b: 0 } });
    await queues.work(jobs().add, async ({ id, due, data }) => {
      heard.push({ id, due, a: data.a });
      return { sum: 0 };
    });
    await expect.poll(() => heard.length, soon).toBeGreaterThanOrEqual(2);
    expect(new Set(heard.map(({ id }) => id)).size).toBe(heard.length);
    for (const { due, a } of heard) expect({ due, a }).toEqual({ due: expect.stringMatching(/:\d\d\.000Z$/), a: 2 });
    await queues.unschedule(jobs().add, every.id);
    await queues.unschedule(jobs().add, 'unknown');
    expect((await queues.listSchedules(jobs().add)).map(({ id }) => id)).toEqual(['at-night']);
  });

  it('refuses a schedule whose data does not fit, or whose id is none', async () => {
    const queues = await fresh();
    const daily = { id: 'daily', cron: '0 3 * * *', timeZone: 'UTC' };
    await expect(queues.schedule(jobs().add, { ...daily, data: { a: 'x' } as never })).rejects.toThrow(/expected number/);
    await expect(queues.schedule(jobs().add, { ...daily, id: 'a:b', data: { a: 1, b: 1 } })).rejects.toThrow(/; id; must be 1 to 64/);
    expect(await queues.listSchedules(jobs().add)).toEqual([]);
  });
}
