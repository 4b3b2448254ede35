import { describe, expect, it } from 'vitest';
import { type JsonTime, readTime } from './event-columns.js';

describe('a time of a row', () => {
  it.each([
    ['"2026-11-23T11:31:00"', '2026-11-23T11:31:00.000000Z'],
    ['"2026-11-23T11:31:00.5"', '2026-11-23T11:31:00.500000Z'],
    ['"2026-11-23T11:31:00.000001"', '2026-11-23T11:31:00.000001Z'],
  ])('%s has six decimals when it is read, whatever PostgreSQL left out', (json, time) => {
    expect(readTime(json as JsonTime)).toBe(time);
  });
});
