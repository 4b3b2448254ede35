import { attemptOf, inForce, isHopeless, judgeAttempt, PING, type SendOutcome, type Verdict } from '../domain/index.js';
import type { AfterAttempt, BegunAttempt, Deliveries } from './deliveries.port.js';
import { type SigningSecrets, SigningSecretsUnreadable } from './signing-secrets.port.js';
import type { WebhookSender } from './webhook-sender.port.js';
import type { Webhooks } from './webhooks.use-case.js';

export interface DeliveryPolicy {
  /** Seconds between attempts. */
  readonly delays: readonly number[];
  /** RFC 3339 */
  readonly now: () => string;
  /** From 0 up to 1. */
  readonly chance: () => number;
}

/** `idle`: it was not due, or somebody else is at it. */
export type DeliverOutcome =
  | { readonly outcome: 'idle' }
  | {
      readonly outcome: Verdict['verdict'];
      readonly webhook: string;
      readonly attempt: number;
      readonly milliseconds: number;
      readonly detail: string;
    };

const ACTOR = 'system:webhooks';

/** Makes one attempt at a delivery. May be called any number of times, at the same time too: a receiver may be sent the same message more than once, never none. */
export class Deliver {
  constructor(
    private readonly deliveries: Deliveries,
    private readonly secrets: SigningSecrets,
    private readonly sender: WebhookSender,
    private readonly webhooks: Pick<Webhooks, 'disable'>,
    private readonly policy: DeliveryPolicy,
  ) {}

  async execute(id: string, signal: AbortSignal): Promise<DeliverOutcome> {
    const begun = await this.deliveries.begin(id);
    if (begun === undefined) return { outcome: 'idle' };
    const at = this.policy.now();
    const started = performance.now();
    let sent: SendOutcome;
    try {
      sent = await this.send(begun, at, signal);
    } catch (error) {
      await this.deliveries.release(begun);
      throw error;
    }
    const attempt = attemptOf(sent, begun.attempts + 1, at, Math.round(performance.now() - started));
    const verdict = this.judge(begun, sent);
    const counts = sent.outcome === 'not-sent' ? 'not-at-all' : verdict.verdict === 'delivered' ? 'accepted' : 'failed';
    const { failingSince } = await this.deliveries.end(begun, attempt, afterOf(verdict), counts);
    await this.disableFor(begun, verdict, failingSince);
    const detail = attempt.detail ?? `HTTP ${attempt.status}`;
    return { outcome: verdict.verdict, webhook: begun.webhook, attempt: attempt.number, milliseconds: attempt.milliseconds, detail };
  }

  private async send({ webhook, url, messageId, body }: BegunAttempt, at: string, signal: AbortSignal): Promise<SendOutcome> {
    try {
      const secrets = inForce(await this.secrets.read(webhook), at).map(({ secret }) => secret);
      if (secrets.length === 0) return { outcome: 'not-sent', detail: 'nothing to sign with; rotate the secret of the webhook' };
      return await this.sender.send({ url, id: messageId, at, body, secrets }, signal);
    } catch (error) {
      if (error instanceof SigningSecretsUnreadable) return { outcome: 'not-sent', detail: error.message };
      throw error;
    }
  }

  /** Whether somebody is there is known after one ping. */
  private judge({ type, tries, age }: BegunAttempt, sent: SendOutcome): Verdict {
    return judgeAttempt(sent, { tries: tries + 1, age }, this.policy.chance(), type === PING ? [] : this.policy.delays);
  }

  private async disableFor(
    { webhook, webhookVersion, type, age }: BegunAttempt,
    { verdict }: Verdict,
    failingSince: string | null,
  ): Promise<void> {
    const context = { actor: ACTOR, expectedVersion: webhookVersion };
    if (verdict === 'gone')
      await this.webhooks.disable(webhook, { cause: 'gone', reason: 'it answered 410: it wants nothing more' }, context);
    if (verdict !== 'again' && verdict !== 'given-up') return;
    if (type !== PING && failingSince !== null && isHopeless(failingSince, this.policy.now(), verdict, age))
      await this.webhooks.disable(webhook, { cause: 'failing', reason: `every attempt since ${failingSince} has failed` }, context);
  }
}

function afterOf(verdict: Verdict): AfterAttempt {
  switch (verdict.verdict) {
    case 'delivered':
      return { status: 'delivered' };
    case 'again':
      return { status: 'pending', delay: verdict.delay };
    case 'given-up':
    case 'gone':
      return { status: 'failed' };
  }
}
