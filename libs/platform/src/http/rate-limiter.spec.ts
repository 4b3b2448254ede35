import { expect, it } from 'vitest';
import { RateLimiter } from './rate-limiter.js';

const limiterAt = (rate: number, burst: number) => {
  const clock = { now: 0 };
  return { clock, limiter: new RateLimiter(rate, burst, () => clock.now) };
};

it('allows a burst, then the rate, and says when to come back', () => {
  const { clock, limiter } = limiterAt(2, 3);
  expect([1, 2, 3].map(() => limiter.take('a').allowed)).toEqual([true, true, true]);
  expect(limiter.take('a')).toEqual({ allowed: false, remaining: 0, retryAfter: 1 });
  clock.now += 500;
  expect(limiter.take('a').allowed).toBe(true);
  expect(limiter.take('a').allowed).toBe(false);
});

it('keeps callers apart', () => {
  const { limiter } = limiterAt(1, 1);
  expect(limiter.take('a').allowed).toBe(true);
  expect(limiter.take('b').allowed).toBe(true);
  expect(limiter.take('a').allowed).toBe(false);
});

it('never fills above the burst nor suffers from a clock that steps back', () => {
  const { clock, limiter } = limiterAt(1, 2);
  clock.now = 1_000_000;
  limiter.take('a');
  clock.now = 0;
  expect(limiter.take('a').allowed).toBe(true);
  expect(limiter.take('a').allowed).toBe(false);
});

it('limits nothing at rate 0', () => {
  const { limiter } = limiterAt(0, 0);
  for (let count = 0; count < 1_000; count++) expect(limiter.take('a').allowed).toBe(true);
});
