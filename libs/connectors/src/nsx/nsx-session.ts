import type { Answer } from '@lockstep/platform/outbound';
import { CallFailure } from './faults.js';

export type NsxLogin =
  { readonly login: 'session' | 'basic'; readonly username: string; readonly password: string } | { readonly login: 'certificate' };

/** Headers by which a manager knows a caller that has logged in. */
export type SessionHeaders = Readonly<Record<string, string>>;

export const SESSION_CREATE = '/api/session/create';
export const SESSION_DESTROY = '/api/session/destroy';

export const sessionForm = ({ username, password }: { username: string; password: string }): string =>
  new URLSearchParams({ j_username: username, j_password: password }).toString();

export const basicHeaders = ({ username, password }: { username: string; password: string }): SessionHeaders => ({
  authorization: `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`,
});

/** Both are needed: the cookie alone may read, but not end the session. */
export function readSession({ headers }: Answer, place: string): SessionHeaders {
  const cookie = headers['set-cookie']?.map((one) => one.split(';')[0]!.trim()).find((one) => one.startsWith('JSESSIONID='));
  const token = headers['x-xsrf-token'];
  if (cookie === undefined)
    throw new CallFailure('wrong-shape', `${place}, Set-Cookie`, 'a login gives a cookie JSESSIONID; there is none');
  if (typeof token !== 'string') throw new CallFailure('wrong-shape', `${place}, X-XSRF-TOKEN`, 'a login gives a token; there is none');
  return { cookie, 'x-xsrf-token': token };
}
