import type { EventStore } from '@lockstep/event-store';
import type { Disabling, WebhookContent } from '../domain/index.js';
import type { SigningSecrets } from './signing-secrets.port.js';

export interface RecordedWebhook extends WebhookContent {
  readonly id: string;
  /** Of its stream. */
  readonly version: number;
  readonly disabled: Disabling | null;
  /** RFC 3339, as the next ones. */
  readonly createdAt: string;
  readonly changedAt: string;
  /** Since when every attempt has failed; null: the last one did not, or there was none. */
  readonly failingSince: string | null;
  readonly lastAcceptedAt: string | null;
}

export interface WebhookRecord {
  /** `secrets` are kept and removed with what `work` appends, or neither is. What it appends to the stream of a webhook is in the list when it resolves. With one that is disabled its open deliveries are cancelled;
   *  with one that is removed all of them are gone. */
  transact<Result>(webhook: string, work: (events: EventStore, secrets: SigningSecrets) => Promise<Result>): Promise<Result>;
  find(id: string): Promise<RecordedWebhook | undefined>;
  /** In the order of ids, after this one. */
  list(query: { readonly limit: number; readonly after?: string }): Promise<readonly RecordedWebhook[]>;
  listEnabled(): Promise<readonly RecordedWebhook[]>;
}
