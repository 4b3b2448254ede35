import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTime, writeTime } from './times.js';

const seconds = fc.integer({ min: Date.UTC(1990, 0) / 1_000, max: Date.UTC(2090, 0) / 1_000 }).map((second) => second * 1_000);

describe('times of ServiceNow', () => {
  it('are read as they were written, without a zone', () =>
    fc.assert(
      fc.property(seconds, (instant) => {
        expect(writeTime(instant)).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
        expect(readTime(writeTime(instant))).toBe(instant);
      }),
    ));

  it.each([
    '',
    '2026-12-05',
    '2026-02-30 00:00:00',
    '2026-12-05T20:00:00',
    '2026-12-05 24:00:00',
    '05.12.2026 20:00:00',
    '2026-12-05 20:00:00 Z',
  ])('takes %j for no time', (text) => {
    expect(readTime(text)).toBeNull();
  });
});
