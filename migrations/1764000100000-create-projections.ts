import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where each projection stands in the record. The rows themselves are tables of the features, in schema `lockstep`. */
export class CreateProjections1764000100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table event_store.projection (
        name       text        collate "C" not null,
        slot       text        not null check (slot in ('live', 'rebuild')),
        version    integer     not null,
        tables     text[]      not null,
        tx         bigint      not null default 0,
        position   bigint      not null default 0,
        chain_hash bytea,
        failure    json,
        primary key (name, slot)
      ) with (fillfactor = 50);
      comment on table event_store.projection is 'Checkpoints: each is moved in the transaction that writes the rows, under a lock on it.';
      comment on column event_store.projection.slot is 'live: the tables that are read; rebuild: those that are being filled beside them.';
      comment on column event_store.projection.version is 'Of the program that wrote the rows.';
      comment on column event_store.projection.tables is 'Which that version writes.';
      comment on column event_store.projection.chain_hash is 'Of the event at the checkpoint: another one there means that the record was replaced.';
      comment on column event_store.projection.failure is 'Why it stopped; null while it goes on.';
      create schema lockstep_rebuild;
      comment on schema lockstep_rebuild is 'Tables of projections that are being rebuilt beside the live ones of the same names.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table event_store.projection; drop schema lockstep_rebuild cascade;');
  }
}
