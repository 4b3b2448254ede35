import type { Attempt, Message } from '../domain/index.js';

/**
 * - `pending`: an attempt is under way, or due at `nextAttemptAt`
 * - `failed`: given up
 * - `cancelled`: the webhook was disabled before
 */
export const DELIVERY_STATUSES = ['pending', 'delivered', 'failed', 'cancelled'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

export interface Delivery {
  readonly id: string;
  readonly webhook: string;
  /** Grows with every delivery; lists are in this order, newest first. */
  readonly number: number;
  /** `webhook-id` */
  readonly messageId: string;
  readonly type: string;
  readonly subject: string;
  readonly position: number;
  readonly status: DeliveryStatus;
  /** RFC 3339, as the next ones. */
  readonly createdAt: string;
  readonly nextAttemptAt: string | null;
  readonly endedAt: string | null;
  /** Oldest first; the newest 50. */
  readonly attempts: readonly Attempt[];
  /** As it is sent, byte by byte. */
  readonly body: string;
}

export interface DeliveryOrder {
  readonly webhook: string;
  readonly message: Message;
  readonly body: string;
}

/** A delivery whose attempt is ours alone, for some time. */
export interface BegunAttempt {
  readonly id: string;
  /** Names this attempt. */
  readonly run: string;
  readonly webhook: string;
  /** Version of its stream, of which `url` is. */
  readonly webhookVersion: number;
  readonly url: string;
  readonly messageId: string;
  readonly type: string;
  readonly body: string;
  /** All that were made before. */
  readonly attempts: number;
  /** Those since it was asked for, or asked for again. */
  readonly tries: number;
  /** Seconds since then. */
  readonly age: number;
}

/** What becomes of a delivery after an attempt. */
export type AfterAttempt = { readonly status: 'delivered' | 'failed' } | { readonly status: 'pending'; readonly delay: number };

export interface DeliveriesMeasure {
  /** `failing`: every attempt since some time has failed; it is told all the same. */
  readonly webhooks: { readonly working: number; readonly failing: number; readonly disabled: number };
  readonly pending: number;
  /** Seconds since the oldest pending one was asked for; 0: none is pending. */
  readonly oldest: number;
  /** Seconds for which an attempt has been due that nobody has begun, at webhooks that do not fail, which take turns; 0: none is. */
  readonly overdue: number;
}

export interface Deliveries {
  /** One for each webhook and message, whoever asks how often. A ping goes to disabled webhooks too. Undefined: there is no such webhook. */
  add(order: DeliveryOrder): Promise<Delivery | undefined>;
  /** Newest first. */
  list(
    webhook: string,
    query: { readonly limit: number; readonly before?: number; readonly status?: DeliveryStatus },
  ): Promise<readonly Delivery[]>;
  find(webhook: string, id: string): Promise<Delivery | undefined>;
  /** Begins its schedule of attempts anew, at once. `running`: an attempt is under way. */
  repeat(webhook: string, id: string): Promise<'repeated' | 'running' | 'absent'>;
  /** Those that are due, for somebody to begin them: a few of each webhook, whatever the others have, and one of a webhook that fails. Each is handed
   *  out again when nobody has ended it in time. */
  hand(): Promise<readonly { readonly id: string; readonly ticket: string }[]>;
  /** Undefined: it is not due, or somebody else is at it. */
  begin(id: string): Promise<BegunAttempt | undefined>;
  /** Without effect on an attempt that has been taken away meanwhile. `counts`: the webhook is told apart by it as failing or not. Resolves with since
   *  when it fails. */
  end(
    begun: BegunAttempt,
    attempt: Attempt,
    after: AfterAttempt,
    counts: 'accepted' | 'failed' | 'not-at-all',
  ): Promise<{ readonly failingSince: string | null }>;
  /** Gives an attempt back that was not made. */
  release(begun: BegunAttempt): Promise<void>;
  /** Webhooks for which more than this many deliveries wait. */
  listBehind(most: number): Promise<readonly { readonly webhook: string; readonly webhookVersion: number; readonly pending: number }[]>;
  /** For who operates the service: one statement. */
  measure(): Promise<DeliveriesMeasure>;
  /** Forgets deliveries that have ended, some at a time. Resolves with how many. */
  prune(kept: { readonly days: number; readonly count: number }): Promise<number>;
}
