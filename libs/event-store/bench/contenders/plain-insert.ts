import pg from 'pg';
import type { BenchEvent, Contender } from './contender.js';

/** The least that could be called a store: rows with a number and an index by stream. Checks no version, finds no duplicate, hashes nothing, and its
 *  readers lose events. */
export async function openPlainInsert(url: string): Promise<Contender> {
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  await pool.query(`create table event (
    position bigint generated always as identity primary key, stream text not null, id uuid not null unique, type text not null, data jsonb not null,
    recorded_at timestamptz not null default now())`);
  await pool.query('create index on event (stream, position)');
  return {
    name: 'plain INSERT',
    append: (stream, events) =>
      pool.query(
        insertOf(events.length),
        events.flatMap((event) => valuesOf(stream, event)),
      ),
    readStream: async (stream) =>
      (await pool.query({ name: 'stream', text: 'select * from event where stream = $1 order by position', values: [stream] })).rows.length,
    readAll: async (limit) => {
      let [read, after] = [0, '0'];
      while (read < limit) {
        const { rows } = await pool.query<{ position: string }>({
          name: 'all',
          text: 'select * from event where position > $1 order by position limit 1000',
          values: [after],
        });
        if (rows.length === 0) break;
        read += rows.length;
        after = rows.at(-1)!.position;
      }
      return read;
    },
    close: () => pool.end(),
  };
}

const valuesOf = (stream: string, event: BenchEvent): unknown[] => [stream, event.id, event.type, JSON.stringify(event.data)];

/** Prepared once for each size of a batch. */
function insertOf(size: number): { name: string; text: string } {
  const rows = Array.from({ length: size }, (_, row) => `($${row * 4 + 1}, $${row * 4 + 2}, $${row * 4 + 3}, $${row * 4 + 4})`);
  return { name: `insert-${size}`, text: `insert into event (stream, id, type, data) values ${rows.join(', ')}` };
}
