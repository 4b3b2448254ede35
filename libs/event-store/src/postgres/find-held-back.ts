import type { Cursor } from '../core/event.js';
import type { EventFilter } from './find-events.js';
import type { Queryable } from './queryable.js';
import { parseCursor, renderCursor } from './recorded-event-row.js';

/**
 * Position of the newest event that is on record, was acknowledged, and that `findEvents` and `readAll` do not tell yet, because a transaction that began
 * before it is open somewhere on the server. 0: there is none.
 * @param until only up to this position
 */
export async function findHeldBack(source: Queryable, { streams, types }: EventFilter, until?: number): Promise<number> {
  const [row] = await source.query<{ position: string }[]>(
    // `offset 0` keeps the planner from walking down all positions to the newest such one.
    `select coalesce(max(e.position), 0)::text as position
     from (select position, stream, type from event_store.event where tx >= event_store.fence() offset 0) e
     where ($1::bigint is null or e.position <= $1)
       and exists (select from unnest($2::text[]) s where starts_with(e.stream, s)) and ($3::text[] is null or e.type = any ($3))`,
    [until ?? null, streams, types ?? null],
  );
  return Number(row!.position);
}

/**
 * Where reading begins for who wants to be told of what is committed from now on: behind all that readers are told, before all that is still being written.
 * @returns `heldBack`: what was committed and lies behind `cursor` all the same, in record order
 */
export async function findEnd(
  source: Queryable,
  { streams, types }: EventFilter,
): Promise<{ readonly cursor: Cursor; readonly heldBack: readonly Cursor[] }> {
  // One statement, so one snapshot: an event is in it, or is read behind the fence.
  const [row] = await source.query<{ fence: string; held: readonly (readonly [tx: string, position: string])[] }[]>(
    `select f.tx::text as fence, coalesce((
       select json_agg(json_build_array(e.tx::text, e.position::text) order by e.tx, e.position) from event_store.event e
       where e.tx >= f.tx
         and exists (select from unnest($1::text[]) s where starts_with(e.stream, s)) and ($2::text[] is null or e.type = any ($2))
     ), '[]') as held
     from (select event_store.fence() as tx) f`,
    [streams, types ?? null],
  );
  return { cursor: renderCursor(row!.fence, '0'), heldBack: row!.held.map(([tx, position]) => renderCursor(tx, position)) };
}

/** Whether it comes after the other one in record order. */
export function isAfter(cursor: Cursor, other: Cursor): boolean {
  const [[tx, position], [otherTx, otherPosition]] = [parseCursor(cursor), parseCursor(other)];
  return tx === otherTx ? BigInt(position) > BigInt(otherPosition) : BigInt(tx) > BigInt(otherTx);
}
