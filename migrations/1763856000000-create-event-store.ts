import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The record. Why it is built so is told in libs/event-store/README.md; each choice here has a test in the event store's contract suite
 * or in libs/event-store/src/postgres that fails without it.
 */
export class CreateEventStore1763856000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
    await runner.query(immutability);
    await runner.query(incarnation);
    await runner.query(hashing);
    await runner.query(append);
    await runner.query(readAll);
    await runner.query('select event_store.ensure_incarnation()');
  }

  async down(): Promise<void> {
    throw new Error('migration; create-event-store; the record is never dropped; found a request to revert');
  }
}

const tables = `
create schema if not exists event_store;

create table event_store.stream (
  name       text collate "C" primary key,
  version    integer     not null default 0,
  head_tx    bigint      not null default 0,
  head_at    timestamptz not null default '-infinity',
  chain_hash bytea       not null default decode(repeat('00', 32), 'hex')
) with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02);
comment on table event_store.stream is 'One row per stream: the concurrency token, the head of the hash chain, and the highest order key and clock so far.';

create sequence event_store.event_position as bigint;

create table event_store.event (
  tx              bigint      not null,
  position        bigint      not null,
  stream          text        collate "C" not null,
  version         integer     not null check (version > 0),
  id              uuid        not null,
  type            text        not null,
  schema_version  smallint    not null check (schema_version > 0),
  recorded_at     timestamptz not null,
  observed_at     timestamptz not null,
  actor           text        not null,
  correlation_id  text,
  causation_id    text,
  idempotency_key text,
  data            json        not null,
  content_hash    bytea       not null check (octet_length(content_hash) = 32),
  chain_hash      bytea       not null check (octet_length(chain_hash) = 32)
);
create unique index event_by_cursor on event_store.event (tx, position);
create unique index event_by_stream on event_store.event (stream, version);
create unique index event_by_id on event_store.event (id);
create index event_by_time on event_store.event using brin (recorded_at);
comment on column event_store.event.tx is 'Order key: the greater of the epoch and id of the writing transaction, and the key of the stream''s event before.';
comment on column event_store.event.data is 'json, not jsonb: the stored bytes are the canonical bytes that content_hash was made of.';
`;

const immutability = `
create function event_store.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'event store; %; the record is append-only; found %', tg_table_name, tg_op using errcode = 'restrict_violation';
end $$;
create trigger event_is_immutable before update or delete on event_store.event for each row execute function event_store.refuse_change();
create trigger event_is_never_emptied before truncate on event_store.event for each statement execute function event_store.refuse_change();
create trigger stream_is_never_deleted before delete on event_store.stream for each row execute function event_store.refuse_change();
create trigger stream_is_never_emptied before truncate on event_store.stream for each statement execute function event_store.refuse_change();
`;

/** Transaction ids start again when a dump is restored into another cluster; the epoch in the high bits keeps the order key growing.
 *  Writers hold the advisory lock shared, so that no writer of the old epoch is left when the new one begins. */
const incarnation = `
create table event_store.incarnation (
  epoch             integer     primary key,
  system_identifier bigint      not null,
  since             timestamptz not null default clock_timestamp()
);

create function event_store.epoch_base() returns bigint language sql stable as $$
  select max(epoch)::bigint << 48 from event_store.incarnation
$$;

create function event_store.ensure_incarnation() returns integer language plpgsql as $$
declare
  here    bigint := (select system_identifier from pg_control_system());
  current event_store.incarnation%rowtype;
  highest bigint;
begin
  perform pg_advisory_xact_lock(hashtext('event_store.incarnation'));
  select * into current from event_store.incarnation order by epoch desc limit 1;
  select max(tx) into highest from event_store.event;
  if current.epoch is not null and current.system_identifier = here
     and coalesce(highest, 0) <= (current.epoch::bigint << 48) + pg_current_xact_id()::text::bigint then
    return current.epoch;
  end if;
  insert into event_store.incarnation (epoch, system_identifier) values (coalesce(current.epoch, 0) + 1, here);
  return coalesce(current.epoch, 0) + 1;
end $$;
`;

/** The sum that computeChainHash of @lockstep/event-store describes and computes too. */
const hashing = `
create function event_store.netstring(field text) returns text language sql immutable as $$
  select coalesce(octet_length(field) || ':' || field || ',', '-,')
$$;

create function event_store.microseconds(moment timestamptz) returns text language sql immutable as $$
  select trunc(extract(epoch from moment) * 1000000)::bigint::text
$$;

create function event_store.chain_hash(previous bytea, e event_store.event) returns bytea language sql stable as $$
  select sha256(previous || e.content_hash || convert_to(
    event_store.netstring(e.stream) || event_store.netstring(e.version::text) || event_store.netstring(e.id::text)
    || event_store.netstring(e.type) || event_store.netstring(e.schema_version::text)
    || event_store.netstring(event_store.microseconds(e.recorded_at)) || event_store.netstring(event_store.microseconds(e.observed_at))
    || event_store.netstring(e.actor) || event_store.netstring(e.correlation_id) || event_store.netstring(e.causation_id)
    || event_store.netstring(e.idempotency_key), 'UTF8'))
$$;
`;

/** One array element per event; consecutive events with the same request number (from 1) are one request. Read in one pass, because access
 *  to the n-th element of a text array costs n. Heads are created before any is locked, both in name order: the other way round, or in
 *  another order, two batches deadlock. */
