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
  const token = [headers['x-xsrf-token']].flat()[0];
  // Something else than NSX answers, such as a portal before it.
  if (cookie === undefined || token === undefined)
    throw new CallFailure('unreadable-answer', place, 'a login gives the cookie JSESSIONID and the header X-XSRF-TOKEN; they are missing');
  return { cookie, 'x-xsrf-token': token };
}
