import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether the process that runs a keyed request is still there. */
export class HoldRequests1764001610000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table lockstep.idempotent_request add column holder bigint;
      comment on column lockstep.idempotent_request.holder is 'Advisory lock that the process which runs the request holds for as long as it lives; null: it could not be taken.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table lockstep.idempotent_request drop column holder');
  }
}
