/**
 * The table of events becomes partitions by ranges of the order key, so that an index which is written to stays small and an old range can be
 * put away. The existing rows become the first range. There is no default partition: it would be searched whenever a range is added. Ranges are
 * made ahead while they are empty, attached without a lock that readers or writers wait for.
 *
 * An id is one event in all partitions: that is what `event_id` is for, which a resend is looked up in.
 */
export const partitioning = `
drop function event_store.append(integer[], text[], integer[], uuid[], text[], smallint[], timestamptz[], text[], text[], text[], text[], text[], bytea[]);
drop function event_store.find_recorded(integer[], text[], uuid[], text[], bytea[]);
drop function event_store.advance(event_store.stream);
drop function event_store.read_all(bigint, bigint, integer);
drop function event_store.chain_hash(bytea, event_store.event);
drop trigger event_is_immutable on event_store.event;
drop trigger event_is_never_emptied on event_store.event;

create table event_store.event_id (
  id       uuid   primary key,
  tx       bigint not null,
  position bigint not null
);
comment on table event_store.event_id is 'Where each event ever recorded lies, also when its partition has been put away.';
insert into event_store.event_id select id, tx, position from event_store.event order by id;

alter table event_store.event rename to event_p0001;
-- Each of these was parsed again for every statement; the functions that append make values that they hold for.
alter table event_store.event_p0001 drop constraint event_version_check, drop constraint event_schema_version_check,
  drop constraint event_content_hash_check, drop constraint event_chain_hash_check;
alter index event_store.event_by_cursor rename to event_p0001_by_cursor;
alter index event_store.event_by_stream rename to event_p0001_by_stream;
drop index event_store.event_by_time;
drop index event_store.event_by_id;
create index event_p0001_by_position on event_store.event_p0001 (position);

create table event_store.event (like event_store.event_p0001 including comments) partition by range (tx);
create unique index event_by_cursor on event_store.event (tx, position);

create table event_store.partition (
  name           text        primary key,
  from_tx        bigint      not null unique,
  to_tx          bigint      not null unique check (to_tx > from_tx),
  detached_at    timestamptz,
  events         bigint,
  last_tx        bigint,
  last_position  bigint,
  digest         bytea,
  least_position bigint,
  most_position  bigint,
  first_at       timestamptz
);
comment on table event_store.partition is 'One row per range of order keys, from_tx included, to_tx not. The columns from detached_at on are filled when a range is put away.';

create function event_store.protect_partition(p_name text) returns void language plpgsql as $$
begin
  execute format('create trigger event_is_never_emptied before truncate on event_store.%I for each statement execute function event_store.refuse_change()', p_name);
end $$;

create function event_store.add_partition(p_from bigint, p_to bigint) returns text language plpgsql as $$
declare
  v_name text := 'event_p' || to_char((select max(right(name, 4)::integer) + 1 from event_store.partition), 'FM0000');
begin
  execute format('create table event_store.%I (like event_store.event including comments)', v_name);
  execute format('create unique index on event_store.%I (tx, position)', v_name);
  execute format('create unique index on event_store.%I (stream, version)', v_name);
  execute format('create index on event_store.%I (position)', v_name);
  execute format('alter table event_store.event attach partition event_store.%I for values from (%s) to (%s)', v_name, p_from, p_to);
  perform event_store.protect_partition(v_name);
  insert into event_store.partition (name, from_tx, to_tx) values (v_name, p_from, p_to);
  return v_name;
end $$;

-- An upper bound of the keys that are in use.
create function event_store.current_key() returns bigint language sql stable as $$
  select event_store.epoch_base() + pg_snapshot_xmax(pg_current_snapshot())::text::bigint
$$;

-- How many ranges are ready and not yet begun; below 2 somebody should know.
create function event_store.partitions_ahead() returns integer language sql stable as $$
  select count(*)::integer from event_store.partition where from_tx > event_store.current_key()
$$;

/* A range is made for about 25 million events, going by how many a transaction of the newest range in use brought; the first ones, of which
   nothing is known yet, for 4 million transactions. Returns how many were ready before. */
create function event_store.ensure_partitions(p_ahead integer default 3) returns integer language plpgsql as $$
declare
  v_before  integer;
  v_current bigint;
  v_last    bigint;
  v_span    bigint;
begin
  perform pg_advisory_xact_lock(hashtext('event_store.partition'));
  v_before := event_store.partitions_ahead();
  v_current := event_store.current_key();
  select coalesce(max(to_tx), 0) into v_last from event_store.partition;
  select (25000000 * (v_current - p.from_tx) / greatest(c.reltuples, 1))::bigint into v_span
    from event_store.partition p join pg_class c on c.oid = to_regclass('event_store.' || p.name)
    where p.from_tx <= v_current and v_current < p.to_tx and c.reltuples >= 1000000;
  v_span := greatest(1 << 20, least(coalesce(v_span, 1 << 22), 1 << 26));
  for i in v_before + 1 .. p_ahead loop
    perform event_store.add_partition(v_last, greatest(v_last, v_current) + v_span);
    v_last := greatest(v_last, v_current) + v_span;
  end loop;
  return v_before;
end $$;

do $$
declare
  v_to bigint := greatest(event_store.current_key(), (select coalesce(max(tx), 0) from event_store.event_p0001)) + (1 << 22);
begin
  execute format('alter table event_store.event attach partition event_store.event_p0001 for values from (0) to (%s)', v_to);
  insert into event_store.partition (name, from_tx, to_tx) values ('event_p0001', 0, v_to);
end $$;

create trigger event_is_immutable before update or delete on event_store.event for each row execute function event_store.refuse_change();
create trigger event_is_never_emptied before truncate on event_store.event for each statement execute function event_store.refuse_change();
create trigger event_id_is_immutable before update or delete on event_store.event_id for each row execute function event_store.refuse_change();
create trigger event_id_is_never_emptied before truncate on event_store.event_id for each statement execute function event_store.refuse_change();
select event_store.protect_partition('event_p0001');

-- A constant, so that it costs an append nothing; a writer has locked the incarnation and then a table before it asks, and so has heard of a new one.
create function event_store.begin_epoch(p_epoch integer) returns void language plpgsql as $$
begin
  execute format('create or replace function event_store.epoch_base() returns bigint language sql immutable as ''select %s::bigint''', p_epoch::bigint << 48);
end $$;
select event_store.begin_epoch((select max(epoch) from event_store.incarnation));

create or replace function event_store.ensure_incarnation() returns integer language plpgsql as $$
declare
  here    bigint := (select system_identifier from pg_control_system());
  current event_store.incarnation%rowtype;
begin
  perform pg_advisory_xact_lock(hashtext('event_store.incarnation'));
  select * into current from event_store.incarnation order by epoch desc limit 1;
  if current.epoch is null or current.system_identifier <> here
     or (select coalesce(max(tx), 0) from event_store.event) > (current.epoch::bigint << 48) + pg_current_xact_id()::text::bigint then
    insert into event_store.incarnation (epoch, system_identifier) values (coalesce(current.epoch, 0) + 1, here);
    perform event_store.begin_epoch(coalesce(current.epoch, 0) + 1);
  end if;
  perform event_store.ensure_partitions();
  return (select max(epoch) from event_store.incarnation);
end $$;
select event_store.ensure_partitions();
`;
