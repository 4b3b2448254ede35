import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The list of scan schedules, written with the events of their streams. */
export class CreateScanSchedules1764000710000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table lockstep.scan_schedule (
        id         text        primary key,
        version    bigint      not null,
        content    json        not null,
        changed_at timestamptz not null
      );
      comment on column lockstep.scan_schedule.version is 'Of the stream schedule-<id>, which this row is folded from.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table lockstep.scan_schedule;');
  }
}
