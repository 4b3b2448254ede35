import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Projections of the streams of nodes and scans. Ids sort by code unit, as everywhere. */
export class CreateFleet1763856200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table lockstep.fleet_node (
        kind           text        not null,
        id             text        collate "C" not null,
        nsx_manager    text        not null,
        supervisor     text,
        project        text,
        labels         text[]      not null,
        observation    json        not null,
        observed_at    timestamptz not null,
        registered_at  timestamptz not null,
        decommissioned boolean     not null,
        position       bigint      not null,
        stream_version integer     not null,
        primary key (kind, id)
      );
      create index fleet_node_by_id on lockstep.fleet_node (id);
      create index fleet_node_by_domain on lockstep.fleet_node (nsx_manager);
      comment on column lockstep.fleet_node.labels is 'Each ["name","value"] as JSON text, for containment.';
      create table lockstep.fleet_scan (
        id       text   primary key,
        digest   text   not null,
        position bigint not null,
        scan     json   not null
      );
      create index fleet_scan_by_digest on lockstep.fleet_scan (digest, position desc);
      create table lockstep.fleet_domain (
        nsx_manager text        primary key,
        taken_at    timestamptz not null,
        position    bigint      not null
      );
      comment on column lockstep.fleet_domain.taken_at is 'Newest time at which all of it was observed at once.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table lockstep.fleet_node; drop table lockstep.fleet_scan; drop table lockstep.fleet_domain;');
  }
}
