import type { JobSchedule, KnownSchedule } from '@lockstep/platform/queue';
import { expect, it } from 'vitest';
import type { RecordedSchedule } from '../../application/schedules/schedule-record.port.js';
import { ScanTimetable } from './scan-timetable.js';

const recorded = (id: string, cron = '7 * * * *', enabled = true) => ({ id, cron, timeZone: 'UTC', enabled }) as RecordedSchedule;

function world(schedules: readonly RecordedSchedule[], known: readonly Omit<KnownSchedule, 'next'>[]) {
  const queue = new Map(known.map((one) => [one.id, { ...one, next: null }]));
  const timetable = new ScanTimetable(
    { list: async ({ limit, after }) => schedules.filter(({ id }) => after === undefined || id > after).slice(0, limit) },
    {
      schedule: async (_, { id, cron, timeZone }: JobSchedule<unknown>) => void queue.set(id, { id, cron, timeZone, next: null }),
      unschedule: async (_, id) => void queue.delete(id),
      listSchedules: async () => [...queue.values()],
    },
  );
  return { timetable, queue };
}

it('sets what is new or changed, takes what is paused or gone, and leaves the rest alone', async () => {
  const { timetable, queue } = world(
    [recorded('changed', '9 * * * *'), recorded('new'), recorded('paused', '7 * * * *', false), recorded('same')],
    ['changed', 'gone', 'paused', 'same'].map((id) => ({ id, cron: '7 * * * *', timeZone: 'UTC' })),
  );
  const kept = await timetable.keep();
  expect({ set: kept.set.toSorted(), taken: kept.taken.toSorted() }).toEqual({ set: ['changed', 'new'], taken: ['gone', 'paused'] });
  expect([...queue.values()].map(({ id, cron }) => `${id} ${cron}`).toSorted()).toEqual([
    'changed 9 * * * *',
    'new 7 * * * *',
    'same 7 * * * *',
  ]);
  expect(await timetable.keep()).toEqual({ set: [], taken: [] });
});

it('keeps more schedules than fit into a page', async () => {
  const many = Array.from({ length: 1_001 }, (_, n) => recorded(`s${String(n).padStart(4, '0')}`));
  const { timetable, queue } = world(many, []);
  expect((await timetable.keep()).set).toHaveLength(1_001);
  expect(queue.size).toBe(1_001);
});
