import { expect, it } from 'vitest';
import { scheduledBefore } from './plans-before.js';
import type { PlanBefore } from './plan-record.port.js';

const KEPT = { type: 'PlanScheduled', data: {} };
const WAIVED = { type: 'ScheduleWaived', data: {} };

/** Plans before `p`, the newest first, each with its parent and the last that was said of its schedule. */
const find = (...before: (readonly [id: string, parent: string | null, said?: typeof KEPT])[]) =>
  scheduledBefore(
    'p',
    { listBefore: async () => before.map(([id, parent]): PlanBefore => ({ id, parent, requestedBy: 'token:ada' })) },
    {
      readStream: async (stream: string) => {
        const said = before.find(([id]) => stream === `timetable-${id}`)?.[2];
        return (said ? [said] : []) as never;
      },
    },
  );

it('a schedule holds on through however many plans of which nothing was said', async () => {
  const silent = Array.from({ length: 150 }, (_, n) => [`s${n}`, `s${n + 1}`] as const);
  expect(await find(...silent, ['s150', null, KEPT])).toBe('s150');
  expect(await find(...silent, ['s150', null])).toBeNull();
});

it('a plan that goes without a schedule lets go of those in whose place it was asked for, and of no other', async () => {
  expect(await find(['b', 'a', WAIVED], ['a', 'o'], ['o', null, KEPT])).toBeNull();
  expect(await find(['c', 'b', WAIVED], ['b', 'a', KEPT], ['a', null, KEPT])).toBeNull();
  expect(await find(['b', null, WAIVED], ['a', null, KEPT])).toBe('a');
  expect(await find(['c', 'b', KEPT], ['b', 'a', WAIVED], ['a', null])).toBe('c');
});
