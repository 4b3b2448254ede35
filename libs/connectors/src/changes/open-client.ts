import { ChangeSystemFailure } from '@lockstep/approvals';
import { type AddressPolicy, createOutbound, type Outbound, type OutboundOptions } from '@lockstep/platform/outbound';
import { redactSecret } from '@lockstep/platform/secrets';
import { asFailure, type Authorize, ChangeClient } from './change-client.js';

export interface ChangeOutboundOptions extends AddressPolicy, Pick<OutboundOptions, 'timeouts' | 'answerLimit' | 'resolve'> {}

/** A record with all its texts is well below. */
const ANSWER_LIMIT = 8 * 1024 * 1024;

/** @throws ChangeSystemFailure when there can be no call: an address that is not allowed, a certificate that cannot be read */
export function openClient(
  options: ChangeOutboundOptions,
  settings: { readonly url: string; readonly caBundle?: string; readonly tls: 'verified' | 'not-verified' },
  secret: unknown,
  authorize: (outbound: Outbound) => Authorize,
  reasonOf: (body: unknown) => string,
): ChangeClient {
  const { caBundle, tls } = settings;
  const url = settings.url.replace(/\/+$/, '');
  try {
    const outbound = createOutbound({ answerLimit: ANSWER_LIMIT, ...options, caBundle, tls });
    return new ChangeClient({ url, outbound, authorize: authorize(outbound), redact: redactSecret(secret), reasonOf });
  } catch (error) {
    const failure = asFailure(error, 'settings');
    throw failure instanceof ChangeSystemFailure ? failure : error;
  }
}

export const basic = (user: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`,
});

/** The same headers each time; when they are refused there are no others. */
export const always =
  (headers: Readonly<Record<string, string>>): Authorize =>
  (which) =>
    Promise.resolve(which === 'held' ? headers : undefined);
