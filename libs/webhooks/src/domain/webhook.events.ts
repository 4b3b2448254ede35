import type { EventSelection } from './event-selection.js';

/** Whom to tell what. What is sent is signed; with what, no event says. */
export interface WebhookContent extends EventSelection {
  readonly url: string;
  /** For people. */
  readonly description: string;
}

/**
 * - `person`: somebody wanted it so
 * - `gone`: it answered 410
 * - `failing`: it accepted nothing for days
 * - `behind`: more waits for it than is kept, as it takes less than it is told
 */
export const DISABLING_CAUSES = ['person', 'gone', 'failing', 'behind'] as const;
export type DisablingCause = (typeof DISABLING_CAUSES)[number];

export interface Disabling {
  readonly cause: DisablingCause;
  readonly reason: string;
}

/** Events of the stream `webhook-<id>`. Deliveries are no events. */
export type WebhookEvent =
  | { readonly type: 'WebhookCreated'; readonly data: WebhookContent }
  | { readonly type: 'WebhookChanged'; readonly data: WebhookContent }
  | { readonly type: 'WebhookDisabled'; readonly data: Disabling }
  | { readonly type: 'WebhookEnabled'; readonly data: Readonly<Record<string, never>> }
  /** `overlapUntil`: RFC 3339, as long as the secret before signs too. */
  | { readonly type: 'WebhookSecretRotated'; readonly data: { readonly overlapUntil: string } }
  | { readonly type: 'WebhookRemoved'; readonly data: Readonly<Record<string, never>> };

const PREFIX = 'webhook-';
export const webhookStream = (id: string): string => PREFIX + id;
