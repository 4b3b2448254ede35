import type { JobQueues, Logger, RunningJob, WorkOptions } from '@lockstep/platform';
import { type Deliver, type DeliverOutcome, deliverWebhookJob, type QueueDeliveries } from '@lockstep/webhooks';
import type { Job } from '../jobs/job.js';
import type { WorkerMetrics } from '../metrics/worker-metrics.js';

/** They wait for receivers nearly all of their time. One receiver has four of these places at most, and one only while it fails. */
const concurrency = 32;

export class DeliverWebhookJob implements Job {
  readonly definition = deliverWebhookJob;

  constructor(
    private readonly deliver: Pick<Deliver, 'execute'>,
    private readonly queueing: Pick<QueueDeliveries, 'execute'>,
    private readonly metrics: Pick<WorkerMetrics, 'observeAttempt'>,
    private readonly logger: Logger,
  ) {}

  work(queues: JobQueues, options: WorkOptions): Promise<void> {
    return queues.work(this.definition, (job) => this.run(job), { ...options, concurrency });
  }

  async run({ data: { delivery }, signal }: RunningJob<{ delivery: string }>): Promise<{ outcome: string }> {
    const done = await this.deliver.execute(delivery, signal);
    if (done.outcome !== 'idle') this.metrics.observeAttempt(done.outcome, done.milliseconds);
    this.report(delivery, done);
    // What waits for this place need not wait for the next round.
    if (done.outcome !== 'idle') await this.queueing.execute();
    return { outcome: done.outcome };
  }

  /** By id alone: a URL may hold what only its owner should know. */
  private report(delivery: string, done: DeliverOutcome): void {
    if (done.outcome === 'idle' || done.outcome === 'delivered') return;
    const about = { webhook: done.webhook, delivery, attempt: done.attempt, detail: done.detail };
    if (done.outcome === 'again') this.logger.info(about, 'webhook did not accept a delivery; it is attempted again');
    else if (done.outcome === 'gone') this.logger.warn(about, 'webhook answered 410 and is disabled');
    else this.logger.warn(about, 'a delivery to a webhook is given up');
  }
}
