import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The list of proposed matrix additions, written with the events of their streams. */
export class CreateProposals1764000800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table lockstep.matrix_proposal (
        id          text        collate "C" primary key,
        version     bigint      not null,
        addition    text        not null,
        components  text[]      not null,
        state       text        not null,
        content     json        not null,
        decided_by  text,
        proposed_at timestamptz not null,
        changed_at  timestamptz not null,
        position    bigint      not null
      );
      create index matrix_proposal_newest on lockstep.matrix_proposal (position desc);
      comment on column lockstep.matrix_proposal.version is 'Of the stream proposal-<id>, which this row is folded from.';
      comment on column lockstep.matrix_proposal.position is 'Of the first event.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table lockstep.matrix_proposal;');
  }
}
