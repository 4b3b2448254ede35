import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What connectors log in with, encrypted. No projection, and no part of the record: a secret that is taken away is gone. */
export class CreateConnectorSecrets1764000700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table lockstep.connector_secret (
        owner  text        primary key,
        kid    text        not null,
        jwe    text        not null,
        set_at timestamptz not null default now(),
        set_by text        not null
      );
      comment on table lockstep.connector_secret is 'JWE, compact. The protected header names the owner, so that a row can not be read as that of another.';
      comment on column lockstep.connector_secret.kid is 'Thumbprint of the key, as in the header; what older keys encrypted is found by it.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table lockstep.connector_secret;');
  }
}
