import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The fleet becomes a projection that follows the record. Its old tables held nothing that the record does not, so they are made anew and
 * filled from the beginning when a process first catches up.
 */
export class ProjectFleet1764000200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('drop table lockstep.fleet_node; drop table lockstep.fleet_scan; drop table lockstep.fleet_domain;');
    await runner.query(current);
    await runner.query(past);
  }

  /** Older programs write these tables themselves, and can not fill them from the record. */
  async down(): Promise<void> {
    throw new Error('migration; project-fleet; the rows of before are not kept; found a request to revert');
  }
}

const current = `
create table lockstep.fleet_node (
  kind            text    collate "C" not null,
  id              text    collate "C" not null,
  parent          text    collate "C",
  root            text,
  rooted_position bigint  not null,
  supervisor      text,
  project         text,
  labels          text[]  not null,
  live            boolean not null,
  state           json    not null,
  position        bigint  not null,
  stream_version  integer not null,
  primary key (kind, id)
);
create index fleet_node_by_id on lockstep.fleet_node (id);
create index fleet_node_by_root on lockstep.fleet_node (root);
create index fleet_node_by_parent on lockstep.fleet_node (parent);
comment on table lockstep.fleet_node is 'Every node ever heard of, as it is known now.';
comment on column lockstep.fleet_node.parent is 'Kind and id of the node above, whether that one is known or not.';
comment on column lockstep.fleet_node.root is 'The NSX manager it hangs on; null while something on the way up is unknown.';
comment on column lockstep.fleet_node.rooted_position is 'Of the last event that moved it or one above it, scans apart.';
comment on column lockstep.fleet_node.labels is 'Each ["name","value"] as JSON text, for containment.';
create table lockstep.fleet_scan (
  id       text   primary key,
  digest   text   not null,
  position bigint not null,
  scan     json   not null
);
create index fleet_scan_by_digest on lockstep.fleet_scan (digest, position desc);
`;

const past = `
create table lockstep.fleet_node_history (
  kind           text      collate "C" not null,
  id             text      collate "C" not null,
  position       bigint    not null,
  positions      int8range not null,
  stream_version integer   not null,
  late           boolean   not null,
  state          json      not null,
  primary key (kind, id, position)
);
create index fleet_node_history_lasting on lockstep.fleet_node_history using gist (positions)
  where upper_inf(positions) or upper(positions) - position >= 1000;
create index fleet_node_history_brief on lockstep.fleet_node_history (position)
  where not (upper_inf(positions) or upper(positions) - position >= 1000);
create index fleet_node_history_shared on lockstep.fleet_node_history using gist (positions) where kind <> 'cluster';
comment on table lockstep.fleet_node_history is 'A node from one event of its stream to the next. Where it hangs in the end follows from the nodes above it at the same position.';
comment on index lockstep.fleet_node_history_brief is 'Of what was so for a moment: most states that an import goes through. In an index of ranges they cost more than all the rest of the row.';
comment on column lockstep.fleet_node_history.late is 'The event at the lower end changed nothing: something newer was known.';
-- Every node as it was at a position. A condition on positions alone would use neither of the two indexes.
create function lockstep.fleet_node_at(p_position bigint)
returns table (kind text, id text, "position" bigint, positions int8range, stream_version integer, late boolean, state json)
language sql stable as $$
  select h.kind, h.id, h.position, h.positions, h.stream_version, h.late, h.state from lockstep.fleet_node_history h
  where h.positions @> p_position and (upper_inf(h.positions) or upper(h.positions) - h.position >= 1000)
  union all
  select h.kind, h.id, h.position, h.positions, h.stream_version, h.late, h.state from lockstep.fleet_node_history h
  where h.positions @> p_position and not (upper_inf(h.positions) or upper(h.positions) - h.position >= 1000)
    and h.position > p_position - 1000 and h.position <= p_position
$$;
create table lockstep.fleet_domain (
  nsx_manager text        not null,
  position    bigint      not null,
  positions   int8range   not null,
  taken_at    timestamptz not null,
  compared_to bigint      not null,
  primary key (nsx_manager, position)
);
create index fleet_domain_history on lockstep.fleet_domain using gist (positions);
create unique index fleet_domain_current on lockstep.fleet_domain (nsx_manager) where upper_inf(positions);
comment on column lockstep.fleet_domain.taken_at is 'Newest time at which all of it was observed at once.';
comment on column lockstep.fleet_domain.compared_to is 'What was recorded up to here had been compared with that observation.';
`;
