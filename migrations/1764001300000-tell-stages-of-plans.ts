import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists of plans tell which of them are signed off, and plans of one goal are found without reading all. */
export class TellStagesOfPlans1764001300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table lockstep.approval add column signed boolean not null default false;
      comment on column lockstep.approval.signed is 'Every signature is there and nobody refuses. Of rows from before this column it is told with the next decision, or by rebuilding the list.';
      create index plan_by_goal on lockstep.plan (goal, requested_position);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index lockstep.plan_by_goal; alter table lockstep.approval drop column signed;');
  }
}
