/** One statement, so one snapshot: the fence and the rows are of the same moment. A reader who would need events that were put away is told so:
 *  going on without them would be a gap. */
export const reading = `
create function event_store.refuse_archived(after_tx bigint, after_position bigint) returns boolean language plpgsql stable as $$
declare
  v_name text := (
    select name from event_store.partition
    where detached_at is not null and (last_tx, last_position) > (after_tx, after_position) order by from_tx limit 1);
begin
  if v_name is null then return true; end if;
  raise exception 'event store; reading after %.%; must not pass over events that were put away; found % detached', after_tx, after_position, v_name
    using errcode = 'LS001', hint = 'Attach it again: see docs/how-to/archive-the-record.md.';
end $$;

-- For who looks for the last event up to a position, and a time, and found the one at p_after: a later one may have been put away.
create function event_store.refuse_archived_between(p_after bigint, p_most bigint, p_time timestamptz) returns void language plpgsql stable as $$
declare
  v_name text := (
    select name from event_store.partition
    where detached_at is not null and most_position > p_after and least_position <= p_most and first_at <= p_time order by from_tx limit 1);
begin
  if v_name is not null then
    raise exception 'event store; position %; must not lie among events that were put away; found % detached', p_most, v_name
      using errcode = 'LS001', hint = 'Attach it again: see docs/how-to/archive-the-record.md.';
  end if;
end $$;

create function event_store.is_archived(p_tx bigint) returns boolean language sql stable as $$
  select exists (select from event_store.partition where detached_at is not null and from_tx <= p_tx and p_tx < to_tx)
$$;

create function event_store.read_all(after_tx bigint, after_position bigint, page integer) returns setof event_store.event language sql stable as $$
  select e.* from event_store.event e
  where (e.tx, e.position) > (after_tx, after_position)
    and e.tx >= after_tx
    and e.tx < event_store.fence()
    and event_store.refuse_archived(after_tx, after_position)
  order by e.tx, e.position
  limit page
$$;
`;
