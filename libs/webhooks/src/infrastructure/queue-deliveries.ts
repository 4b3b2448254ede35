import type { JobQueues } from '@lockstep/platform/queue';
import type { Deliveries } from '../application/deliveries.port.js';
import { deliverWebhookJob, deliverWebhookJobId } from './deliver-webhook.job-definition.js';

/** Queues what is due. What the queue does not take, and what a worker takes with it when it dies, is handed out again later. */
export class QueueDeliveries {
  constructor(
    private readonly deliveries: Pick<Deliveries, 'hand'>,
    private readonly queues: Pick<JobQueues, 'enqueue'>,
  ) {}

  /** Resolves with how many. */
  async execute(): Promise<number> {
    const due = await this.deliveries.hand();
    await Promise.all(
      due.map(({ id, ticket }) => this.queues.enqueue(deliverWebhookJob, deliverWebhookJobId(id, ticket), { delivery: id })),
    );
    return due.length;
  }
}
