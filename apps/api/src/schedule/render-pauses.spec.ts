import { expect, it } from 'vitest';
import { renderCalendar } from './render-calendar.js';
import { renderScheduleCsv } from './render-csv.js';
import type { PlanScheduleResource } from './schedule.dto.js';

const [start, end] = ['2026-11-28T21:00:00Z', '2026-12-05T23:00:00Z'];
const stretches = [
  { start, end: '2026-11-29T01:00:00Z' },
  { start: '2026-12-05T21:00:00Z', end },
];
const runs = [{ start, end, subjects: ['nsx-1'], stretches }];
const schedule = {
  plan: 'p-1',
  planDigest: 'sha256:1',
  kept: null,
  notBefore: start,
  steps: [{ step: 's1', component: 'nsx', start, end, soakedAt: end, waves: [{ wave: 1, start, end, soakedAt: end, runs }] }],
} as unknown as PlanScheduleResource;

it('work that pauses has an event for each stretch, and the first says until when it stands half done', () => {
  const lines = renderCalendar(schedule)
    .replace(/\r\n[ \t]/g, '')
    .split('\r\n');
  const valuesOf = (name: string) => lines.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1));
  expect(valuesOf('DTSTART')).toEqual(['20261128T210000Z', '20261205T210000Z']);
  expect(valuesOf('DTEND')).toEqual(['20261129T010000Z', '20261205T230000Z']);
  expect(valuesOf('UID')).toEqual(['p-1-s1-1@lockstep', 'p-1-s1-1-2@lockstep']);
  expect(valuesOf('DESCRIPTION').map((text) => text.includes('Pauses half done until 2026-12-05T21:00:00Z'))).toEqual([true, false]);
});

it('work that pauses has its stretches in the table', () =>
  expect(renderScheduleCsv(schedule).split('\r\n')[1]).toBe(
    `s1,1,nsx,nsx-1,${start},${end},${end},${stretches.map((one) => `${one.start}/${one.end}`).join(' ')}`,
  ));
