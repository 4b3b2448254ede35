import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is looked for in approvals, freezes and owners, written with the events of their streams. */
export class CreateApprovals1764001000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table lockstep.approval (
        plan         text        primary key,
        version      bigint      not null,
        digest       text        not null,
        status       text        not null,
        waived_until timestamptz
      );
      comment on column lockstep.approval.version is 'Of the stream approval-<plan>, which this row is folded from.';
      comment on column lockstep.approval.waived_until is 'When the first of its waivers is over; null where there is none, or nothing more to void.';
      create index approval_waived_until on lockstep.approval (waived_until) where waived_until is not null;

      create table lockstep.register_entry (
        register   text        not null,
        id         text        not null,
        version    bigint      not null,
        content    json        not null,
        changed_at timestamptz not null,
        primary key (register, id)
      );
      comment on column lockstep.register_entry.register is 'freeze or owner: its stream is <register>-<id>, which this row is folded from.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table lockstep.register_entry; drop table lockstep.approval;');
  }
}
