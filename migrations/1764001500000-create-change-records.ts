import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Change records of plans: what is looked for of them, written with the events of their streams, and when each is looked at next. */
export class CreateChangeRecords1764001500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table lockstep.change_record (
        plan          text        primary key,
        version       bigint      not null,
        system        text        not null,
        status        text        not null,
        digest        text        not null,
        number        text,
        read_at       timestamptz,
        poll_at       timestamptz,
        failures      integer     not null default 0,
        failing       json,
        claim         uuid,
        claimed_until timestamptz
      );
      comment on column lockstep.change_record.version is 'Of the stream change-record-<plan>, which this row is folded from up to the number.';
      comment on column lockstep.change_record.read_at is 'When the system last told of it. This and what follows is not in the record: a list that is made anew knows nothing of it, so that gates hold until the next look.';
      comment on column lockstep.change_record.poll_at is 'When it is looked at next; null: not any more.';
      create index change_record_poll_at on lockstep.change_record (poll_at) where poll_at is not null;
      create index change_record_system on lockstep.change_record (system, plan collate "C");
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table lockstep.change_record;');
  }
}
