import type { SendOutcome } from '../domain/index.js';

export interface SignedMessage {
  readonly url: string;
  /** `webhook-id` */
  readonly id: string;
  /** RFC 3339, of this attempt. */
  readonly at: string;
  readonly body: string;
  /** `whsec_…`, each of which signs. */
  readonly secrets: readonly string[];
}

/** Makes one attempt, and tells how it came out; throws the reason of `signal` alone. */
export interface WebhookSender {
  send(message: SignedMessage, signal: AbortSignal): Promise<Exclude<SendOutcome, { outcome: 'not-sent' }>>;
}
