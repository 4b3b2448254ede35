import { describe, expect, it } from 'vitest';
import { createLogger } from './create-logger.js';

const HIDDEN = 'hunter2';

function logged(what: object): { readonly line: string; readonly fields: Record<string, unknown> } {
  let line = '';
  createLogger('info', 'test', { write: (text) => void (line += text) }).info(what, 'said');
  return { line, fields: JSON.parse(line) as Record<string, unknown> };
}

describe('a log line', () => {
  it.each([
    ['a token', { token: HIDDEN }],
    ['a password', { password: HIDDEN }],
    ['a secret', { secret: HIDDEN }],
    ['a header', { authorization: HIDDEN }],
    ['a header of a request', { req: { headers: { authorization: `Bearer ${HIDDEN}`, 'set-cookie': HIDDEN } } }],
    ['settings of a source', { source: { credentials: { password: HIDDEN } } }],
    ['an error of a client', { err: Object.assign(new Error('refused'), { config: { headers: { authorization: HIDDEN } } }) }],
    ['an error with its request', { err: Object.assign(new Error('refused'), { response: { request: { headers: { cookie: HIDDEN } } } }) }],
    ['a list', { webhooks: [{ secret: HIDDEN }] }],
    ['a header as it is spelled on the wire', { headers: { Authorization: HIDDEN, 'X-XSRF-TOKEN': HIDDEN, 'Set-Cookie': [HIDDEN] } }],
    ['logins of other systems', { clientSecret: HIDDEN, apiToken: HIDDEN, accessToken: HIDDEN, kubeconfig: HIDDEN, passwd: HIDDEN }],
    ['answers and forms of other systems', { body: { access_token: HIDDEN, client_secret: HIDDEN, j_password: HIDDEN } }],
    ['a setting', { secretKey: HIDDEN }],
    ['whatever is in a secret', { secret: { key: [{ value: HIDDEN }] } }],
    ['a place far down', { a: { b: { c: { d: { e: { f: [{ password: HIDDEN }] } } } } } }],
  ])('holds no secret of %s', (_where, what) => {
    const { line } = logged(what);
    expect(line).not.toContain(HIDDEN);
    expect(line).toContain('****');
  });

  it('leaves alone what is no secret, and what it was given', () => {
    const what = { plan: 'p', tokenId: 't', req: { headers: { host: 'h', cookie: HIDDEN } } };
    expect(logged(what).fields).toMatchObject({ plan: 'p', tokenId: 't', msg: 'said', req: { headers: { host: 'h', cookie: '****' } } });
    expect(logged(what).line).toMatch(/^[^\n]*\}\n$/);
    expect(logged({ why: 'its "token": none' }).fields).toMatchObject({ why: 'its "token": none' });
    expect(what.req.headers.cookie).toBe(HIDDEN);
  });
});
