/**
 * Appends as sets: few statements for any number of requests. `append_one` is the same for a lone event in as few statements as it takes; whatever
 * is out of the ordinary it hands to `append_many`.
 *
 * Heads are created before any is locked, both in name order: the other way round, or in another order, two batches deadlock. A transaction has
 * its id before it draws a position or reads the clock; settled positions rest on that.
 *
 * Ids must differ within a call. When two transactions bring the same id to two streams at the same moment, the later fails with 23505.
 *
 * What costs: plpgsql makes its expressions ready anew in each transaction, so lone appends and small batches are dear by the number of
 * expressions; `||` is three times as fast as `concat`; `unnest` in the list of columns keeps no copy of its rows, as it does after FROM; and an
 * element of an array is found at once in a variable of plpgsql alone. `name = any (p_stream)` beside a join on the name keeps a plan that was made
 * while the table was small from reading all of it when it is large.
 */
export const appending = `
-- What of an event goes into its link besides the link before; the times in microseconds since 1970.
create function event_store.chain_link(
  content_hash bytea, stream text, version integer, id uuid, type text, schema_version smallint, recorded text, observed text,
  actor text, correlation_id text, causation_id text, idempotency_key text
) returns bytea language sql stable as $$
  select content_hash || convert_to(
    octet_length(stream) || ':' || stream || ',' || length(version::text) || ':' || version || ',36:' || id || ',' || octet_length(type) || ':' || type || ','
    || length(schema_version::text) || ':' || schema_version || ',' || length(recorded) || ':' || recorded || ',' || length(observed) || ':' || observed || ','
    || octet_length(actor) || ':' || actor || ',' || coalesce(octet_length(correlation_id) || ':' || correlation_id || ',', '-,')
    || coalesce(octet_length(causation_id) || ':' || causation_id || ',', '-,') || coalesce(octet_length(idempotency_key) || ':' || idempotency_key || ',', '-,'),
    'UTF8')
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

-- Requests of which an event stands in the record. p_request is the request of each event.
create function event_store.find_recorded(p_stream text[], p_of integer[], p_request integer[], p_envelope integer[], p_type text[], p_id uuid[], p_data text[])
returns table (request integer, verdict text, ids uuid[]) language plpgsql as $$
begin
  return query
  select n.request,
    case
      when not bool_and(case
        when k.id is null then false
        when e.stream is null then event_store.is_archived(k.tx)
        else e.stream = p_stream[n.of] and e.type = p_type[n.envelope] and e.content_hash = sha256(convert_to(n.data, 'UTF8'))
      end) then 'id-reused'
      when bool_or(e.stream is null) then 'archived'
      else 'duplicate' end,
    array_agg(n.id order by n.ordinal) filter (where k.id is not null)
  from unnest(p_request, p_of, p_envelope, p_id, p_data) with ordinality as n (request, of, envelope, id, data, ordinal)
  left join (select * from event_store.event_id k where k.id = any (p_id)) k on k.id = n.id
  left join event_store.event e on e.tx = k.tx and e.position = k.position
  group by n.request having count(k.id) > 0;
end $$;

/* Streams are each given once, sorted, with their requests after each other and the events of these after each other. p_base is the version the
   stream must have for all its requests to be accepted: null: any; -1: they must be judged one by one. p_of and p_request_of are numbers of
   streams, p_envelope of what events have in common, p_nth counts the events of a stream, all from 1.

   Versions are those before, keys and times those of the first event of each stream; each further event is a microsecond later. Positions and
   chain hashes (hex digits after each other) are of the events that were accepted. */
create function event_store.append_many(
  p_wait boolean, p_stream text[], p_base integer[], p_size integer[],
  p_request_of integer[], p_expected integer[], p_request_size integer[],
  p_type text[], p_schema_version smallint[], p_actor text[], p_correlation_id text[], p_causation_id text[], p_idempotency_key text[],
  p_of integer[], p_nth integer[], p_envelope integer[], p_id uuid[], p_observed_at timestamptz[], p_data text[],
  out versions integer[], out keys bigint[], out recorded bigint[], out positions bigint[], out chain_hashes text,
  out refused jsonb -- request, outcome, version of the stream when it was judged, ids that stand in the record already
) language plpgsql set plan_cache_mode = force_generic_plan as $$
declare
  v_locked   text[];
  v_times    timestamptz[];
  v_heads    bytea[];
  v_before   text[];
  v_middle   text[];
  v_after    text[];
  v_links    bytea[];
  v_contents bytea[];
  v_chain    bytea;
  v_stream   integer;
  v_even     boolean := true;
  v_busy     boolean[];
  v_accepted boolean[];
  v_request  integer[];
  q          record;
begin
  if pg_advisory_xact_lock_shared(hashtext('event_store.incarnation')) is null then null; end if;
  if p_base is null or 0 >= any (p_base) or array_position(p_base, null) > 0 then
    insert into event_store.stream (name)
      select r.name from unnest(p_stream, p_base) as r (name, base)
      left join (select s.name from event_store.stream s where s.name = any (p_stream)) s on s.name = r.name
      where coalesce(r.base, 0) <= 0 and s.name is null order by 1
      on conflict do nothing;
  end if;
  if p_wait then
    perform from event_store.stream s where s.name = any (p_stream) order by s.name for update;
  end if;
  select array_agg(h.name), array_agg(h.version), array_agg(h.key), array_agg(h.time), array_agg((extract(epoch from h.time) * 1000000)::bigint),
      array_agg(h.chain_hash), array_agg(octet_length(h.name) || ':' || h.name || ',')
    into v_locked, versions, keys, v_times, recorded, v_heads, v_before
    from (
      select l.name, l.version, greatest(l.head_tx, event_store.epoch_base() + pg_current_xact_id()::text::bigint) as key,
        greatest(clock_timestamp(), l.head_at + interval '1 microsecond') as time, l.chain_hash
      from (
        select s.name, s.version, s.head_tx, s.head_at, s.chain_hash
        from event_store.stream s where s.name = any (p_stream) order by s.name for update skip locked
      ) l offset 0
    ) h;
  for i in 1 .. cardinality(p_stream) loop
    if p_base[i] <> versions[i] then v_even := false; end if;
  end loop;

  if not v_even or v_locked is distinct from p_stream or exists (select from event_store.event_id k where k.id = any (p_id)) then
    select array_agg(h.version order by h.nth), array_agg(h.key order by h.nth), array_agg(h.time order by h.nth), array_agg(h.chain_hash order by h.nth),
        array_agg((extract(epoch from h.time) * 1000000)::bigint order by h.nth), array_agg(octet_length(h.name) || ':' || h.name || ',' order by h.nth),
        array_agg(h.busy order by h.nth)
      into versions, keys, v_times, v_heads, recorded, v_before, v_busy
      from (
        select r.nth, r.name, coalesce(s.version, 0) as version, greatest(s.head_tx, event_store.epoch_base() + pg_current_xact_id()::text::bigint) as key,
          greatest(clock_timestamp(), s.head_at + interval '1 microsecond') as time, s.chain_hash,
          s.name is not null and not coalesce(s.name = any (v_locked), false) as busy
        from unnest(p_stream) with ordinality as r (name, nth)
        left join (select * from event_store.stream s where s.name = any (p_stream)) s on s.name = r.name offset 0
      ) h;
    v_request := array(select r.request from unnest(p_request_size) with ordinality as r (size, request), generate_series(1, r.size) as g order by r.request);
    v_accepted := array_fill(true, array[cardinality(p_request_of)]);
    p_size := array_fill(0, array[cardinality(p_stream)]);
    refused := '[]';
    for q in
      select r.*, k.verdict, k.ids
      from unnest(p_request_of, p_expected, p_request_size) with ordinality as r (of, expected, size, request)
      left join event_store.find_recorded(p_stream, p_of, v_request, p_envelope, p_type, p_id, p_data) k on k.request = r.request
      order by r.request
    loop
      q.verdict := case
        when q.verdict is not null then q.verdict
        when v_busy[q.of] then 'busy'
        when q.expected <> versions[q.of] + p_size[q.of] then 'conflict' end;
      if q.verdict is null then
        p_size[q.of] := p_size[q.of] + q.size;
      else
        v_accepted[q.request] := false;
        refused := refused || jsonb_build_object('request', q.request, 'outcome', q.verdict, 'version', versions[q.of] + p_size[q.of], 'ids', q.ids);
      end if;
    end loop;
    if not true = any (v_accepted) then return; end if;
    select array_agg(e.of order by e.ordinal), array_agg(e.nth order by e.ordinal), array_agg(e.envelope order by e.ordinal), array_agg(e.id order by e.ordinal),
        array_agg(e.observed_at order by e.ordinal), array_agg(e.data order by e.ordinal)
      into p_of, p_nth, p_envelope, p_id, p_observed_at, p_data
      from (
        select u.*, row_number() over (partition by u.of order by u.ordinal)::integer as nth
        from unnest(p_of, v_request, p_envelope, p_id, p_observed_at, p_data) with ordinality as u (of, request, envelope, id, observed_at, data, ordinal)
        where v_accepted[u.request]
      ) e;
  end if;

  for i in 1 .. cardinality(p_type) loop
    v_middle[i] := octet_length(p_type[i]) || ':' || p_type[i] || ',' || length(p_schema_version[i]::text) || ':' || p_schema_version[i] || ',';
    v_after[i] := octet_length(p_actor[i]) || ':' || p_actor[i] || ',' || coalesce(octet_length(p_correlation_id[i]) || ':' || p_correlation_id[i] || ',', '-,')
      || coalesce(octet_length(p_causation_id[i]) || ':' || p_causation_id[i] || ',', '-,')
      || coalesce(octet_length(p_idempotency_key[i]) || ':' || p_idempotency_key[i] || ',', '-,');
  end loop;
  -- As chain_link, with what several events have in common made once.
  select array_agg(u.content_hash), array_agg(u.content_hash || convert_to(
      v_before[u.of] || length(u.version) || ':' || u.version || ',36:' || u.id || ',' || v_middle[u.envelope]
      || length(u.recorded) || ':' || u.recorded || ',' || length(u.observed) || ':' || u.observed || ',' || v_after[u.envelope], 'UTF8'))
    into v_contents, v_links
    from (
      select e.of, e.envelope, e.id, sha256(convert_to(e.data, 'UTF8')) as content_hash, (versions[e.of] + e.nth)::text as version, (recorded[e.of] + e.nth - 1)::text as recorded,
        coalesce((extract(epoch from e.observed_at) * 1000000)::bigint, recorded[e.of] + e.nth - 1)::text as observed
      from (
        select unnest(p_of) as of, unnest(p_nth) as nth, unnest(p_envelope) as envelope, unnest(p_id) as id, unnest(p_observed_at) as observed_at,
          unnest(p_data) as data
      ) e offset 0
    ) u;
  for i in 1 .. cardinality(p_of) loop
    if v_stream is distinct from p_of[i] then
      if v_stream is not null then v_heads[v_stream] := v_chain; end if;
      v_stream := p_of[i];
      v_chain := v_heads[v_stream];
    end if;
    v_chain := sha256(v_chain || v_links[i]);
    v_links[i] := v_chain;
    positions[i] := nextval('event_store.event_position');
  end loop;
  v_heads[v_stream] := v_chain;

  insert into event_store.event_id select unnest(p_id), keys[unnest(p_of)], unnest(positions);
  insert into event_store.event
    select keys[e.of], e.position, p_stream[e.of], versions[e.of] + e.nth, e.id, p_type[e.envelope], p_schema_version[e.envelope],
      v_times[e.of] + (e.nth - 1) * interval '1 microsecond', coalesce(e.observed_at, v_times[e.of] + (e.nth - 1) * interval '1 microsecond'),
      p_actor[e.envelope], p_correlation_id[e.envelope], p_causation_id[e.envelope], p_idempotency_key[e.envelope], e.data::json,
      e.content_hash, e.chain_hash
    from (
      select unnest(positions) as position, unnest(p_of) as of, unnest(p_nth) as nth, unnest(p_envelope) as envelope, unnest(p_id) as id,
        unnest(p_observed_at) as observed_at, unnest(p_data) as data, unnest(v_contents) as content_hash, unnest(v_links) as chain_hash
    ) e;
  update event_store.stream s
    set version = u.version + u.size, head_tx = u.key, head_at = u.time + (u.size - 1) * interval '1 microsecond', chain_hash = u.chain_hash
    from (
      select unnest(p_stream) as name, unnest(versions) as version, unnest(p_size) as size, unnest(keys) as key, unnest(v_times) as time,
        unnest(v_heads) as chain_hash
    ) u where s.name = any (p_stream) and s.name = u.name and u.size > 0;
  chain_hashes := (select encode(string_agg(c.hash, ''::bytea), 'hex') from unnest(v_links) as c (hash));
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
