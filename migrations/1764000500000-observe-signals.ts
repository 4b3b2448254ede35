import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Nodes are looked for by what tells them apart on their platform. */
export class ObserveSignals1764000500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table lockstep.fleet_node add column uid text, add column nsx_cluster_id text;
      create index fleet_node_by_uid on lockstep.fleet_node (uid) where uid is not null;
      create index fleet_node_by_nsx_cluster_id on lockstep.fleet_node (nsx_cluster_id) where nsx_cluster_id is not null;
      comment on column lockstep.fleet_node.uid is 'As its platform knows it; null: not known, as in the next column.';
      comment on column lockstep.fleet_node.nsx_cluster_id is 'Of a cluster: the id of its control plane in NSX.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table lockstep.fleet_node drop column uid, drop column nsx_cluster_id');
  }
}