const append = `
create function event_store.append(
  p_request integer[], p_stream text[], p_expected integer[], p_id uuid[], p_type text[], p_schema_version smallint[], p_observed_at timestamptz[],
  p_actor text[], p_correlation_id text[], p_causation_id text[], p_idempotency_key text[], p_data text[], p_content_hash bytea[]
) returns table (request integer, outcome text, version integer, id uuid) language plpgsql as $$
#variable_conflict use_column
declare
  v_epoch_base bigint;
  v_head       event_store.stream%rowtype;
  v_event      event_store.event%rowtype;
  v_request    integer := 0;
  v_outcome    text;
  v_repeated   boolean[];
  v_outcomes   text[];
  n            record;
begin
  perform pg_advisory_xact_lock_shared(hashtext('event_store.incarnation'));
  v_epoch_base := event_store.epoch_base();
  insert into event_store.stream (name)
    select distinct s.name collate "C" from unnest(p_stream, p_expected) as s (name, expected)
    where coalesce(s.expected, 0) = 0 order by 1
    on conflict do nothing;
  perform 1 from event_store.stream s where s.name = any (p_stream) order by s.name for update;
  select array_agg(k.outcome order by k.request) into v_outcomes from event_store.find_recorded(p_request, p_stream, p_id, p_type, p_content_hash) k;
  select array_agg(k.repeated order by k.request) into v_repeated from (
    select o.request, bool_or(o.earlier > 0) as repeated
    from (select u.request, row_number() over (partition by u.id order by u.request) - 1 as earlier from unnest(p_request, p_id) as u (request, id)) o
    group by o.request) k;

  for n in
    select * from unnest(p_request, p_stream, p_expected, p_id, p_type, p_schema_version, p_observed_at, p_actor, p_correlation_id, p_causation_id,
      p_idempotency_key, p_data, p_content_hash) with ordinality
      as u (request, stream, expected, id, type, schema_version, observed_at, actor, correlation_id, causation_id, idempotency_key, data, content_hash, ordinal)
    order by u.ordinal
  loop
    if n.request <> v_request then
      if v_outcome = 'appended' then perform event_store.advance(v_head); end if;
      v_request := n.request;
      select * into v_head from event_store.stream s where s.name = n.stream;
      v_outcome := v_outcomes[v_request];
      if v_repeated[v_request] then
        select k.outcome into v_outcome from event_store.find_recorded(p_request, p_stream, p_id, p_type, p_content_hash) k where k.request = v_request;
      end if;
      if v_outcome is null and n.expected <> coalesce(v_head.version, 0) then
        v_outcome := 'conflict';
        return query select v_request, v_outcome, coalesce(v_head.version, 0), null::uuid;
      elsif v_outcome is null then
        v_outcome := 'appended';
        v_head.head_tx := greatest(v_epoch_base + pg_current_xact_id()::text::bigint, v_head.head_tx);
      end if;
    end if;
    if v_outcome = 'duplicate' or (v_outcome = 'id-reused' and exists (select from event_store.event e where e.id = n.id)) then
      return query select v_request, v_outcome, coalesce(v_head.version, 0), n.id;
    end if;
    continue when v_outcome <> 'appended';

    if sha256(convert_to(n.data, 'UTF8')) <> n.content_hash then
      raise exception 'event store; event %; its content hash must be that of its data; found another', n.id using errcode = 'data_corrupted';
    end if;
    v_head.version := v_head.version + 1;
    v_head.head_at := greatest(clock_timestamp(), v_head.head_at + interval '1 microsecond');
    v_event := row(
      v_head.head_tx, nextval('event_store.event_position'), n.stream, v_head.version, n.id, n.type, n.schema_version,
      v_head.head_at, coalesce(n.observed_at, v_head.head_at), n.actor, n.correlation_id, n.causation_id, n.idempotency_key,
      n.data::json, n.content_hash, null);
    v_event.chain_hash := event_store.chain_hash(v_head.chain_hash, v_event);
    v_head.chain_hash := v_event.chain_hash;
    insert into event_store.event select v_event.*;
    return query select v_request, v_outcome, v_event.version, v_event.id;
  end loop;
  if v_outcome = 'appended' then perform event_store.advance(v_head); end if;
end $$;

create function event_store.advance(head event_store.stream) returns void language sql as $$
  update event_store.stream s set version = head.version, head_tx = head.head_tx, head_at = head.head_at, chain_hash = head.chain_hash
  where s.name = head.name
$$;

create function event_store.find_recorded(p_request integer[], p_stream text[], p_id uuid[], p_type text[], p_content_hash bytea[])
returns table (request integer, outcome text) language sql volatile as $$
  select n.request, case
    when count(e.id) = 0 then null
    when count(*) = count(*) filter (where e.stream = n.stream and e.type = n.type and e.content_hash = n.content_hash) then 'duplicate'
    else 'id-reused' end
  from unnest(p_request, p_stream, p_id, p_type, p_content_hash) as n (request, stream, id, type, content_hash)
  left join event_store.event e on e.id = n.id
  group by n.request
$$;
`;

/** One statement, so one snapshot: the fence and the rows are of the same moment. */
const readAll = `
create function event_store.read_all(after_tx bigint, after_position bigint, page integer) returns setof event_store.event language sql stable as $$
  select e.* from event_store.event e
  where (e.tx, e.position) > (after_tx, after_position)
    and e.tx >= after_tx
    and e.tx < event_store.epoch_base() + pg_snapshot_xmin(pg_current_snapshot())::text::bigint
  order by e.tx, e.position
  limit page
$$;
`;
