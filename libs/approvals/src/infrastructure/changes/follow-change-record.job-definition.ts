import { defineJob } from '@lockstep/platform/queue';
import { z } from 'zod';

/** Looks at the change record of a plan. Tried once: what is still due is queued again, and a system that is away is no failure of the job. */
export const followChangeRecordJob = defineJob<{ plan: string }, { outcome: string }>({
  name: 'follow-change-record',
  data: z.object({ plan: z.string() }),
  attempts: 1,
  backoff: 1_000,
  kept: { seconds: 3_600, count: 1_000 },
});
