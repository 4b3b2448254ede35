import { expect, it } from 'vitest';
import { readRetryAfter } from './read-retry-after.js';

const now = Date.parse('2026-11-23T12:00:00Z');

it.each([
  ['120', 120],
  [' 0 ', 0],
  ['Mon, 23 Nov 2026 12:01:30 GMT', 90],
  ['Mon, 23 Nov 2026 11:00:00 GMT', 0],
  ['-5', null],
  ['1.5', null],
  ['99999999999', null],
  ['soon', null],
  ['2026-11-23T12:01:30Z', null],
  ['Mon, 99 Nov 2026 12:01:30 GMT', null],
  ['', null],
  [undefined, null],
])('reads %j as %j seconds', (header, seconds) => {
  expect(readRetryAfter(header, now)).toBe(seconds);
});
