export * from './domain/index.js';
export { Deliver, type DeliverOutcome, type DeliveryPolicy } from './application/deliver.use-case.js';
export { DisableWebhooksBehind } from './application/disable-webhooks-behind.use-case.js';
export {
  type AfterAttempt,
  type Deliveries,
  type DeliveriesMeasure,
  type Delivery,
  DELIVERY_STATUSES,
  type DeliveryStatus,
} from './application/deliveries.port.js';
export { FollowRecord, type FindingSource, type PlanDomains } from './application/follow-record.use-case.js';
export { webhookEventTypes } from './application/followed-event-types.js';
export { type SigningSecrets } from './application/signing-secrets.port.js';
export type { RecordedWebhook, WebhookRecord } from './application/webhook-record.port.js';
export type { SignedMessage, WebhookSender } from './application/webhook-sender.port.js';
export { type SecretOutcome, type WebhookOutcome, Webhooks } from './application/webhooks.use-case.js';
export { deliverWebhookJob } from './infrastructure/deliver-webhook.job-definition.js';
export { freshSigningSecret } from './infrastructure/fresh-secret.js';
export { KeptSigningSecrets } from './infrastructure/kept-signing-secrets.js';
export { PostgresDeliveries } from './infrastructure/postgres-deliveries.js';
export { PostgresWebhookFollowing } from './infrastructure/postgres-webhook-following.js';
export { PostgresWebhookRecord } from './infrastructure/postgres-webhook-record.js';
export { QueueDeliveries } from './infrastructure/queue-deliveries.js';
