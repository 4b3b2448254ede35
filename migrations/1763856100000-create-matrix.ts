import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Projections of the stream `matrix`. Content is kept once per digest; a revision that is published again gets another publication. */
export class CreateMatrix1763856100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table lockstep.matrix_revision (
        digest   text primary key,
        name     text not null,
        parts    json not null,
        document json not null
      );
      create table lockstep.matrix_publication (
        number       integer     primary key,
        digest       text        not null references lockstep.matrix_revision,
        parent       text,
        author       text        not null,
        reason       text,
        published_at timestamptz not null,
        position     bigint      not null
      );
      create index matrix_publication_by_digest on lockstep.matrix_publication (digest, number desc);
      comment on column lockstep.matrix_publication.number is 'Version of the stream matrix.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table lockstep.matrix_publication; drop table lockstep.matrix_revision;');
  }
}
