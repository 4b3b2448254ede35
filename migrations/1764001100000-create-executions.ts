import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What those who execute plans have reported: which executions are open, and every attempt at a subject of a step. */
export class CreateExecutions1764001100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table lockstep.execution (
        plan       text        primary key,
        status     text        not null,
        started_at timestamptz not null,
        ended_at   timestamptz
      );
      create index execution_open on lockstep.execution (plan) where ended_at is null;

      create table lockstep.step_attempt (
        plan       text        not null,
        step       text        not null,
        subject    text        not null,
        attempt    integer     not null,
        component  text        not null,
        machines   integer,
        position   bigint      not null,
        started_at timestamptz not null,
        started_by text        not null,
        ended_at   timestamptz,
        outcome    text        not null,
        reason     text,
        primary key (plan, step, subject, attempt)
      );
      create index step_attempt_order on lockstep.step_attempt (plan, position, subject);
      create index step_attempt_succeeded on lockstep.step_attempt (component) where outcome = 'succeeded';
      comment on column lockstep.step_attempt.machines is 'When the attempt began; null: not known.';
      comment on column lockstep.step_attempt.position is 'Of the event that began it; attempts that began together share it.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table lockstep.step_attempt; drop table lockstep.execution;');
  }
}
