import type { EventFilter } from './find-events.js';
import type { Queryable } from './queryable.js';

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
