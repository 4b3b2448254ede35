import type { Delivery, RecordedWebhook } from '@lockstep/webhooks';
import type { z } from 'zod';
import { etagOfEdition } from '../http/edition.js';
import type * as dto from './webhooks.dto.js';

export const renderWebhook = (webhook: RecordedWebhook): z.output<typeof dto.webhook> => ({
  id: webhook.id,
  url: webhook.url,
  description: webhook.description,
  events: [...webhook.events],
  domains: webhook.domains === null ? null : [...webhook.domains],
  disabled: webhook.disabled,
  failingSince: webhook.failingSince,
  lastAcceptedAt: webhook.lastAcceptedAt,
  createdAt: webhook.createdAt,
  changedAt: webhook.changedAt,
});

export const etagOf = (webhook: RecordedWebhook): string => etagOfEdition(String(webhook.version), renderWebhook(webhook));

export const renderDelivery = (delivery: Delivery): z.output<typeof dto.delivery> => ({
  id: delivery.id,
  webhook: delivery.webhook,
  event: delivery.messageId,
  type: delivery.type,
  subject: delivery.subject,
  status: delivery.status,
  createdAt: delivery.createdAt,
  nextAttemptAt: delivery.nextAttemptAt,
  endedAt: delivery.endedAt,
  attempts: delivery.attempts.map((attempt) => ({ ...attempt })),
});
