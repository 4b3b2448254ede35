import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDataSource, migrateDatabase } from '@lockstep/platform/database';
import { startEmbeddedPostgres } from '@lockstep/platform/embedded-postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { beginning, newEventId, type NewEvent } from '../index.js';
import { PostgresEventStore } from './index.js';

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'lockstep-crash-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

const open = async () => {
  const server = await startEmbeddedPostgres({ dataDir });
  await migrateDatabase(server.url);
  const source = await createDataSource({ url: server.url, poolSize: 8 }).initialize();
  return { server, source, store: new PostgresEventStore(source) };
};
const event = (): NewEvent => ({ id: newEventId(), type: 'SomethingHappened', data: {}, actor: 'system:test' });

it('loses nothing acknowledged when the server is killed in the middle of appends, and a retry doubles nothing', async () => {
  const first = await open();
  const acknowledged = new Set<string>();
  const unanswered: { stream: string; event: NewEvent }[] = [];
  const writers = Array.from({ length: 4 }, async (_, writer) => {
    for (;;) {
      const attempt = { stream: `crash-${writer}`, event: event() };
      try {
        await first.store.append(attempt.stream, 'any', [attempt.event]);
        acknowledged.add(attempt.event.id);
      } catch {
        unanswered.push(attempt);
        return;
      }
    }
  });
  await expect.poll(() => acknowledged.size, { timeout: 30_000 }).toBeGreaterThan(50);
  process.kill(Number((await readFile(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8')).split('\n')[0]), 'SIGKILL');
  await Promise.all(writers);
  await first.source.destroy().catch(() => {});

  const second = await open();
  try {
    expect(unanswered).toHaveLength(4);
    for (const { stream, event: again } of unanswered)
      expect(['appended', 'duplicate']).toContain((await second.store.append(stream, 'any', [again])).outcome);
    const expected = new Set([...acknowledged, ...unanswered.map((attempt) => attempt.event.id)]);
    const { events } = await second.store.readAll(beginning, 100_000);
    expect(events).toHaveLength(expected.size);
    expect(new Set(events.map((recorded) => recorded.id))).toEqual(expected);
  } finally {
    await second.source.destroy();
    await second.server.stop();
  }
});
