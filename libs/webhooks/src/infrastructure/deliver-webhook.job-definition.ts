import { defineJob } from '@lockstep/platform/queue';
import { z } from 'zod';

/** One attempt at one delivery. When the next one is due says the row of the delivery: what fails here is lost connections to our own database. */
export const deliverWebhookJob = defineJob<{ delivery: string }, { outcome: string }>({
  name: 'deliver-webhook',
  data: z.strictObject({ delivery: z.uuid() }),
  attempts: 2,
  backoff: 1_000,
  jitter: 0.5,
  kept: { seconds: 3_600, count: 1_000 },
});

/** `ticket`: of the time it was handed out, so that one that got lost can be queued again. */
export const deliverWebhookJobId = (delivery: string, ticket: string): string => `${delivery}.${ticket}`;
