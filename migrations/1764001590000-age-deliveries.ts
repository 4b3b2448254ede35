import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How long a delivery has been attempted, since it was asked for last. */
export class AgeDeliveries1764001590000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table lockstep.webhook_delivery add column asked_at timestamptz not null default now()');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table lockstep.webhook_delivery drop column asked_at');
  }
}
