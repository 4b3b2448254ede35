/**
 * A position is settled when every transaction that could have drawn it, or one below, has ended. A writer has its transaction id before it
 * draws a position and before it reads the clock. So whoever looks at the sequence and the clock first and takes a transaction id after has
 * an id above those of all that could write at or below; once the fence has come to that id, what was looked at is settled.
 * A milestone is such a look that has been settled. Later events never come to lie at or before it, even if the clock is set back.
 */
export const settling = `
create function event_store.last_position() returns bigint language sql volatile as $$
  select case when is_called then last_value else 0 end from event_store.event_position
$$;

-- Order keys below it are of finished transactions.
create function event_store.fence() returns bigint language sql stable as $$
  select event_store.epoch_base() + pg_snapshot_xmin(pg_current_snapshot())::text::bigint
$$;

create table event_store.horizon (
  only_row         boolean     primary key default true check (only_row),
  noted_tx         bigint      not null,
  noted_position   bigint      not null,
  noted_at         timestamptz not null,
  settled_position bigint      not null,
  settled_at       timestamptz not null
) with (fillfactor = 20);
insert into event_store.horizon values (true, 0, 0, '-infinity', 0, '-infinity');

create table event_store.milestone (
  position bigint      primary key,
  time     timestamptz not null unique
);
comment on table event_store.milestone is 'Nothing at or below the position was added after the time. At most one a second, and one for each time that was asked for.';

create function event_store.settle(p_until timestamptz default null) returns event_store.horizon language plpgsql as $$
declare
  v_position bigint      := event_store.last_position();
  v_time     timestamptz := clock_timestamp();
  v_tx       bigint;
  v_last     timestamptz;
  h          event_store.horizon%rowtype;
begin
  select * into h from event_store.horizon;
  if (h.settled_position = v_position and p_until is null) or p_until > v_time then return h; end if;
  perform set_config('synchronous_commit', 'off', true);
  v_tx := event_store.epoch_base() + pg_current_xact_id()::text::bigint;
  select * into h from event_store.horizon for update;
  if v_tx <= event_store.fence() then
    h.noted_tx := v_tx; h.noted_position := v_position; h.noted_at := v_time;
  end if;
  if h.noted_tx <= event_store.fence() then
    h.settled_position := greatest(h.settled_position, h.noted_position);
    h.settled_at := greatest(h.settled_at, h.noted_at);
    if v_tx > h.noted_tx then
      h.noted_tx := v_tx; h.noted_position := v_position; h.noted_at := v_time;
    end if;
  end if;
  update event_store.horizon set noted_tx = h.noted_tx, noted_position = h.noted_position, noted_at = h.noted_at,
    settled_position = h.settled_position, settled_at = h.settled_at;
  select max(time) into v_last from event_store.milestone;
  if h.settled_at > coalesce(v_last, '-infinity') and h.settled_at >= coalesce(p_until, v_last + interval '1 second', '-infinity') then
    insert into event_store.milestone values (h.settled_position, h.settled_at) on conflict (position) do update set time = excluded.time;
  end if;
  return h;
end $$;

-- Null: not settled as far as milestones tell.
create function event_store.find_position(p_time timestamptz) returns bigint language plpgsql stable as $$
declare
  v_most  bigint;
  v_found bigint;
begin
  select m.position into v_most from event_store.milestone m where m.time >= p_time order by m.time limit 1;
  if v_most is null then return null; end if;
  select e.position into v_found from event_store.event e
    where e.position <= v_most and e.recorded_at <= p_time order by e.position desc limit 1;
  perform event_store.refuse_archived_between(coalesce(v_found, 0), v_most, p_time);
  return coalesce(v_found, 0);
end $$;

create function event_store.find_cursor(p_position bigint, out tx bigint, out "position" bigint) language plpgsql stable as $$
begin
  select e.tx, e.position into tx, "position" from event_store.event e where e.position <= p_position order by e.position desc limit 1;
  perform event_store.refuse_archived_between(coalesce("position", 0), p_position, 'infinity');
end $$;
`;
