import { defineJob } from '@lockstep/platform/queue';
import { z } from 'zod';

export interface ComputePlanResult {
  /** `requested` never: a job that ends has settled its plan. */
  readonly status: string;
  readonly digest: string | null;
}

/** One job per plan, under the plan's id. An interrupted search is tried once more: it may have met a machine short of memory or time. */
export const computePlanJob = defineJob<{ plan: string }, ComputePlanResult>({
  name: 'compute-plan',
  data: z.strictObject({ plan: z.string().min(1) }),
  attempts: 4,
  backoff: 2_000,
});

/** Interrupted searches get fewer runs than lost connections: each may take as long as the time limit. */
export const searchAttempts = 2;
