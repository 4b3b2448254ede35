import { expect, it } from 'vitest';
import type { ScheduleRow } from '../schedule/measure-schedules.js';
import { replaceSchedules } from './replace-schedules.js';

const row: ScheduleRow = { name: 'unit durations', clusters: 1000, problems: 10, worst: 0.5, mean: 0.25, slowest: 120 };
const page = `# Benchmarks

1 met, 0 missed, 1 not measured.

| Something else | 1 s | met |
| Schedule: at most 2 % above its lower bound | not part of this benchmark | not measured |

### Other tables

kept
`;

it('replaces the schedules of a page and what is judged by them, and leaves the rest', () => {
  const once = replaceSchedules(page, [row], 'today');
  expect(once).toContain('2 met, 0 missed, 0 not measured.');
  expect(once).toContain('| 0.50 % at worst, 0.25 % on average | met |');
  expect(once).toContain('### Other tables\n\nkept\n\n### Schedules\n\nMeasured by themselves (today).');
  expect(once).toContain('| 1000 | 10 | unit durations | 0.25 % | 0.50 % | 0.12 s |');
  expect(replaceSchedules(once, [row], 'today')).toBe(once);
  const worse = replaceSchedules(`${once}\n### Later tables\n`, [{ ...row, worst: 3 }], 'today');
  expect(worse).toContain('1 met, 1 missed, 0 not measured.');
  expect(worse.match(/### (Schedules|Later tables)/g)).toEqual(['### Schedules', '### Later tables']);
});
