import type { DataSource, EntityManager } from 'typeorm';
import type { EventStore } from '../core/event-store.port.js';
import { readAs } from '../core/read-as.js';
import type { EventTypes } from '../core/upcast.js';
import { PostgresEventStore } from './postgres-event-store.js';

/** A list whose rows are written in the transaction of the append they come from, one for each stream. */
interface StreamList {
  /** With its schema. */
  readonly table: string;
  /** Which rows of the table are of this list: values of columns. All of them, when left out. */
  readonly rows?: Readonly<Record<string, string>>;
  /** What the names of its streams begin with. */
  readonly streams: string;
  readonly types: EventTypes;
  /** A column that no event holds, and that keeps its values, by the column that names the stream. */
  readonly kept?: { readonly column: string; readonly by: string };
  /** Writes the row of one stream, named without its beginning, from all its events. */
  readonly project: (manager: EntityManager, events: EventStore, id: string) => Promise<void>;
}

/**
 * Makes a list anew from the events. Who reads meanwhile sees the old one, who writes waits, and after a failure the old one stays.
 *
 * @returns the number of streams
 */
export function rebuildList(source: DataSource, { table, rows = {}, streams, types, kept, project }: StreamList): Promise<number> {
  return source.transaction(async (manager) => {
    await manager.query(`lock table ${table} in exclusive mode`);
    const before =
      kept &&
      (await manager.query<[{ rows: string | null }]>(`select json_agg(t)::text as rows from ${table} t where ${kept.column} is not null`));
    const conditions = Object.keys(rows).map((column, index) => `${column} = $${index + 1}`);
    await manager.query(`delete from ${table}${conditions.length > 0 ? ` where ${conditions.join(' and ')}` : ''}`, Object.values(rows));
    // From the heads, which stay where they are when events are put away: reading such a stream fails, and nothing is left out unseen.
    const heads = await manager.query<{ name: string }[]>(
      'select s.name from event_store.stream s where starts_with(s.name, $1) and s.version > 0 order by s.name',
      [streams],
    );
    const events = readAs(new PostgresEventStore(manager), types);
    for (const { name } of heads) await project(manager, events, name.slice(streams.length));
    if (kept && before)
      await manager.query(
        `update ${table} t set ${kept.column} = k.${kept.column} from json_populate_recordset(null::${table}, $1) k where t.${kept.by} = k.${kept.by}`,
        [before[0].rows],
      );
    return heads.length;
  });
}
