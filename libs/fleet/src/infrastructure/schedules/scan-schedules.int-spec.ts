import { createMigratedDatabase, type MigratedDatabase } from '@lockstep/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ScanSchedules } from '../../application/schedules/scan-schedules.use-case.js';
import type { ScanScheduleContent } from '../../domain/schedules/index.js';
import { PostgresScheduleRecord } from './postgres-schedule-record.js';

let database: MigratedDatabase;
let record: PostgresScheduleRecord;
let schedules: ScanSchedules;
beforeAll(async () => {
  database = await createMigratedDatabase();
  record = new PostgresScheduleRecord(database.source);
  schedules = new ScanSchedules(record);
});
afterAll(() => database.drop());

const hourly: ScanScheduleContent = { name: 'hourly', cron: '7 * * * *', timeZone: 'UTC', jitter: 60, sources: null, enabled: true };
const actor = 'token:a';

it('keeps schedules by id, and the list is what their events say', async () => {
  expect(await schedules.create('hourly', hourly, { actor })).toMatchObject({
    outcome: 'recorded',
    schedule: { id: 'hourly', version: 1, ...hourly },
  });
  expect(await schedules.create('hourly', hourly, { actor })).toEqual({ outcome: 'exists' });
  await schedules.create('Zulu', { ...hourly, sources: ['b', 'a'] }, { actor });
  await schedules.create('nightly', hourly, { actor });
  expect(await schedules.change('hourly', { ...hourly, enabled: false }, { actor, expectedVersion: 1 })).toMatchObject({
    schedule: { version: 2, enabled: false },
  });
  expect(await schedules.change('hourly', hourly, { actor, expectedVersion: 1 })).toEqual({ outcome: 'stale' });
  expect(await schedules.change('unknown', hourly, { actor })).toEqual({ outcome: 'absent' });
  expect(await schedules.remove('nightly', { actor, expectedVersion: 1 })).toBe('removed');
  expect(await schedules.remove('nightly', { actor })).toBe('absent');
  expect(await schedules.find('nightly')).toBeUndefined();
  const list = await schedules.list({ limit: 10 });
  expect(list.map(({ id }) => id)).toEqual(['Zulu', 'hourly']);
  expect(await schedules.list({ limit: 10, after: 'Zulu' })).toEqual([list[1]]);
  await database.source.query('delete from lockstep.scan_schedule');
  expect(await record.rebuildList()).toBe(3);
  expect(await schedules.list({ limit: 10 })).toEqual(list);
});

it('answers a command that comes again with the same key as it did at first', async () => {
  const context = { actor, idempotencyKey: 'k1' };
  const first = await schedules.create('again', hourly, context);
  expect(await schedules.create('again', hourly, context)).toEqual(first);
});
