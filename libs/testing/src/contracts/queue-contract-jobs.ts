import { defineJob } from '@lockstep/platform/queue';
import { z } from 'zod';

/** Kinds of job for the queue's contract suite and for the worker process that it kills. Names are made unique per run by a suffix. */
export const contractJobs = (suffix: string) => ({
  add: defineJob<{ a: number; b: number }, { sum: number }>({
    name: `add-${suffix}`,
    data: z.strictObject({ a: z.number(), b: z.number() }),
    attempts: 1,
    backoff: 10,
  }),
  flaky: defineJob<{ failures: number }, { attempt: number }>({
    name: `flaky-${suffix}`,
    data: z.strictObject({ failures: z.number() }),
    attempts: 3,
    backoff: 100,
  }),
  brief: defineJob<{ a: number; b: number }, { sum: number }>({
    name: `brief-${suffix}`,
    data: z.strictObject({ a: z.number(), b: z.number() }),
    attempts: 1,
    backoff: 10,
    kept: { seconds: 3_600, count: 2 },
  }),
  parent: defineJob<{ children: number }, { sums: readonly (number | string)[] }>({
    name: `parent-${suffix}`,
    data: z.strictObject({ children: z.number() }),
    attempts: 2,
    backoff: 10,
    jitter: 0.5,
  }),
  effect: defineJob<{ table: string }, void>({
    name: `effect-${suffix}`,
    data: z.strictObject({ table: z.string() }),
    attempts: 1,
    backoff: 10,
  }),
  slow: defineJob<{ milliseconds: number }, void>({
    name: `slow-${suffix}`,
    data: z.strictObject({ milliseconds: z.number() }),
    attempts: 1,
    backoff: 10,
  }),
});

/** Short, so that the suite need not wait half a minute for a killed worker's job: of the worker that takes it, which looks four times in it. */
export const contractLock = 2_000;
/** Of the worker that is killed. Nobody else looks for jobs before that. */
export const killedLock = 500;

/** Keys on a shared Redis; the suite removes them at its end. */
export const contractPrefix = 'lockstep-test';
