import { describe, expect, it } from 'vitest';
import { attemptOf, isHopeless, judgeAttempt, LONGEST_PAUSE, RETRY_DELAYS, type SendOutcome } from './attempt.js';

const answered = (status: number, retryAfter: number | null = null): SendOutcome => ({
  outcome: 'answered',
  status,
  retryAfter,
  response: '',
});
const of = (tries: number, age = 0) => ({ tries, age });
const refused: SendOutcome = { outcome: 'unanswered', fault: 'unreachable', detail: 'the connection was refused' };

describe('an attempt', () => {
  it.each([200, 201, 204, 299])('has delivered with %i', (status) => {
    expect(judgeAttempt(answered(status), of(1), 0.5)).toEqual({ verdict: 'delivered' });
  });

  it.each([100, 304, 400, 401, 404, 429, 500, 503])('is made again after %i', (status) => {
    expect(judgeAttempt(answered(status), of(1), 0.5)).toEqual({ verdict: 'again', delay: 5 });
  });

  it('is made again when nobody answers, and when we could not sign', () => {
    expect(judgeAttempt(refused, of(3), 0.5)).toEqual({ verdict: 'again', delay: 120 });
    expect(judgeAttempt({ outcome: 'not-sent', detail: 'no key' }, of(1), 0.5).verdict).toBe('again');
  });

  it('ends for good with 410, even the last one', () => {
    expect(judgeAttempt(answered(410), of(1), 0.5)).toEqual({ verdict: 'gone' });
    expect(judgeAttempt(answered(410), of(RETRY_DELAYS.length + 1), 0.5)).toEqual({ verdict: 'gone' });
  });

  it('is given up after the last delay, about a day after the first', () => {
    expect(judgeAttempt(refused, of(RETRY_DELAYS.length), 0.5).verdict).toBe('again');
    expect(judgeAttempt(refused, of(RETRY_DELAYS.length + 1), 0.5)).toEqual({ verdict: 'given-up' });
    const hours = RETRY_DELAYS.reduce((sum, delay) => sum + delay, 0) / 3_600;
    expect([hours > 20, hours < 28]).toEqual([true, true]);
  });

  it('is given up after more than a day, however few there were, but not before the third', () => {
    expect(judgeAttempt(refused, of(2, 200_000), 0.5).verdict).toBe('again');
    expect(judgeAttempt(refused, of(3, 99_999), 0.5).verdict).toBe('again');
    expect(judgeAttempt(refused, of(3, 100_000), 0.5)).toEqual({ verdict: 'given-up' });
  });

  it('leaves a fifth of the pause to chance, either way', () => {
    expect([judgeAttempt(refused, of(4), 0), judgeAttempt(refused, of(4), 1)]).toEqual([
      { verdict: 'again', delay: 480 },
      { verdict: 'again', delay: 720 },
    ]);
  });

  it('waits as long as the receiver asks, but neither shorter than we would nor for ever', () => {
    expect(judgeAttempt(answered(503, 90), of(1), 0.5)).toEqual({ verdict: 'again', delay: 90 });
    expect(judgeAttempt(answered(429, 1), of(2), 0.5)).toEqual({ verdict: 'again', delay: 30 });
    expect(judgeAttempt(answered(429, 10_000_000), of(1), 0.5)).toEqual({ verdict: 'again', delay: LONGEST_PAUSE });
  });

  it('is kept with what came of it', () => {
    const at = '2026-01-01T00:00:00.000Z';
    expect(attemptOf(answered(500), 2, at, 12)).toEqual({
      number: 2,
      at,
      milliseconds: 12,
      outcome: 'refused',
      status: 500,
      detail: null,
      response: '',
    });
    expect(attemptOf(refused, 1, at, 3)).toMatchObject({
      outcome: 'unanswered',
      status: null,
      detail: 'unreachable: the connection was refused',
    });
  });
});

it('a webhook is hopeless after three days without one accepted attempt, once a delivery is given up or has waited for a day', () => {
  const [since, before, then] = ['2026-01-01T00:00:00Z', '2026-01-03T23:59:59Z', '2026-01-04T00:00:00Z'];
  expect([isHopeless(since, before, 'given-up', 0), isHopeless(since, then, 'given-up', 0)]).toEqual([false, true]);
  expect([isHopeless(since, before, 'again', 86_400), isHopeless(since, then, 'again', 86_400)]).toEqual([false, true]);
  expect(isHopeless(since, then, 'again', 86_399)).toBe(false);
});
