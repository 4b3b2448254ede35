import type { FastifyRequest } from 'fastify';
import { expect, it } from 'vitest';
import { preferredWait } from './prefer-wait.js';

const waitOf = (prefer?: string | string[]) =>
  preferredWait({ headers: prefer === undefined ? {} : { prefer } } as unknown as FastifyRequest);

it.each([
  ['wait=10', 10],
  ['respond-async, wait=10', 10],
  ['WAIT = "5"; foo', 5],
  ['return=minimal; wait=7', 7],
  [['respond-async', 'wait=3'], 3],
])('reads %j', (header, seconds) => {
  expect(waitOf(header)).toBe(seconds);
});

it.each([undefined, '', 'wait', 'wait=', 'wait=soon', 'wait=-1', 'wait=1.5', 'await=10', 'wait=10s'])(
  'ignores %j, as RFC 7240 asks',
  (header) => {
    expect(waitOf(header)).toBe(0);
  },
);

it('waits half a minute at most', () => {
  expect(waitOf('wait=86400')).toBe(30);
});
