import { suffixOf } from '../world/draws.js';
import type { HttpAnswer, HttpRequest } from '../serve/http-answer.js';

export type ServiceNowLogin =
  | { readonly username: string; readonly password: string }
  | { readonly clientId: string; readonly clientSecret: string }
  | { readonly token: string };

/** One technical user, with three ways in. */
export class ServiceNowAccount {
  readonly username = 'lockstep';
  readonly password: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** A token that somebody made by hand. */
  readonly token: string;
  private issued: string[] = [];
  private made = 0;

  constructor(private readonly seed = 1) {
    this.password = suffixOf(seed, 'servicenow password', 24);
    this.clientId = suffixOf(seed, 'servicenow client', 16);
    this.clientSecret = suffixOf(seed, 'servicenow client secret', 24);
    this.token = suffixOf(seed, 'servicenow token', 40);
  }

  issue(): string {
    const token = suffixOf(this.seed, `servicenow token ${++this.made}`, 60);
    this.issued.push(token);
    return token;
  }

  holds = (token: string): boolean => token === this.token || this.issued.includes(token);

  /** As when the tokens that were issued have run out. */
  expire(): void {
    this.issued = [];
  }
}

export function answerLogin(account: ServiceNowAccount, { body }: HttpRequest): HttpAnswer {
  const form = new URLSearchParams(body);
  const known =
    form.get('grant_type') === 'client_credentials' &&
    form.get('client_id') === account.clientId &&
    form.get('client_secret') === account.clientSecret;
  if (!known) return { status: 401, body: { error: 'access_denied', error_description: 'access_denied' } };
  return { status: 200, body: { access_token: account.issue(), token_type: 'Bearer', scope: 'useraccount', expires_in: 1799 } };
}

export function isLoggedIn(account: ServiceNowAccount, { headers }: HttpRequest): boolean {
  const [scheme, credentials = ''] = (headers.authorization ?? '').split(' ');
  if (scheme === 'Bearer') return account.holds(credentials);
  return scheme === 'Basic' && Buffer.from(credentials, 'base64').toString() === `${account.username}:${account.password}`;
}
