import { createMigratedDatabase, type MigratedDatabase } from '@lockstep/testing';
import { afterAll, beforeAll, it } from 'vitest';
import { expectExactlyOnce } from './expect-exactly-once.js';

let database: MigratedDatabase;
beforeAll(async () => {
  database = await createMigratedDatabase();
});
afterAll(() => database.drop());

it('records every acknowledged event once and in order, although a process is killed in the middle', async () => {
  await expectExactlyOnce(database, { processes: 2, clients: 3, events: 1_500, kills: 1, seed: 1 });
}, 120_000);
