import { createMigratedDatabase, type MigratedDatabase } from '@lockstep/testing';
import { afterEach, beforeEach, it } from 'vitest';
import { expectExactlyOnce } from './expect-exactly-once.js';

/** Of `npm run test:chaos -- --minutes 10 --seed 7`. */
const minutes = Number(process.env['LOCKSTEP_CHAOS_MINUTES'] ?? 1);
const seed = Number(process.env['LOCKSTEP_CHAOS_SEED'] ?? 1);

let database: MigratedDatabase;
beforeEach(async () => {
  database = await createMigratedDatabase();
});
afterEach(() => database.drop());

/** About as many kills as fit, with the start of a process after each. */
const kills = Math.max(2, Math.round(minutes * 6));

it(
  `records every acknowledged event once and in order, although processes are killed again and again (seed ${seed})`,
  async () => {
    await expectExactlyOnce(database, { processes: 3, clients: 6, events: 5_000, kills, seed });
  },
  (minutes + 10) * 60_000,
);
