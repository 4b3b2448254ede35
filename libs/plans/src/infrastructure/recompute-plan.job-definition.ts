import { defineJob } from '@lockstep/platform/queue';
import { z } from 'zod';
import type { Recomputation } from '../application/recompute-plan.use-case.js';

/** One job for each time that somebody asks. What it comes to is remembered by the queue alone: nothing follows from it. */
export const recomputePlanJob = defineJob<{ plan: string }, Recomputation>({
  name: 'recompute-plan',
  data: z.strictObject({ plan: z.string().min(1) }),
  attempts: 2,
  backoff: 2_000,
});
