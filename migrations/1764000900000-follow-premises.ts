import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Plans fall with what they lean on, and others take their places. */
export class FollowPremises1764000900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table lockstep.plan drop constraint plan_status_check;
      alter table lockstep.plan add constraint plan_status_check
        check (status in ('requested', 'computed', 'failed', 'withdrawn', 'superseded', 'void'));
      alter table lockstep.plan add column parent text collate "C";
      create index plan_parent on lockstep.plan (parent) where parent is not null;
      create index plan_followed on lockstep.plan (requested_position) where status in ('computed', 'void');
      create table lockstep.premise_following (
        id     text primary key check (id = 'plans'),
        cursor text not null,
        day    date not null
      );
      comment on table lockstep.premise_following is 'Up to where plans have been compared with the record. Lost, all that are open are compared again.';
      create table lockstep.plan_fall (
        plan  text    collate "C" primary key,
        told  boolean not null default false,
        tried timestamptz
      );
      comment on table lockstep.plan_fall is 'What was done about void plans. Lost, it is done again.';
      comment on column lockstep.plan_fall.told is 'Whoever decides on plans has heard of it.';
      comment on column lockstep.plan_fall.tried is 'When no other plan could be asked for.';
    `);
  }

  /** Refuses while a plan has a status that older programs do not know. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table lockstep.plan_fall;
      drop table lockstep.premise_following;
      drop index lockstep.plan_followed;
      alter table lockstep.plan drop column parent;
      alter table lockstep.plan drop constraint plan_status_check;
      alter table lockstep.plan add constraint plan_status_check check (status in ('requested', 'computed', 'failed', 'withdrawn'));
    `);
  }
}
