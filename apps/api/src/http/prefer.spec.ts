import type { FastifyRequest } from 'fastify';
import { expect, it } from 'vitest';
import { preferredWait, prefers } from './prefer.js';

const asking = (prefer?: string | string[]) => ({ headers: prefer === undefined ? {} : { prefer } }) as unknown as FastifyRequest;
const waitOf = (prefer?: string | string[]) => preferredWait(asking(prefer));

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

it.each([
  ['respond-async', true],
  ['wait=10, Respond-Async; foo', true],
  [['wait=10', 'respond-async'], true],
  ['respond-asynchronously', false],
  ['wait=10; respond-async', false],
  [undefined, false],
])('takes %j for the wish to be answered before the work is done: %j', (header, expected) => {
  expect(prefers(asking(header), 'respond-async')).toBe(expected);
});

it('reads the value of a preference with quotes and without', () => {
  expect(prefers(asking('return = "minimal"'), 'return=minimal')).toBe(true);
  expect(prefers(asking('return=representation'), 'return=minimal')).toBe(false);
});
