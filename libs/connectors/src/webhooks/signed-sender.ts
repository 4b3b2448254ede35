import { type Answer, createOutbound, type Outbound, OutboundError, type OutboundOptions } from '@lockstep/platform/outbound';
import type { SignedMessage, WebhookSender } from '@lockstep/webhooks/sender';
import { Webhook } from 'standardwebhooks';
import { readRetryAfter } from './read-retry-after.js';

export type SignedSenderOptions = Pick<OutboundOptions, 'allowedNetworks' | 'timeouts' | 'resolve' | 'caBundle'>;

/** Milliseconds. Receivers are to take a message and work on it afterwards. */
const TIMEOUTS = { connect: 5_000, headers: 10_000, body: 5_000, total: 15_000 };
/** Characters of an answer, for somebody who looks for what was wrong. Whether the message was taken, its status alone says. */
const KEPT_RESPONSE = 1_000;

/** Sends messages as Standard Webhooks 1.0 wants them: POST, signed, to whatever address the guard of all calls allows. Close it when done. */
export function signedSender(options: SignedSenderOptions): WebhookSender & { close(): Promise<void> } {
  const outbound = createOutbound({ ...options, timeouts: { ...TIMEOUTS, ...options.timeouts } });
  return { send: (message, signal) => send(outbound, message, signal), close: () => outbound.close() };
}

async function send(outbound: Outbound, { url, id, at, body, secrets }: SignedMessage, signal: AbortSignal) {
  const timestamp = new Date(at);
  try {
    const answer = await outbound.request({
      method: 'POST',
      url,
      headers: {
        'content-type': 'application/cloudevents+json; charset=utf-8',
        'user-agent': 'Lockstep-Webhooks/1',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(timestamp.getTime() / 1_000)),
        'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, timestamp, body)).join(' '),
      },
      body,
      signal,
      enough: 4 * KEPT_RESPONSE,
    });
    const { status, headers } = answer;
    return {
      outcome: 'answered' as const,
      status,
      retryAfter: readRetryAfter(headers['retry-after'], Date.now()),
      response: beginningOf(answer),
    };
  } catch (error) {
    if (error instanceof OutboundError) return { outcome: 'unanswered' as const, fault: error.kind, detail: error.detail };
    throw error;
  }
}

/** Text that every database and terminal can take, whatever it was. */
function beginningOf({ body }: Answer): string {
  const text = new TextDecoder().decode(body);
  const visible = text.replaceAll(/[^\P{Cc}\t\n]|\p{Cs}/gu, '').trim();
  return visible.length > KEPT_RESPONSE
    ? `${[...visible.slice(0, KEPT_RESPONSE)].filter((one) => !/\p{Cs}/u.test(one)).join('')}…`
    : visible;
}
