import { createMigratedDatabase, type MigratedDatabase } from '@lockstep/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PostgresLearnedDurations } from './postgres-learned-durations.js';

let database: MigratedDatabase;
beforeAll(async () => {
  database = await createMigratedDatabase();
});
afterAll(() => database.drop());

it('what was tracked teaches how long a hop takes, once it was taken often enough', async () => {
  const attempt = (step: number, minutes: number, machines: number | null) =>
    database.source.query(
      `insert into lockstep.step_attempt (plan, step, subject, attempt, component, machines, position, started_at, started_by, ended_at, outcome)
       values ('p', $1, 'c', 1, 'vks', $3, 1, now() - make_interval(mins => $2), 't', now(), 'succeeded')`,
      [String(step), minutes, machines],
    );
  const learned = new PostgresLearnedDurations(database.source);
  await attempt(1, 50, 5);
  await attempt(2, 60, 5);
  await attempt(3, 100, null);
  expect((await learned.medians())['vks']).toBeUndefined();
  await attempt(4, 200, 10);
  expect((await learned.medians())['vks']).toBeCloseTo(12, 3);
});
