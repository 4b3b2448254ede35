import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Findings that others make are kept beside those of the fleet; plans over which the glass was broken are found without reading all approvals. */
export class ReportFindings1764001310000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table lockstep.reported_finding (
        id        text      collate "C" not null,
        position  bigint    not null,
        positions int8range not null,
        content   json      not null,
        primary key (id, position)
      );
      create index reported_finding_history on lockstep.reported_finding using gist (positions);
      comment on table lockstep.reported_finding is 'What somebody who knows more than the fleet has found, from one event that said so to the next.';
      alter table lockstep.approval add column broken_glass boolean not null default false;
      comment on column lockstep.approval.broken_glass is 'Signatures are passed over, and whoever did so has not taken it back.';
      create index approval_broken_glass on lockstep.approval (plan) where broken_glass;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table lockstep.approval drop column broken_glass; drop table lockstep.reported_finding;');
  }
}
