import pg from 'pg';
import { beginning } from '../../src/index.js';
import { PostgresEventStore } from '../../src/postgres/index.js';
import { createDataSource, migrateDatabase } from '@lockstep/platform/database';
import { benchEvent, measure, type Taken } from '../measure.js';
import { type BenchContext, type BenchSection, count, table } from './section.js';

/** What an append, a look at the end of the record and a read of a stream take when the record is ten times as large. */
export const growth: BenchSection = {
  title: 'A growing record',
  async run(bench) {
    const url = await bench.createDatabase();
    await migrateDatabase(url);
    const source = await createDataSource({ url, poolSize: 10 }).initialize();
    const sizes = [Math.ceil(bench.rows / 10), bench.rows];
    const measured: Measured[] = [];
    try {
      for (const [index, size] of sizes.entries()) {
        await fill(url, size - (sizes[index - 1] ?? 0), bench);
        measured.push(await measureAt(new PostgresEventStore(source), bench));
      }
    } finally {
      await source.destroy();
    }
    const row = (what: keyof Measured) => [
      labels[what],
      ...measured.map((at) => `${at[what].p50.toFixed(2)}, ${at[what].p99.toFixed(2)}`),
      `${(measured[1]![what].p99 / measured[0]![what].p99).toFixed(2)}x`,
    ];
    return [
      'p50, p99 in milliseconds.',
      '',
      table(
        ['Call', ...sizes.map((size) => `${count(size)} events`), 'p99 grows by'],
        (Object.keys(labels) as (keyof Measured)[]).map(row),
      ),
    ].join('\n');
  },
};

const labels = {
  append: 'append, 4 at once',
  tail: 'read the last 100 of all streams',
  stream: 'read the last 10 of a stream',
  settled: 'settled position',
};
type Measured = Record<keyof typeof labels, Taken>;

const streams = 5_000;
const anyStream = () => `s-${Math.floor(Math.random() * streams)}`;

async function measureAt(store: PostgresEventStore, bench: BenchContext): Promise<Measured> {
  const milliseconds = bench.quick ? 1_000 : 15_000;
  const lastOf = new Map<string, number>();
  const taken: Partial<Measured> = {};
  taken.append = await measure(milliseconds, 4, async () => {
    const stream = anyStream();
    const outcome = await store.append(stream, 'any', [{ ...benchEvent(), actor: 'system:bench' }]);
    if (outcome.outcome === 'appended') lastOf.set(stream, outcome.version);
    return 1;
  });
  const known = [...lastOf];
  const near = await store.findCursor((await store.settledPosition()) - 100);
  taken.tail = await measure(milliseconds / 5, 1, async () => (await store.readAll(near, 100)).events.length);
  taken.stream = await measure(milliseconds / 5, 1, async (_, turn) => {
    const [stream, version] = known[turn % known.length]!;
    return (await store.readStream(stream, { fromVersion: Math.max(1, version - 9) })).length;
  });
  taken.settled = await measure(milliseconds / 5, 1, async () => {
    await store.settledPosition();
    return 1;
  });
  if ((await store.readAll(beginning, 1)).events.length !== 1)
    throw new Error('bench; record; must be readable from the beginning; found nothing');
  return taken as Measured;
}

/** Through the same function as every append, with the content made on the server. */
async function fill(url: string, events: number, bench: BenchContext): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('set synchronous_commit = off');
    const { data } = benchEvent();
    for (let done = 0; done < events; done += pageSize) {
      await client.query({
        name: 'fill',
        text: fillSql,
        values: [done % streams, Math.min(pageSize, events - done), JSON.stringify(data)],
      });
      if (done % 1_000_000 === 0) bench.log(`${count(done)} of ${count(events)} events`);
    }
    await client.query('vacuum analyze event_store.stream');
  } finally {
    await client.end();
  }
}

const pageSize = 5_000;
const fillSql = `
with a as (
  select array_agg(('s-' || (($1::integer + g) % ${streams})) collate "C" order by ('s-' || (($1::integer + g) % ${streams})) collate "C") as streams,
    array_agg(g::integer order by g) as numbers, array_agg(gen_random_uuid()) as ids, array_fill(1, array[$2::integer]) as ones
  from generate_series(1, $2::integer) g
)
select count(*) from a, event_store.append_many(true, a.streams, null, a.ones, a.numbers, null, a.ones,
  array['ClusterVersionObserved'], array[1::smallint], array['system:bench'], null, null, null, a.numbers, a.ones, a.ones, a.ids, null,
  array_fill($3::text, array[$2::integer]))`;
