import { createMigratedDatabase, type MigratedDatabase } from '@lockstep/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { raiseStorm } from '../../../test/projector-storm.js';
import { createTallyTables, foldTally, readTally } from '../../../test/tally-projection.js';

let database: MigratedDatabase;
beforeAll(async () => {
  database = await createMigratedDatabase({ poolSize: 20 });
  await createTallyTables(database.source);
});
afterAll(() => database.drop());

it('three processes that compete, lose connections and are killed leave the rows of a fold from the beginning', async () => {
  const { appended, killed, rebuilds } = await raiseStorm(database.source, database.url, 3_000);
  expect({ appended: appended > 100, killed: killed >= 3, rebuilds: rebuilds >= 1 }).toEqual({
    appended: true,
    killed: true,
    rebuilds: true,
  });
  const rows = await readTally(database.source);
  expect(rows).toEqual(await foldTally(database.source));
  expect(rows.reduce((sum, { events }) => sum + events, 0)).toBe(appended);
  expect(await database.source.query('select events from lockstep.tally_sum')).toEqual([{ events: appended }]);
});
