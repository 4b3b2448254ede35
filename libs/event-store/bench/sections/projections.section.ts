import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { beginning, type RecordedEvent } from '@lockstep/event-store';
import { PostgresEventStore, ProjectionRunner } from '@lockstep/event-store/postgres';
import { createDataSource, migrateDatabase } from '@lockstep/platform/database';
import type { DataSource } from 'typeorm';
import { counted, createTallyTables, tallyProjection } from '../../test/tally-projection.js';
import { type BenchSection, count, ratio, table } from './section.js';

interface Percentiles {
  readonly p50: number;
  readonly p99: number;
}

const pageSize = 1_000;
const streams = 2_000;

/** From the record to rows: how fast they catch up, and how soon a row shows what was appended. */
export const projections: BenchSection = {
  title: 'Projections',
  async run({ quick, createDatabase, log }) {
    const [events, looks] = quick ? [20_000, 100] : [200_000, 1_000];
    const url = await createDatabase();
    await migrateDatabase(url);
    const source = await createDataSource({ url, poolSize: 20 }).initialize();
    try {
      const rates = await measureRates(source, events);
      log(rates);
      const idle = await inAnotherProcess(url, () => measureDelay(source, looks));
      const busy = await inAnotherProcess(url, () => whileWriting(source, () => measureDelay(source, looks)));
      const delays = table(
        ['from the answer of an append to its row', 'p50 ms', 'p99 ms'],
        [
          ['at rest', idle.p50.toFixed(1), idle.p99.toFixed(1)],
          ['beside four writers without a pause', busy.p50.toFixed(1), busy.p99.toFixed(1)],
        ],
      );
      return `${rates}\n\n${delays}\n\nThe rows are written by another process than the one that appends and looks; all share the machine.`;
    } finally {
      await source.destroy();
    }
  },
};

async function measureRates(source: DataSource, events: number): Promise<string> {
  await createTallyTables(source);
  const store = new PostgresEventStore(source);
  await append(store, events);
  const read = await rate(events, () => readAll(store, Infinity, async () => {}));
  const few = Math.min(events, 20_000);
  const loop = await rate(few, () => loopOver(source, few));
  const runner = new ProjectionRunner({ source, projections: [tallyProjection()], pageSize });
  const projected = await rate(events, () => runner.catchUp('tally', { timeout: 3_600_000 }));
  return table(
    [`${count(events)} events, ${count(streams)} streams`, 'events a second', 'beside the loop'],
    [
      ['plain cursor loop, a statement for each event', count(loop), ''],
      ['projection that folds a page', count(projected), ratio(projected, loop)],
      ['read only, nothing written', count(read), ratio(read, loop)],
    ],
  );
}

async function append(store: PostgresEventStore, events: number): Promise<void> {
  for (let done = 0; done < events; done += pageSize) {
    const size = Math.min(pageSize, events - done);
    await store.appendMany(
      Array.from({ length: size }, (_, n) => ({ stream: `s-${(done + n * 7) % streams}`, expectedVersion: 'any', events: [counted(n)] })),
    );
  }
}

async function readAll(store: PostgresEventStore, most: number, handle: (page: readonly RecordedEvent[]) => Promise<void>): Promise<void> {
  let done = 0;
  for (let cursor = beginning; done < most;) {
    const page = await store.readAll(cursor, pageSize);
    if (page.events.length === 0) return;
    await handle(page.events);
    cursor = page.cursor;
    done += page.events.length;
  }
}

/** What one would write first: each event is handled by a statement of its own, in a transaction a page. */
async function loopOver(source: DataSource, most: number): Promise<void> {
  await source.query(
    'create table lockstep.tally_loop (stream text collate "C" primary key, events integer not null, total bigint not null)',
  );
  await readAll(new PostgresEventStore(source), most, (page) =>
    source.transaction(async (manager) => {
      for (const { stream, data } of page)
        await manager.query(
          `insert into lockstep.tally_loop as t values ($1, 1, $2)
           on conflict (stream) do update set events = t.events + 1, total = (t.total * 31 + excluded.total) % 1000003`,
          [stream, data],
        );
    }),
  );
}

async function inAnotherProcess<Result>(databaseUrl: string, work: () => Promise<Result>): Promise<Result> {
  const root = fileURLToPath(new URL('../../../../', import.meta.url));
  const program = ['scripts/run.mjs', 'libs/event-store/test/projector.child.ts', databaseUrl, 'calm'];
  const child = spawn(process.execPath, program, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    await once(child.stdout, 'data');
    return await work();
  } finally {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
}

/** Appends now and then, and looks for the row as fast as it can. */
async function measureDelay(source: DataSource, looks: number): Promise<Percentiles> {
  const store = new PostgresEventStore(source);
  // Announces appends to the other process, as every process of the product does.
  const announcer = new ProjectionRunner({ source, projections: [] });
  await announcer.start();
  const delays: number[] = [];
  for (let look = 0; look < looks; look++) {
    await sleep(Math.random() * 40);
    const stream = `delay-${look}`;
    await store.append(stream, 'any', [counted(1)]);
    const answered = performance.now();
    while ((await source.query<unknown[]>('select from lockstep.tally where stream = $1', [stream])).length === 0) await sleep(0);
    delays.push(performance.now() - answered);
  }
  await announcer.stop();
  await source.query(`delete from lockstep.tally where stream like 'delay-%'`);
  const sorted = delays.toSorted((a, b) => a - b);
  return { p50: sorted[Math.floor(looks * 0.5)]!, p99: sorted[Math.floor(looks * 0.99)]! };
}

/** Four writers of lone events without a pause. */
async function whileWriting<Result>(source: DataSource, work: () => Promise<Result>): Promise<Result> {
  const store = new PostgresEventStore(source);
  const ended = new AbortController();
  const writers = Array.from({ length: 4 }, async (_, writer) => {
    for (let n = 0; !ended.signal.aborted; n++) await store.append(`busy-${writer}-${n % 100}`, 'any', [counted(n)]);
  });
  try {
    return await work();
  } finally {
    ended.abort();
    await Promise.all(writers);
  }
}

async function rate(events: number, work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (events / (performance.now() - start)) * 1_000;
}
