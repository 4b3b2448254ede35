import { type CommandContext, type Decider, handleCommand } from '@lockstep/event-store';
import {
  type Disabling,
  type Message,
  ping,
  renderCloudEvent,
  rotateSecrets,
  type SigningSecret,
  type WebhookCommand,
  type WebhookContent,
  webhookDecider,
  type WebhookEvent,
  type WebhookRefusal,
  type WebhookState,
  webhookStream,
} from '../domain/index.js';
import type { Deliveries, Delivery } from './deliveries.port.js';
import { type SigningSecrets, SigningSecretsUnreadable } from './signing-secrets.port.js';
import type { WebhookFollowing } from './webhook-following.port.js';
import type { RecordedWebhook, WebhookRecord } from './webhook-record.port.js';

const decider: Decider<WebhookCommand, WebhookEvent, WebhookState, WebhookRefusal> = webhookDecider;

export type WebhookOutcome =
  | { readonly outcome: 'recorded'; readonly webhook: RecordedWebhook }
  | { readonly outcome: 'exists' | 'absent' }
  /** It is at another version than the caller has seen. */
  | { readonly outcome: 'stale' };

/** `secret` is given here, and never again. */
export type SecretOutcome =
  | Exclude<WebhookOutcome, { outcome: 'recorded' }>
  | { readonly outcome: 'recorded'; readonly webhook: RecordedWebhook; readonly secret: string };

export interface WebhooksOptions {
  /** RFC 3339 */
  readonly now: () => string;
  /** `whsec_` and 24 to 64 bytes in base64, by chance. */
  readonly freshSecret: () => string;
  readonly freshId: () => string;
}

type ChangeSecrets = (secrets: SigningSecrets) => Promise<void>;

/** Who is told what. Whether there is a key for secrets is for the caller to ask: `canKeep` of `SigningSecrets`. */
export class Webhooks {
  constructor(
    private readonly record: WebhookRecord,
    private readonly following: Pick<WebhookFollowing, 'ensure'>,
    private readonly deliveries: Pick<Deliveries, 'add'>,
    private readonly options: WebhooksOptions,
  ) {}

  async create(id: string, content: WebhookContent, context: CommandContext): Promise<SecretOutcome> {
    // Before the event, so that nothing that is recorded after it can be passed over.
    await this.following.ensure();
    const secret = this.options.freshSecret();
    const keep: ChangeSecrets = (secrets) => secrets.keep(id, [{ secret, until: null }], context.actor);
    const outcome = await this.handle(id, { command: 'create', content }, context, keep);
    return outcome.outcome === 'recorded' ? { ...outcome, secret } : outcome;
  }

  /** @param disabled why it is not to be called; null: it is */
  change(id: string, content: WebhookContent, disabled: string | null, context: CommandContext): Promise<WebhookOutcome> {
    return this.handle(id, { command: 'change', content, disabled }, context);
  }

  /** Nothing happens to one that is disabled, or has changed since. */
  async disable(id: string, disabling: Disabling, context: CommandContext): Promise<void> {
    await this.decide(id, { command: 'disable', disabling }, context);
  }

  /** @param overlap seconds for which the secret before signs too */
  async rotate(id: string, overlap: number, context: CommandContext): Promise<SecretOutcome> {
    const now = this.options.now();
    const overlapUntil = new Date(Date.parse(now) + overlap * 1_000).toISOString();
    const secret = this.options.freshSecret();
    const keep: ChangeSecrets = async (secrets) =>
      secrets.keep(id, rotateSecrets(await findSecrets(secrets, id), secret, now, overlapUntil), context.actor);
    const outcome = await this.handle(id, { command: 'rotate', overlapUntil }, context, keep);
    return outcome.outcome === 'recorded' ? { ...outcome, secret } : outcome;
  }

  async remove(id: string, context: CommandContext): Promise<'removed' | 'absent' | 'stale'> {
    const outcome = await this.decide(id, { command: 'remove' }, context, (secrets) => secrets.remove(id));
    if (outcome.outcome === 'conflict') return 'stale';
    return outcome.outcome === 'refused' ? 'absent' : 'removed';
  }

  /** Sends something at once, to try whether it arrives. Undefined: there is no such webhook. */
  test(id: string, actor: string): Promise<Delivery | undefined> {
    const message: Message = ping(this.options.freshId(), id, actor, this.options.now());
    return this.deliveries.add({ webhook: id, message, body: renderCloudEvent(message) });
  }

  find(id: string): Promise<RecordedWebhook | undefined> {
    return this.record.find(id);
  }

  list(query: { readonly limit: number; readonly after?: string }): Promise<readonly RecordedWebhook[]> {
    return this.record.list(query);
  }

  private async handle(id: string, command: WebhookCommand, context: CommandContext, change?: ChangeSecrets): Promise<WebhookOutcome> {
    const outcome = await this.decide(id, command, context, change);
    if (outcome.outcome === 'conflict') return { outcome: 'stale' };
    if (outcome.outcome === 'refused') return { outcome: outcome.refusal };
    const webhook = await this.record.find(id);
    return webhook === undefined ? { outcome: 'absent' } : { outcome: 'recorded', webhook };
  }

  /** Secrets change while nobody else can append to the stream, so in the order of its events. */
  private decide(id: string, command: WebhookCommand, context: CommandContext, change: ChangeSecrets = async () => {}) {
    return this.record.transact(id, async (events, secrets) => {
      const outcome = await handleCommand(events, decider, webhookStream(id), command, context);
      if (outcome.outcome === 'accepted') await change(secrets);
      return outcome;
    });
  }
}

/** What can not be read any more signs no more, and is replaced. */
async function findSecrets(secrets: SigningSecrets, id: string): Promise<readonly SigningSecret[]> {
  try {
    return await secrets.read(id);
  } catch (error) {
    if (error instanceof SigningSecretsUnreadable) return [];
    throw error;
  }
}
