/** Putting ranges away and taking them back: docs/how-to/archive-the-record.md. What stands in a range is summed up when it goes, and compared when
 *  it returns. */
export const archiving = `
create function event_store.sum_up_partition(p_name text, out events bigint, out last_tx bigint, out last_position bigint, out digest bytea,
  out least_position bigint, out most_position bigint, out first_at timestamptz)
language plpgsql as $$
begin
  execute format('select count(*), event_store.chain(decode(repeat(''00'', 32), ''hex''), chain_hash order by tx, position), min(position), max(position),
    min(recorded_at) from event_store.%I', p_name) into events, digest, least_position, most_position, first_at;
  execute format('select tx, position from event_store.%I order by tx desc, position desc limit 1', p_name) into last_tx, last_position;
end $$;

-- Ends the newest range here and begins the next. Writers wait for as long as the range is scanned.
create function event_store.close_partition() returns text language plpgsql as $$
declare
  p      event_store.partition%rowtype;
  v_name text;
  here   bigint;
begin
  perform pg_advisory_xact_lock(hashtext('event_store.partition'));
  lock table event_store.event in access exclusive mode;
  -- This transaction may have had its id before a writer who was done before it had the lock.
  here := greatest(event_store.epoch_base() + pg_current_xact_id()::text::bigint + 1, event_store.current_key());
  for v_name in select o.name from event_store.partition o where o.from_tx > here loop
    execute format('drop table event_store.%I', v_name);
    delete from event_store.partition o where o.name = v_name;
  end loop;
  select * into strict p from event_store.partition o where o.from_tx <= here and here < o.to_tx;
  execute format('alter table event_store.event detach partition event_store.%I', p.name);
  execute format('alter table event_store.event attach partition event_store.%I for values from (%s) to (%s)', p.name, p.from_tx, here);
  update event_store.partition o set to_tx = here where o.name = p.name;
  perform event_store.ensure_partitions();
  return p.name;
end $$;

-- Ranges are put away from the oldest on and come back from the newest on, so that what is missing of a stream is its beginning.
create function event_store.detach_partition(p_name text) returns event_store.partition language plpgsql as $$
declare
  p      event_store.partition%rowtype;
  v_name text;
  filled boolean;
  sealed boolean := true;
begin
  perform pg_advisory_xact_lock(hashtext('event_store.partition'));
  select * into p from event_store.partition where name = p_name;
  if p.name is null or p.detached_at is not null then
    raise exception 'event store; partition %; must be one that is attached; found none', p_name;
  end if;
  if p.to_tx > event_store.fence() then
    raise exception 'event store; partition %; must be closed, with no transaction in flight that began in it; found it in use', p_name;
  end if;
  for v_name in select o.name from event_store.partition o where o.from_tx < p.from_tx and o.detached_at is null order by o.from_tx loop
    execute format('select exists (select from event_store.%I)', v_name) into filled;
    if filled then
      raise exception 'event store; partition %; must be the oldest that holds events; found % before it', p_name, v_name;
    end if;
  end loop;
  if to_regclass('event_store.seal') is not null then
    execute format('select not exists (select from event_store.%I e where (e.tx, e.position) >
      (select coalesce(max(s.last_tx), 0), coalesce(max(s.last_position), 0) from (select last_tx, last_position from event_store.seal order by tree_size desc limit 1) s))',
      p_name) into sealed;
  end if;
  if not sealed then
    raise exception 'event store; partition %; must be sealed to its end; found events after the newest seal', p_name;
  end if;
  select now(), s.* into p.detached_at, p.events, p.last_tx, p.last_position, p.digest, p.least_position, p.most_position, p.first_at from event_store.sum_up_partition(p_name) s;
  execute format('alter table event_store.event detach partition event_store.%I', p_name);
  execute format('create trigger event_is_immutable before update or delete on event_store.%I for each row execute function event_store.refuse_change()', p_name);
  update event_store.partition o set detached_at = p.detached_at, events = p.events, last_tx = p.last_tx, last_position = p.last_position,
    digest = p.digest, least_position = p.least_position, most_position = p.most_position, first_at = p.first_at where o.name = p_name;
  return p;
end $$;

create function event_store.attach_partition(p_name text) returns void language plpgsql as $$
declare
  p      event_store.partition%rowtype;
  v_name text;
  found  record;
begin
  perform pg_advisory_xact_lock(hashtext('event_store.partition'));
  select * into p from event_store.partition where name = p_name and detached_at is not null;
  if p.name is null then
    raise exception 'event store; partition %; must be one that was put away; found none', p_name;
  end if;
  select o.name into v_name from event_store.partition o where o.from_tx > p.from_tx and o.events > 0 order by o.from_tx desc limit 1;
  if v_name is not null then
    raise exception 'event store; partition %; must be the newest that was put away; found % after it', p_name, v_name;
  end if;
  select * into found from event_store.sum_up_partition(p_name);
  if (found.events, found.last_tx, found.last_position, found.digest) is distinct from (p.events, p.last_tx, p.last_position, p.digest) then
    raise exception 'event store; partition %; must hold what it held when it was put away, % events to position %; found % to %',
      p_name, p.events, p.last_position, found.events, found.last_position using errcode = 'data_corrupted';
  end if;
  execute format('drop trigger if exists event_is_immutable on event_store.%I', p_name);
  execute format('alter table event_store.event attach partition event_store.%I for values from (%s) to (%s)', p_name, p.from_tx, p.to_tx);
  update event_store.partition set detached_at = null, events = null, last_tx = null, last_position = null, digest = null,
    least_position = null, most_position = null, first_at = null where name = p_name;
end $$;
`;
