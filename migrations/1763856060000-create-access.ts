import type { MigrationInterface, QueryRunner } from 'typeorm';

/** API tokens and the memory of requests that carried an Idempotency-Key. */
export class CreateAccess1763856060000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table lockstep.api_token (
        id          text        primary key,
        name        text        not null,
        roles       text[]      not null,
        secret_hash bytea       not null check (octet_length(secret_hash) = 32),
        created_at  timestamptz not null default now(),
        created_by  text        not null,
        expires_at  timestamptz,
        revoked_at  timestamptz
      );
      comment on column lockstep.api_token.secret_hash is 'SHA-256 of the secret part alone; the secret itself is shown once and kept nowhere.';

      create table lockstep.idempotent_request (
        principal    text        not null,
        key          text        not null,
        fingerprint  bytea       not null,
        started_at   timestamptz not null default now(),
        run          uuid        not null,
        status       integer,
        headers      json,
        body         json,
        primary key (principal, key)
      );
      create index idempotent_request_by_start on lockstep.idempotent_request (started_at);
      comment on column lockstep.idempotent_request.run is 'The run that may write the answer; another one took over when it differs.';
      comment on column lockstep.idempotent_request.status is 'Null while the first request runs.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table lockstep.idempotent_request; drop table lockstep.api_token;');
  }
}
