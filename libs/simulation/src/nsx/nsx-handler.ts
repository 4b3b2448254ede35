import type { HttpAnswer, HttpHandler, HttpRequest } from '../serve/http-answer.js';
import type { World } from '../world/world.js';
import type { NsxSessions } from './nsx-sessions.js';
import { nsxContent } from './nsx-routes.js';

export interface NsxServing {
  readonly world: World;
  readonly nsxManager: string;
  readonly user: string;
  readonly password: string;
  readonly sessions: NsxSessions;
  readonly now: () => number;
}

const MAX_PAGE = 1000;

/** An error as the Policy API tells it. */
const failure = (status: number, code: number, message: string, headers = {}): HttpAnswer => ({
  status,
  headers,
  body: {
    httpStatus: status === 403 ? 'FORBIDDEN' : String(status),
    error_code: code,
    module_name: 'common-services',
    error_message: message,
  },
});

/** An NSX manager that reads. Logs in by session, by Basic or by client certificate. */
export function nsxHandler(serving: NsxServing): HttpHandler {
  return (request) => {
    const { method, path, query } = request;
    if (path === '/api/session/create' && method === 'POST') return logIn(serving, request);
    const refused = refusedLogin(serving, request);
    if (refused) return refused;
    if (path === '/api/session/destroy' && method === 'POST') {
      serving.sessions.end(cookieOf(request));
      return { status: 200, body: {} };
    }
    if (method !== 'GET') return failure(405, 401, 'method not allowed');
    const manager = serving.world.get('nsx-manager', serving.nsxManager);
    const content = nsxContent(serving.world, manager, path, query, serving.now());
    if (!content) return failure(404, 600, `The path=[${path}] is invalid or was not found`);
    return 'object' in content ? { status: 200, body: content.object } : page(content.list, query);
  };
}

function logIn({ user, password, sessions }: NsxServing, { body }: HttpRequest): HttpAnswer {
  const form = new URLSearchParams(body);
  if (form.get('j_username') !== user || form.get('j_password') !== password)
    return failure(403, 403, 'The credentials were incorrect or the account specified has been locked.');
  const { cookie, xsrf } = sessions.begin();
  return { status: 200, headers: { 'set-cookie': `JSESSIONID=${cookie}; Path=/; Secure; HttpOnly`, 'x-xsrf-token': xsrf } };
}

const cookieOf = ({ headers }: HttpRequest): string => /(?:^|;\s*)JSESSIONID=([^;]+)/.exec(headers.cookie ?? '')?.[1] ?? '';

function refusedLogin({ user, password, sessions }: NsxServing, request: HttpRequest): HttpAnswer | null {
  const { headers, certified } = request;
  if (certified) return null;
  if (headers.authorization !== undefined)
    return headers.authorization === `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
      ? null
      : failure(403, 403, 'The credentials were incorrect or the account specified has been locked.');
  // Expired and never begun look the same: 403, and not 401.
  return sessions.holds(cookieOf(request), String(headers['x-xsrf-token'] ?? ''))
    ? null
    : failure(403, 403, 'The session has expired or is not valid');
}

function page(all: readonly unknown[], query: URLSearchParams): HttpAnswer {
  const size = Math.min(MAX_PAGE, Number(query.get('page_size') ?? MAX_PAGE));
  if (!Number.isInteger(size) || size < 1) return failure(400, 255, 'Field level validation errors: {page_size has invalid value}');
  const cursor = query.get('cursor');
  const begin = cursor === null || cursor === '' ? 0 : Number(/^(\d{16})$/.exec(cursor)?.[1] ?? Number.NaN);
  if (!Number.isInteger(begin)) return failure(400, 255, 'Field level validation errors: {cursor has invalid value}');
  const results = all.slice(begin, begin + size);
  const end = begin + results.length;
  return {
    status: 200,
    body: {
      results,
      result_count: all.length,
      sort_by: 'display_name',
      sort_ascending: true,
      ...(end < all.length ? { cursor: String(end).padStart(16, '0') } : {}),
    },
  };
}
