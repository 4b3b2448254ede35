import { followChangeRecordJob } from '@lockstep/approvals';
import { checkSourceJob, scanClusterJob, scanJob, scanSourceJob, scheduledScanJob } from '@lockstep/fleet';
import type { JobDefinition } from '@lockstep/platform';
import { computePlanJob, recomputePlanJob } from '@lockstep/plans';
import { deliverWebhookJob } from '@lockstep/webhooks';

/** Every kind of job, for the metrics: one that no worker takes any more waits here all the same. */
export const jobKinds: readonly Pick<JobDefinition, 'name' | 'kept'>[] = [
  computePlanJob,
  recomputePlanJob,
  scanJob,
  scanSourceJob,
  scanClusterJob,
  scheduledScanJob,
  checkSourceJob,
  followChangeRecordJob,
  deliverWebhookJob,
];
