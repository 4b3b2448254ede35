import { MOST_PENDING } from '../domain/index.js';
import type { Deliveries } from './deliveries.port.js';
import type { Webhooks } from './webhooks.use-case.js';

/** Bounds what waits for a webhook: one that accepts now and then is never failing, and may still fall behind for ever. */
export class DisableWebhooksBehind {
  constructor(
    private readonly deliveries: Pick<Deliveries, 'listBehind'>,
    private readonly webhooks: Pick<Webhooks, 'disable'>,
    private readonly most = MOST_PENDING,
  ) {}

  async execute(): Promise<void> {
    for (const { webhook, webhookVersion, pending } of await this.deliveries.listBehind(this.most)) {
      const reason = `${pending} deliveries wait for it, more than ${this.most}: it takes less than it is told`;
      await this.webhooks.disable(webhook, { cause: 'behind', reason }, { actor: 'system:webhooks', expectedVersion: webhookVersion });
    }
  }
}
