import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether a change record may be being made in its system, so that nobody makes another. */
export class MarkMakingOfChangeRecords1764001640000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table lockstep.change_record add column making_until timestamptz;
      comment on column lockstep.change_record.making_until is 'Until when its system may still make the record that it was asked for last, by the clock of the database; infinity: another one is not made before somebody asks for it, or the settings of the system change.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table lockstep.change_record drop column making_until');
  }
}
