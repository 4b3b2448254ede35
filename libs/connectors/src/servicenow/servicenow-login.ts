import { ChangeSystemFailure } from '@lockstep/approvals';
import { type Outbound, readJson } from '@lockstep/platform/outbound';
import { asFailure, type Authorize } from '../changes/change-client.js';
import { always, basic } from '../changes/open-client.js';
import type { ServiceNowSecret } from './settings.js';
import { token } from './shapes.js';

type Client = Extract<ServiceNowSecret, { clientId: string }>;

const TOKENS = '/oauth_token.do';

export function authorizeBy(secret: ServiceNowSecret, url: string, outbound: Outbound): Authorize {
  if ('username' in secret) return always(basic(secret.username, secret.password));
  if ('token' in secret) return always({ authorization: `Bearer ${secret.token}` });
  let held: Readonly<Record<string, string>> | undefined;
  return async (which, signal) => {
    if (held === undefined || which === 'anew') held = await issueToken(secret, url, outbound, signal);
    return held;
  };
}

async function issueToken({ clientId, clientSecret }: Client, url: string, outbound: Outbound, signal: AbortSignal) {
  const place = `POST ${TOKENS}`;
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret });
  try {
    const answer = await outbound.request({
      method: 'POST',
      url: new URL(TOKENS, url),
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
      signal,
    });
    if (answer.status === 429 || answer.status >= 500)
      throw new ChangeSystemFailure('server-error', `${place}; no token is issued, the answer is ${answer.status}`, true);
    if (answer.status !== 200) throw new ChangeSystemFailure('unauthorized', `${place}; the client is refused`, false);
    const read = token.safeParse(readJson(answer));
    if (!read.success) throw new ChangeSystemFailure('wrong-shape', `${place}, /access_token; a token; found none`, false);
    return { authorization: `Bearer ${read.data.access_token}` };
  } catch (error) {
    throw asFailure(error, place);
  }
}
