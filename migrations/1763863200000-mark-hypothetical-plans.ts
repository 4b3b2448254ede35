import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Plans over assumed facts are told apart in the list. All before this one were over real ones. */
export class MarkHypotheticalPlans1763863200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table lockstep.plan add column hypothetical boolean not null default false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table lockstep.plan drop column hypothetical');
  }
}
