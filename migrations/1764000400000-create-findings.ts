import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Classes of clusters and what is found about them, which follow the projection `fleet`; and what plans lean on, a projection of its own. */
export class CreateFindings1764000400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(findings);
    await runner.query(premises);
    // Without a checkpoint the rows of `fleet` count as outdated, and are made anew together with those of the new tables.
    await runner.query(`delete from event_store.projection where name = 'fleet'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table lockstep.fleet_class; drop table lockstep.finding; drop table lockstep.finding_fold; drop table lockstep.plan_premise;',
    );
  }
}

const findings = `
create table lockstep.fleet_class (
  class   text    collate "C" primary key,
  content json    not null,
  nodes   integer not null check (nodes > 0)
);
comment on table lockstep.fleet_class is 'Clusters with equal Supervisor, versions, CNI and adapter, with their number; a node above the clusters is a class of its own.';
create table lockstep.finding (
  id          text    collate "C" primary key,
  kind        text    not null,
  rank        integer not null,
  nsx_manager text    collate "C",
  open        boolean not null,
  changed     bigint  not null,
  kept        json    not null
);
create index finding_open on lockstep.finding (rank, id) where open;
create index finding_by_change on lockstep.finding (changed, id);
comment on column lockstep.finding.rank is 'Of its severity: 0 is the worst.';
comment on column lockstep.finding.changed is 'The highest position up to its last change, in the order of the record.';
create table lockstep.finding_fold (
  one      boolean primary key default true check (one),
  event_id uuid    not null,
  position json    not null
);
comment on table lockstep.finding_fold is 'Up to which event the findings are folded, and what is still open there.';
`;

const premises = `
create table lockstep.plan_premise (
  plan     text   collate "C" primary key,
  subjects text[] not null,
  content  json   not null
);
comment on column lockstep.plan_premise.subjects is 'Pairs of components, and components that hop: to find the plans that a change of the matrix may concern.';
comment on table lockstep.plan_premise is 'What the certificate of each computed plan leans on, every pairing and hop once.';
`;
