import { expect, it } from 'vitest';
import { pauseAfter } from './next-poll.js';

const pauses = (retryAfter: number | null, chance = 1) =>
  [1, 2, 3, 7, 8, 1_000].map((failures) => pauseAfter(failures, { retryAfter }, chance));

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
