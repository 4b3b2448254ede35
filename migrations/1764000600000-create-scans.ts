import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sources, scans and what looks have seen: the projection `scans`, and the faults of sources among the findings. */
export class CreateScans1764000600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(scans);
    await runner.query(faults);
    // Without a checkpoint the rows of `fleet` count as outdated, and are made anew together with those of the new table.
    await runner.query(`delete from event_store.projection where name = 'fleet'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table lockstep.source; drop table lockstep.source_node; drop table lockstep.scan; drop table lockstep.source_fault;',
    );
  }
}

const scans = `
create table lockstep.source (
  id           text    collate "C" primary key,
  removed      boolean not null,
  speaks_kind  text    not null,
  speaks_id    text    not null,
  confirmed_at text    collate "C",
  content      json    not null
);
create index source_by_speaker on lockstep.source (speaks_id);
comment on table lockstep.source is 'Systems that are scanned, with what is wrong with them now.';
comment on column lockstep.source.confirmed_at is 'When the last completed look began; as text, which is in the order of time.';
create table lockstep.source_node (
  kind         text    collate "C" not null,
  id           text    collate "C" not null,
  source       text    collate "C" not null,
  misses       integer not null,
  unreached    boolean not null,
  confirmed_at text    collate "C",
  primary key (kind, id, source)
);
create index source_node_by_source on lockstep.source_node (source);
create index source_node_unconfirmed on lockstep.source_node (source) where misses > 0 or unreached or confirmed_at is not null;
comment on table lockstep.source_node is 'Which nodes a source sees. A quiet look changes no row.';
comment on column lockstep.source_node.confirmed_at is 'Null: the last completed look of the source has confirmed it. Else when one did last; empty: none yet.';
create table lockstep.scan (
  id       text    collate "C" primary key,
  started  bigint  not null,
  ended    boolean not null,
  sources  text[]  not null,
  content  json    not null
);
create index scan_by_start on lockstep.scan (started);
create index scan_running on lockstep.scan (started) where not ended;
comment on column lockstep.scan.started is 'Position of its first event.';
`;

const faults = `
create table lockstep.source_fault (
  source    text      collate "C" not null,
  position  bigint    not null,
  positions int8range not null,
  content   json      not null,
  primary key (source, position)
);
create index source_fault_history on lockstep.source_fault using gist (positions);
comment on table lockstep.source_fault is 'All that was wrong with a source, from one event that said so to the next.';
`;
