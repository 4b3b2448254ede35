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
  ])('holds no secret of %s', (_where, what) => {
    const { line } = logged(what);
    expect(line).not.toContain(HIDDEN);
    expect(line).toContain('****');
  });

  it('leaves alone what is no secret, and what it was given', () => {
    const what = { plan: 'p', req: { headers: { host: 'h', cookie: HIDDEN } } };
    expect(logged(what).fields).toMatchObject({ plan: 'p', msg: 'said', req: { headers: { host: 'h', cookie: '****' } } });
    expect(what.req.headers.cookie).toBe(HIDDEN);
  });
});
