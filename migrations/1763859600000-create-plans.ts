import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The list of plans, a projection of the streams `plan-<id>`, and the large documents that their events name by digest. */
export class CreatePlans1763859600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(documents);
    await runner.query(list);
  }

  async down(): Promise<void> {
    throw new Error('migration; create-plans; documents that the record names are never dropped; found a request to revert');
  }
}

/** Part of the record, not a projection: nothing else holds these bytes. */
const documents = `
create table lockstep.plan_document (
  kind     text not null check (kind in ('plan', 'fleet')),
  digest   text collate "C" not null check (digest ~ '^sha256:[0-9a-f]{64}$'),
  document json not null,
  kept_at  timestamptz not null default clock_timestamp(),
  primary key (digest, kind)
);
comment on table lockstep.plan_document is 'Plans and the fleets they were computed for, content-addressed; never changed.';
comment on column lockstep.plan_document.digest is 'plan: of its spec; fleet: of its spec and takenAt. Over RFC 8785 canonical JSON.';

create function lockstep.refuse_plan_document_change() returns trigger language plpgsql as $$
begin
  raise exception 'plan document; %; what a digest names never changes; found %', coalesce(old.digest, 'all'), tg_op using errcode = 'restrict_violation';
end $$;
create trigger plan_document_is_immutable before update or delete on lockstep.plan_document
  for each row execute function lockstep.refuse_plan_document_change();
`;

const list = `
create table lockstep.plan (
  id                 text        collate "C" primary key,
  status             text        not null check (status in ('requested', 'computed', 'failed', 'withdrawn')),
  name               text        not null,
  domain             text,
  requested_by       text        not null,
  requested_at       timestamptz not null,
  requested_position bigint      not null unique,
  settled_at         timestamptz,
  matrix             text        not null,
  fleet              text        not null,
  goal               text        not null,
  result             json,
  version            integer     not null
);
create index plan_waiting on lockstep.plan (requested_position) where status = 'requested';
`;
