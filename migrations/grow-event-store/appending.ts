/**
 * Appends as sets: one INSERT and one UPDATE for any number of requests, no loop over events. `append_one` is the same for a lone event in as
 * few statements as it takes; whatever is out of the ordinary it hands to `append_many`.
 *
 * Heads are created before any is locked, both in name order: the other way round, or in another order, two batches deadlock. A transaction has
 * its id before it draws a position or reads the clock; settled positions rest on that.
 *
 * Ids must differ within a call. When two transactions bring the same id to two streams at the same moment, the later fails with 23505.
 */
export const appending = `
-- What of an event goes into its link besides the link before; the times in microseconds since 1970.
create function event_store.chain_link(
  content_hash bytea, stream text, version integer, id uuid, type text, schema_version smallint, recorded text, observed text,
  actor text, correlation_id text, causation_id text, idempotency_key text
) returns bytea language sql stable as $$
  select content_hash || convert_to(concat(
    octet_length(stream), ':', stream, ',', length(version::text), ':', version, ',36:', id, ',', octet_length(type), ':', type, ',',
    length(schema_version::text), ':', schema_version, ',', length(recorded), ':', recorded, ',', length(observed), ':', observed, ',',
    octet_length(actor), ':', actor, ',', coalesce(octet_length(correlation_id)::text || ':' || correlation_id || ',', '-,'),
    coalesce(octet_length(causation_id)::text || ':' || causation_id || ',', '-,'),
    coalesce(octet_length(idempotency_key)::text || ':' || idempotency_key || ',', '-,')), 'UTF8')
$$;

create function event_store.chain_hash(previous bytea, e event_store.event) returns bytea language sql stable as $$
  select sha256(previous || event_store.chain_link(e.content_hash, e.stream, e.version, e.id, e.type, e.schema_version,
    event_store.microseconds(e.recorded_at), event_store.microseconds(e.observed_at), e.actor, e.correlation_id, e.causation_id, e.idempotency_key))
$$;

create function event_store.extend_chain(so_far bytea, head bytea, link bytea) returns bytea language plpgsql immutable as $$
begin
  return sha256(coalesce(so_far, head) || link);
end $$;
create aggregate event_store.chain(head bytea, link bytea) (sfunc = event_store.extend_chain, stype = bytea);

create type event_store.append_result as (
  request     integer,
  outcome     text,
  version     integer,     -- of the stream, after the request
  tx          bigint,
  recorded    bigint,      -- when the first event was, in microseconds since 1970; each further one is a microsecond later
  positions   text,        -- '{1,2,3}'
  chain_hash  text,        -- hex digits of one event after the other
  ids         uuid[]       -- those that stand in the record already
);

-- Requests of which an event stands in the record.
create function event_store.find_recorded(p_request integer[], p_of text[], p_id uuid[], p_type text[], p_data text[])
returns table (request integer, verdict text, ids uuid[]) language plpgsql as $$
begin
  return query
  select n.request,
    case
      when not bool_and(case
        when k.id is null then false
        when e.stream is null then event_store.is_archived(k.tx)
        else e.stream = n.stream and e.type = n.type and e.content_hash = sha256(convert_to(n.data, 'UTF8'))
      end) then 'id-reused'
      when bool_or(e.stream is null) then 'archived'
      else 'duplicate' end,
    array_agg(n.id order by n.ordinal) filter (where k.id is not null)
  from unnest(p_request, p_of, p_id, p_type, p_data) with ordinality as n (request, stream, id, type, data, ordinal)
  left join event_store.event_id k on k.id = n.id
  left join event_store.event e on e.tx = k.tx and e.position = k.position
  group by n.request having count(k.id) > 0;
end $$;

create function event_store.append_many(
  p_stream text[], p_expected integer[], p_size integer[], p_wait boolean,
  p_request integer[], p_of text[], p_nth integer[], p_id uuid[], p_type text[], p_schema_version smallint[], p_observed_at timestamptz[], p_actor text[],
  p_correlation_id text[], p_causation_id text[], p_idempotency_key text[], p_data text[]
) returns setof event_store.append_result language plpgsql set plan_cache_mode = force_generic_plan as $$
declare
  v_tx        bigint;
  v_now       timestamptz;
  v_us        bigint;
  v_names     text[];
  v_versions  integer[];
  v_even      boolean;
  v_accepted  boolean[];
  v_positions bigint[];
  v_slots     integer[] := array_fill(null::integer, array[cardinality(p_stream)]);
  q           record;
  v_result    event_store.append_result;
begin
  perform pg_advisory_xact_lock_shared(hashtext('event_store.incarnation'));
  insert into event_store.stream (name)
    select distinct r.name collate "C" from unnest(p_stream, p_expected) as r (name, expected)
    where coalesce(r.expected, 0) = 0 and not exists (select from event_store.stream s where s.name = r.name) order by 1
    on conflict do nothing;
  if p_wait then
    perform from event_store.stream s where s.name = any (p_stream) order by s.name for update;
  end if;
  select array_agg(l.name), array_agg(l.version) into v_names, v_versions
    from (select s.name, s.version from event_store.stream s where s.name = any (p_stream) order by s.name for update skip locked) l;
  v_tx := event_store.epoch_base() + pg_current_xact_id()::text::bigint;

  -- The ordinary case: every request is accepted, if those before it are.
  select bool_and(coalesce(r.expected = l.version + r.before, l.name is not null and r.expected is null)), array_fill(true, array[count(*)::integer])
    into v_even, v_accepted
    from (
      select *, sum(u.size) over (partition by u.stream order by u.request) - u.size as before
      from unnest(p_stream, p_expected, p_size) with ordinality as u (stream, expected, size, request)
    ) r left join unnest(v_names, v_versions) as l (name, version) on l.name = r.stream;
  if not v_even or exists (select from event_store.event_id k where k.id = any (p_id)) then
    for q in
      select r.*, dense_rank() over (order by r.stream) as slot, coalesce(l.version, s.version, 0) as version, l.name is null and s.name is not null as busy,
        k.verdict, k.ids
      from unnest(p_stream, p_expected, p_size) with ordinality as r (stream, expected, size, request)
      left join unnest(v_names, v_versions) as l (name, version) on l.name = r.stream
      left join event_store.stream s on s.name = r.stream
      left join event_store.find_recorded(p_request, p_of, p_id, p_type, p_data) k on k.request = r.request
      order by r.request
    loop
      v_slots[q.slot] := coalesce(v_slots[q.slot], q.version);
      q.verdict := case
        when q.verdict is not null then q.verdict
        when q.busy then 'busy'
        when q.expected <> v_slots[q.slot] then 'conflict' end;
      if q.verdict is null then
        v_slots[q.slot] := v_slots[q.slot] + q.size;
      else
        v_accepted[q.request] := false;
        v_result := (q.request, q.verdict, v_slots[q.slot], null, null, null, null, q.ids);
        return next v_result;
      end if;
    end loop;
    if not true = any (v_accepted) then return; end if;
    p_nth := array(
      select case when v_accepted[u.request] then row_number() over (partition by u.stream, v_accepted[u.request] order by u.ordinal) end
      from unnest(p_request, p_of) with ordinality as u (request, stream, ordinal) order by u.ordinal);
  end if;

  v_positions := array(select nextval('event_store.event_position') from generate_series(1, cardinality(p_id)));
  v_now := clock_timestamp();
  v_us := extract(epoch from v_now) * 1000000;

  return query
  with linked as materialized (
    select t.request, t.tx, t.position, t.stream, t.version, t.id, t.type, t.schema_version, t.recorded_at, t.recorded,
      coalesce(t.observed_at, t.recorded_at) as observed_at, t.actor, t.correlation_id, t.causation_id, t.idempotency_key, t.data, t.content_hash,
      event_store.chain(t.head, event_store.chain_link(t.content_hash, t.stream, t.version, t.id, t.type, t.schema_version, t.recorded,
        case when t.observed_at is null then t.recorded else (extract(epoch from t.observed_at) * 1000000)::bigint::text end,
        t.actor, t.correlation_id, t.causation_id, t.idempotency_key)) over (partition by t.stream order by t.position) as chain_hash
    from (
      select p.*, p.first_at + (p.nth - 1) * interval '1 microsecond' as recorded_at,
        (case when p.first_at = v_now then v_us else (extract(epoch from p.first_at) * 1000000)::bigint end + p.nth - 1)::text as recorded
      from (
        select u.*, h.chain_hash as head, h.version + u.nth as version, greatest(h.head_tx, v_tx) as tx,
          sha256(convert_to(u.data, 'UTF8')) as content_hash, greatest(v_now, h.head_at + interval '1 microsecond') as first_at
        from unnest(p_request, p_of, p_nth, p_id, p_type, p_schema_version, p_observed_at, p_actor, p_correlation_id, p_causation_id, p_idempotency_key,
          p_data, v_positions)
          as u (request, stream, nth, id, type, schema_version, observed_at, actor, correlation_id, causation_id, idempotency_key, data, position)
        join event_store.stream h on h.name = u.stream
        where v_accepted[u.request]
        offset 0
      ) p offset 0
    ) t
  ), ids as (
    insert into event_store.event_id select l.id, l.tx, l.position from linked l
  ), events as (
    insert into event_store.event
    select l.tx, l.position, l.stream, l.version, l.id, l.type, l.schema_version, l.recorded_at, l.observed_at, l.actor,
      l.correlation_id, l.causation_id, l.idempotency_key, l.data::json, l.content_hash, l.chain_hash
    from linked l
  ), heads as (
    update event_store.stream s set version = l.version, head_tx = l.tx, head_at = l.recorded_at, chain_hash = l.chain_hash
    from (select distinct on (k.stream) k.stream, k.version, k.tx, k.recorded_at, k.chain_hash from linked k order by k.stream, k.version desc) l where s.name = l.stream
  )
  select l.request, 'appended', max(l.version), max(l.tx), min(l.recorded::bigint), array_agg(l.position order by l.position)::text,
    encode(string_agg(l.chain_hash, ''::bytea order by l.position), 'hex'), null::uuid[]
  from linked l group by l.request order by l.request;
end $$;

-- Returns 'version tx recorded position chain_hash', or null when append_many has to judge or somebody else has locked the stream.
create function event_store.append_one(
  p_stream text, p_expected integer, p_id uuid, p_type text, p_schema_version smallint, p_observed_at timestamptz, p_actor text, p_correlation_id text,
  p_causation_id text, p_idempotency_key text, p_data text
) returns text language plpgsql as $$
declare
  v_position bigint;
  v_observed timestamptz;
  v_recorded text;
  v_content  bytea;
  h          event_store.stream%rowtype;
begin
  if pg_advisory_xact_lock_shared(hashtext('event_store.incarnation')) is null then null; end if;
  select * into h from event_store.stream s where s.name = p_stream for update skip locked;
  if h.name is null and coalesce(p_expected, 0) = 0 then
    insert into event_store.stream (name) values (p_stream) on conflict do nothing returning * into h;
  end if;
  if h.name is null or h.version <> p_expected then return null; end if;
  h.head_tx := greatest(h.head_tx, event_store.epoch_base() + pg_current_xact_id()::text::bigint);
  v_position := nextval('event_store.event_position');
  h.version := h.version + 1;
  h.head_at := greatest(clock_timestamp(), h.head_at + interval '1 microsecond');
  v_recorded := (extract(epoch from h.head_at) * 1000000)::bigint::text;
  v_observed := coalesce(p_observed_at, h.head_at);
  v_content := sha256(convert_to(p_data, 'UTF8'));
  h.chain_hash := sha256(h.chain_hash || event_store.chain_link(v_content, p_stream, h.version, p_id, p_type, p_schema_version, v_recorded,
    case when p_observed_at is null then v_recorded else event_store.microseconds(p_observed_at) end,
    p_actor, p_correlation_id, p_causation_id, p_idempotency_key));
  insert into event_store.event_id values (p_id, h.head_tx, v_position) on conflict do nothing;
  if not found then return null; end if;
  update event_store.stream s set version = h.version, head_tx = h.head_tx, head_at = h.head_at, chain_hash = h.chain_hash where s.name = p_stream;
  insert into event_store.event values (h.head_tx, v_position, p_stream, h.version, p_id, p_type, p_schema_version, h.head_at, v_observed, p_actor,
    p_correlation_id, p_causation_id, p_idempotency_key, p_data::json, v_content, h.chain_hash);
  return concat_ws(' ', h.version, h.head_tx, v_recorded, v_position, encode(h.chain_hash, 'hex'));
end $$;
`;
