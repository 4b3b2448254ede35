import { expect, it } from 'vitest';
import type { ScanOrder } from '../../application/scans/begin-scan.use-case.js';
import type { RecordedSchedule } from '../../application/schedules/schedule-record.port.js';
import { RunSchedule } from './run-schedule.js';
import type { StartScan } from './start-scan.js';

const hourly: RecordedSchedule = {
  id: 'hourly',
  version: 1,
  changedAt: '2026-11-20T06:00:00Z',
  name: 'hourly',
  cron: '7 * * * *',
  timeZone: 'UTC',
  jitter: 0,
  sources: null,
  enabled: true,
};

function world(schedule: RecordedSchedule | undefined, registered: readonly string[] = ['a', 'b']) {
  const started: ScanOrder[] = [];
  const queued: unknown[][] = [];
  const startScan = {
    execute: async (order: ScanOrder) => {
      started.push(order);
      return { outcome: 'started', scan: order.scan, sources: order.sources, skipped: [] };
    },
  } as unknown as StartScan;
  // Pages of one, so that all of them are asked for.
  const list = async ({ after }: { readonly after?: string }) => {
    const at = after === undefined ? 0 : registered.indexOf(after) + 1;
    const sources = registered.slice(at, at + 1).map((id) => ({ id }));
    return { sources, next: at + 1 < registered.length ? registered[at]! : null };
  };
  const run = new RunSchedule(
    { find: async (id) => (id === schedule?.id ? schedule : undefined) },
    { list } as never,
    startScan,
    { enqueue: async (_definition, ...rest) => void queued.push(rest) },
    () => 0.5,
  );
  return { run, started, queued };
}

it('starts a scan of all sources there are, in the name of the schedule', async () => {
  const { run, started } = world(hourly);
  expect(await run.execute('hourly', '2026-11-20T07:07:00.000Z')).toMatchObject({ outcome: 'started', sources: ['a', 'b'] });
  expect(started).toMatchObject([
    { sources: ['a', 'b'], trigger: { kind: 'schedule', schedule: 'hourly' }, actor: 'system:scan-schedule' },
  ]);
});

it('starts a scan of the sources it names', async () => {
  const { run, started } = world({ ...hourly, sources: ['b'] });
  await run.execute('hourly', 'x');
  expect(started).toMatchObject([{ sources: ['b'] }]);
});

it('gives the scan of a time one id, and that of another time another', async () => {
  const { run, started } = world(hourly);
  for (const moment of ['2026-11-20T07:07:00.000Z', '2026-11-20T07:07:00.000Z', '2026-11-20T08:07:00.000Z'])
    await run.execute('hourly', moment);
  const [first, again, other] = started.map(({ scan }) => scan);
  expect(again).toBe(first);
  expect(other).not.toBe(first);
});

it('puts a start off by chance, once', async () => {
  const { run, started, queued } = world({ ...hourly, jitter: 60 });
  const putOff = await run.execute('hourly', 'x');
  expect(putOff).toEqual({ outcome: 'put-off', scan: expect.any(String), delay: 30_000 });
  expect(started).toEqual([]);
  const [[id, data, options]] = queued as [[string, { schedule: string; scan: string }, unknown]];
  expect({ id, options }).toEqual({ id: `put-off-${data.scan}`, options: { delay: 30_000 } });
  expect(await run.execute(data.schedule, id, data.scan)).toMatchObject({ outcome: 'started', scan: data.scan });
});

it.each([
  ['paused', { ...hourly, enabled: false }, ['a'], 'off'],
  ['removed', undefined, ['a'], 'off'],
  ['without a source to look at', hourly, [], 'no-sources'],
])('starts nothing when it is %s', async (_, schedule, registered, outcome) => {
  const { run, started } = world(schedule, registered);
  expect(await run.execute('hourly', 'x')).toEqual({ outcome });
  expect(started).toEqual([]);
});
