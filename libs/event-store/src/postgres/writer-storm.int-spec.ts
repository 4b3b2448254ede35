import { createMigratedDatabase } from '@lockstep/testing';
import { expect, it } from 'vitest';
import { judgeStorm } from '../../test/judge-storm.js';
import { raiseWriterStorm } from '../../test/writer-storm.js';

it.each([
  ['whose transactions overlap at random', false],
  ['whose connections are cut besides', true],
])('shows every reader all that was acknowledged, once and in order, beside writers %s', { timeout: 60_000 }, async (_case, kill) => {
  const database = await createMigratedDatabase({ poolSize: 24 });
  try {
    const storm = await raiseWriterStorm({
      source: database.source,
      seed: 20261123,
      milliseconds: 1_500,
      writers: 16,
      pages: [1, 3, 100, 1_000],
      kill,
    });
    expect(storm.committed.size).toBeGreaterThan(20);
    judgeStorm(storm);
  } finally {
    await database.drop();
  }
});
