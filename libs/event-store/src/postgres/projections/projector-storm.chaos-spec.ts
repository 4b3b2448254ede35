import { createMigratedDatabase, type MigratedDatabase } from '@lockstep/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { chaosMinutes } from '../../../test/chaos-settings.js';
import { raiseStorm } from '../../../test/projector-storm.js';
import { createTallyTables, foldTally, readTally } from '../../../test/tally-projection.js';

let database: MigratedDatabase;
beforeEach(async () => {
  database = await createMigratedDatabase({ poolSize: 20 });
  await createTallyTables(database.source);
});
afterEach(() => database.drop());

it(
  'processes that compete and are killed, with rebuilds in its first half, leave the rows of a fold from the beginning',
  async () => {
    const { appended, killed } = await raiseStorm(database.source, database.url, chaosMinutes * 60_000);
    expect(killed).toBeGreaterThan(chaosMinutes * 5);
    const rows = await readTally(database.source);
    expect(rows).toEqual(await foldTally(database.source));
    expect(await database.source.query('select events from lockstep.tally_sum')).toEqual([{ events: appended }]);
  },
  120_000 + chaosMinutes * 90_000,
);
