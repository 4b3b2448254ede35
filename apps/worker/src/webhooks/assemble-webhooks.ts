import { randomUUID } from 'node:crypto';
import { type SignedSenderOptions, signedSender } from '@lockstep/connectors/webhooks';
import { PostgresFindingRecord } from '@lockstep/fleet';
import { MatrixRevisions, PostgresMatrixRecord } from '@lockstep/matrix';
import { PostgresPlanRecord, ReadPlans } from '@lockstep/plans';
import type { ConnectorSecrets, DataSource, JobQueues, Logger } from '@lockstep/platform';
import {
  Deliver,
  DisableWebhooksBehind,
  FollowRecord,
  freshSigningSecret,
  KeptSigningSecrets,
  PostgresDeliveries,
  PostgresWebhookFollowing,
  PostgresWebhookRecord,
  QueueDeliveries,
  RETRY_DELAYS,
  Webhooks,
} from '@lockstep/webhooks';
import type { Job } from '../jobs/job.js';
import type { WorkerMetrics } from '../metrics/worker-metrics.js';
import { DeliverWebhookJob } from './deliver-webhook.job.js';
import { RecordedPlanDomains } from './recorded-plan-domains.js';
import { WebhookWatch, type WebhookWatchOptions } from './webhook-watch.js';

export interface WebhookParts extends WebhookWatchOptions {
  readonly source: DataSource;
  readonly queues: JobQueues;
  readonly secrets: ConnectorSecrets;
  readonly sending: SignedSenderOptions;
  /** Seconds between attempts. */
  readonly delays?: readonly number[];
  readonly metrics: Pick<WorkerMetrics, 'observeAttempt'>;
  readonly logger: Logger;
}

export interface WebhookWork {
  readonly watch: WebhookWatch;
  readonly jobs: readonly Job[];
  /** Connections to receivers. */
  close(): Promise<void>;
}

export function assembleWebhooks({
  source,
  queues,
  secrets,
  sending,
  delays = RETRY_DELAYS,
  metrics,
  logger,
  ...options
}: WebhookParts): WebhookWork {
  const now = () => new Date().toISOString();
  const following = new PostgresWebhookFollowing(source);
  const deliveries = new PostgresDeliveries(source);
  const signing = new KeptSigningSecrets(secrets);
  const record = new PostgresWebhookRecord(source, signing);
  const sender = signedSender(sending);
  const plans = new ReadPlans(new PostgresPlanRecord(source), new MatrixRevisions(new PostgresMatrixRecord(source)));
  const queueing = new QueueDeliveries(deliveries, queues);
  const webhooks = new Webhooks(record, following, deliveries, { now, freshSecret: freshSigningSecret, freshId: randomUUID });
  const deliver = new Deliver(deliveries, signing, sender, webhooks, { delays, now, chance: Math.random });
  const follow = new FollowRecord(following, record, new PostgresFindingRecord(source), new RecordedPlanDomains(plans), (event, error) =>
    logger.error({ event, err: error }, 'this does not fit the catalogue of webhooks, and no webhook is told of it'),
  );
  return {
    watch: new WebhookWatch(follow, queueing, deliveries, new DisableWebhooksBehind(deliveries, webhooks), logger, options),
    jobs: [new DeliverWebhookJob(deliver, queueing, metrics, logger)],
    close: () => sender.close(),
  };
}
