import { expect, it } from 'vitest';
import { pauseAfter } from './next-poll.js';

const away = { fault: 'unreachable', doing: 'open', retryable: true } as const;
const pauses = (retryAfter: number | null, chance = 1) =>
  [1, 2, 3, 7, 8, 1_000].map((failures) => pauseAfter(failures, { ...away, retryAfter }, chance));

it('waits twice as long after each failure, up to five minutes', () => {
  expect(pauses(null)).toEqual([5, 10, 20, 300, 300, 300]);
});

it('waits less by chance, by a quarter at most', () => {
  expect(pauses(null, 0)).toEqual([3.75, 7.5, 15, 225, 225, 225]);
});

it('never waits for less than the system asks, nor for more than an hour', () => {
  expect(pauses(60)).toEqual([60, 60, 60, 300, 300, 300]);
  expect(pauses(1e12)).toEqual(Array.from({ length: 6 }, () => 3_600));
  expect(pauses(-5)).toEqual(pauses(null));
});

it.each([
  ['fields-ignored', 'open', 3_600],
  ['forbidden', 'open', 3_600],
  ['misconfigured', 'open', 3_600],
  ['unauthorized', 'open', 3_600],
  ['unauthorized', 'read', 3_600],
  ['forbidden', 'read', 5],
  ['not-allowed-now', 'open', 5],
  ['ambiguous', 'open', 5],
] as const)('waits after %s of %s for %d s', (fault, doing, seconds) => {
  expect(pauseAfter(1, { fault, doing, retryable: false, retryAfter: null }, 1)).toBe(seconds);
});
