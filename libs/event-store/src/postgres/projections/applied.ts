import { beginning, type Cursor } from '../../core/event.js';
import { orArchived } from '../archived.js';
import { parseCursor, renderCursor } from '../recorded-event-row.js';
import type { Projection } from './projection.js';
import type { Queryable } from '../queryable.js';

/** Of the last committed event in record order, above the fence or below. */
export async function newestCursor(source: Queryable): Promise<Cursor> {
  const [row] = await source.query<{ tx: string; position: string }[]>(
    'select e.tx::text, e.position::text from event_store.event e order by e.tx desc, e.position desc limit 1',
  );
  return row ? renderCursor(row.tx, row.position) : beginning;
}

/** Whether no committed event up to `until` is left to be applied to the live rows of this version. Looks only behind the checkpoint:
 *  `offset 0` keeps the planner from looking at all positions instead. Throws `ArchivedError` when what is left was put away. */
export async function isApplied(
  source: Queryable,
  { name, version }: Pick<Projection, 'name' | 'version'>,
  until: { readonly cursor: Cursor } | { readonly position: number },
): Promise<boolean> {
  const [condition, parameters] =
    'cursor' in until
      ? ['(b.tx, b.position) <= ($3::bigint, $4::bigint)', parseCursor(until.cursor)]
      : ['b.position <= $3::bigint', [until.position]];
  const rows = await orArchived(
    source.query<{ applied: boolean }[]>(
      `select event_store.refuse_archived(c.tx, c.position) and not exists (select from (
       select e.tx, e.position from event_store.event e where (e.tx, e.position) > (c.tx, c.position) and e.tx >= c.tx
       order by e.tx, e.position offset 0) b where ${condition}) as applied
     from event_store.projection c where c.name = $1 and c.slot = 'live' and c.version = $2`,
      [name, version, ...parameters],
    ),
  );
  return rows[0]?.applied ?? false;
}
