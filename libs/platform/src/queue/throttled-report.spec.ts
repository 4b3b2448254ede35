import { expect, it } from 'vitest';
import { throttleReports } from './throttled-report.js';

it('reports a storm of equal errors once per interval, with the number held back', () => {
  let now = 0;
  const reports: [string, number][] = [];
  const report = throttleReports(
    (...entry) => reports.push(entry),
    5_000,
    () => now,
  );
  for (; now < 10_000; now++) report(new Error('away'));
  expect(reports).toEqual([
    ['away', 0],
    ['away', 4_999],
  ]);
});

it('does not hold back an error of another kind', () => {
  const reports: string[] = [];
  const report = throttleReports(
    (message) => reports.push(message),
    5_000,
    () => 0,
  );
  for (const message of ['a', 'b', 'a']) report(new Error(message));
  expect(reports).toEqual(['a', 'b']);
});
