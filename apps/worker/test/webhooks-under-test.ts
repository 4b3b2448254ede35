import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { newEventId } from '@lockstep/event-store';
import { PostgresEventStore } from '@lockstep/event-store/postgres';
import { ConnectorSecrets, createLogger, type DataSource, readSecretKeys } from '@lockstep/platform';
import { createDataSource } from '@lockstep/platform/database';
import { openJobQueues } from '@lockstep/platform/queue';
import {
  type Delivery,
  type DeliveryStatus,
  freshSigningSecret,
  KeptSigningSecrets,
  PostgresDeliveries,
  PostgresWebhookFollowing,
  PostgresWebhookRecord,
  type SecretOutcome,
  type WebhookContent,
  Webhooks,
} from '@lockstep/webhooks';
import { WorkerMetrics } from '../src/metrics/worker-metrics.js';
import { assembleWebhooks } from '../src/webhooks/assemble-webhooks.js';

const actor = 'token:test';
const LOOPBACK = ['127.0.0.0/8'];

export interface WebhooksUrls {
  readonly databaseUrl: string;
  readonly redisUrl?: string;
  readonly prefix: string;
}

/** What one worker has of webhooks, and what an API has: over a migrated database of the caller. Attempts are a tenth of a second apart.
 *  `patience`: milliseconds that a receiver has to answer. */
export async function openWebhooks(urls: WebhooksUrls, { retries = 2, patience = 1_000 } = {}) {
  const source = await createDataSource({ url: urls.databaseUrl, poolSize: 10 }).initialize();
  const queues = await openJobQueues({ ...urls, poolSize: 6, backoffScale: 0.01, report: () => {} });
  const logged: string[] = [];
  const logger = createLogger('debug', 'test', new Writable({ write: (chunk, _encoding, done) => (logged.push(String(chunk)), done()) }));
  const secrets = new ConnectorSecrets(source, await readSecretKeys(Buffer.alloc(32, 7).toString('base64')));
  const metrics = new WorkerMetrics([]);
  const work = assembleWebhooks({
    source,
    queues,
    secrets,
    sending: { allowedNetworks: LOOPBACK, timeouts: { headers: patience, total: 1.5 * patience } },
    delays: Array.from({ length: retries }, () => 0.1),
    kept: { days: 30, count: 100 },
    interval: 50,
    metrics,
    logger,
  });
  return {
    ...openWebhooksOf(source, secrets),
    work,
    metrics,
    logged,
    async start() {
      for (const job of work.jobs) await job.work(queues, { concurrency: 32, lockDuration: 15_000 });
      await work.watch.start();
    },
    async close() {
      await work.watch.stop();
      await queues.close(1_000);
      await work.close();
      await source.destroy();
    },
  };
}

/** What an API has, and people who use it. */
function openWebhooksOf(source: DataSource, secrets: ConnectorSecrets) {
  const deliveries = new PostgresDeliveries(source);
  const signing = new KeptSigningSecrets(secrets);
  const webhooks = new Webhooks(new PostgresWebhookRecord(source, signing), new PostgresWebhookFollowing(source), deliveries, {
    now: () => new Date().toISOString(),
    freshSecret: freshSigningSecret,
    freshId: randomUUID,
  });
  const list = (webhook: string): Promise<readonly Delivery[]> => deliveries.list(webhook, { limit: 500 });
  return {
    webhooks,
    deliveries,
    signing,
    list,
    create: async (id: string, content: Partial<WebhookContent> & Pick<WebhookContent, 'url'>): Promise<string> =>
      secretOf(await webhooks.create(id, { description: id, events: ['*'], domains: null, ...content }, { actor })),
    rotate: async (id: string, overlap: number): Promise<string> => secretOf(await webhooks.rotate(id, overlap, { actor })),
    /** Something to tell: that a plan was withdrawn. Resolves with the id of the event. */
    async tell(reason: string): Promise<string> {
      const id = newEventId();
      const event = { id, type: 'PlanWithdrawn', data: { reason }, actor };
      const outcome = await new PostgresEventStore(source).append(`plan-${randomUUID()}`, 0, [event]);
      if (outcome.outcome !== 'appended') throw new Error(outcome.outcome);
      return id;
    },
    /** When as many have ended so. */
    until: (webhook: string, status: DeliveryStatus, count = 1): Promise<readonly Delivery[]> =>
      eventually(async () => {
        const ended = (await list(webhook)).filter((one) => one.status === status);
        return ended.length >= count ? ended : undefined;
      }, `${count} deliveries of ${webhook} to be ${status}`),
  };
}

function secretOf(outcome: SecretOutcome): string {
  if (outcome.outcome !== 'recorded') throw new Error(outcome.outcome);
  return outcome.secret;
}

export type WebhooksUnderTest = Awaited<ReturnType<typeof openWebhooks>>;

export async function eventually<Found>(look: () => Promise<Found | undefined> | Found | undefined, what: string): Promise<Found> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await sleep(20)) {
    const found = await look();
    if (found !== undefined) return found;
  }
  throw new Error(`waited in vain for ${what}`);
}
