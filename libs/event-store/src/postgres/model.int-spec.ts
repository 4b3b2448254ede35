import { createMigratedDatabase, type MigratedDatabase } from '@lockstep/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Append, type Model, Read, type Real, request } from '../../test/model-commands.js';
import { beginning, MemoryEventStore } from '../index.js';
import { PostgresEventStore } from './index.js';

/** Every run works in the same database: its streams and ids are its own, and its log is what of all events is in its streams. */
let database: MigratedDatabase;
beforeAll(async () => {
  database = await createMigratedDatabase({ poolSize: 4 });
});
afterAll(() => database.drop());

it('does what the store in memory does, whatever is asked of it and in what order', { timeout: 120_000 }, async () => {
  let run = 0;
  const commands = fc.commands(
    [
      fc
        .tuple(
          fc.array(request, { minLength: 1, maxLength: 4 }),
          fc.constantFrom('own' as const, 'committed' as const, 'rolled back' as const),
        )
        .map(([drawn, how]) => new Append(drawn, how)),
      fc
        .tuple(fc.nat(2), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 4 }))
        .map(([stream, from, limit]) => new Read(stream, from, limit)),
    ],
    { maxCommands: 12 },
  );
  await fc.assert(
    fc.asyncProperty(commands, async (sequence) => {
      const model: Model = { memory: new MemoryEventStore(), sent: [] };
      const real: Real = { source: database.source, store: new PostgresEventStore(database.source), run: `${process.pid}-${run++}` };
      await fc.asyncModelRun(() => ({ model, real }), sequence);
      const own = (
        await database.source.query('select count(*)::integer as count from event_store.event where stream like $1', [
          `model-${real.run}-%`,
        ])
      )[0];
      expect(own.count).toBe((await model.memory.readAll(beginning, 1_000)).events.length);
    }),
    { numRuns: Number(process.env['LOCKSTEP_MODEL_RUNS'] ?? 60) },
  );
});
