import { migrations } from '@lockstep/migrations';
import { createDataSource } from '@lockstep/platform/database';
import { createTestDatabase } from '@lockstep/testing';
import { expect, it } from 'vitest';
import { beginning, chainStart, computeChainHash, newEventId } from '../index.js';
import { PostgresEventStore } from './index.js';

const migrate = async (source: ReturnType<typeof createDataSource>, name: string): Promise<void> => {
  const found = migrations.find((migration) => migration.name.startsWith(name));
  const runner = source.createQueryRunner();
  await runner.startTransaction();
  await new found!().up(runner);
  await runner.commitTransaction();
  await runner.release();
};

it('takes over a record that was written before it, and goes on with its streams, ids and chains', async () => {
  const database = await createTestDatabase();
  const source = await createDataSource({ url: database.url }).initialize();
  try {
    await migrate(source, 'CreateEventStore');
    const ids = [newEventId(), newEventId(), newEventId()];
    await source.query(
      `select event_store.append(array[1,1,2], array['a','a','b'], array[0,0,0], $1::uuid[], array_fill('SomethingHappened'::text, array[3]),
         array[1,1,1]::smallint[], array_fill('2026-01-01T00:00:00.000001Z'::timestamptz, array[3]), array_fill('system:test'::text, array[3]), null, null, null,
         array_fill('{}'::text, array[3]), array_fill(sha256('{}'), array[3]))`,
      [ids],
    );
    await migrate(source, 'GrowEventStore');
    const store = new PostgresEventStore(source);
    const event = { id: ids[0]!, type: 'SomethingHappened', data: {}, actor: 'system:test' };
    expect(await store.append('a', 'any', [event])).toMatchObject({ outcome: 'duplicate', version: 2 });
    expect(await store.append('a', 2, [{ ...event, id: newEventId() }])).toMatchObject({ outcome: 'appended', version: 3 });
    let previous = chainStart;
    for (const recorded of await store.readStream('a')) {
      expect(recorded.chainHash).toBe(computeChainHash(previous, recorded));
      previous = recorded.chainHash;
    }
    const read = async () => (await store.readAll(beginning, 10)).events.map(({ stream, version }) => `${stream} ${version}`);
    await expect.poll(read, { timeout: 10_000 }).toEqual(['a 1', 'a 2', 'b 1', 'a 3']);
    expect(await store.ensurePartitions()).toEqual({ readyBefore: 3 });
  } finally {
    await source.destroy();
    await database.drop();
  }
});
