import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Webhooks, written with the events of their streams; what is sent to them, and how far they were told. */
export class CreateWebhooks1764001400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table lockstep.webhook (
        id         text        collate "C" primary key,
        version    bigint      not null,
        content    json        not null,
        disabled   json,
        created_at timestamptz not null,
        changed_at timestamptz not null
      );
      comment on column lockstep.webhook.version is 'Of the stream webhook-<id>, which this row is folded from.';

      create table lockstep.webhook_health (
        webhook          text        collate "C" primary key,
        failing_since    timestamptz,
        last_accepted_at timestamptz
      );
      comment on column lockstep.webhook_health.failing_since is 'Since when every attempt has failed.';

      create table lockstep.webhook_delivery (
        id           uuid        primary key default gen_random_uuid(),
        number       bigint      generated always as identity,
        webhook      text        collate "C" not null,
        message      text        collate "C" not null,
        type         text        not null,
        subject      text        not null,
        position     bigint      not null,
        body         text        not null,
        status       text        not null default 'pending' check (status in ('pending', 'delivered', 'failed', 'cancelled')),
        attempts     json        not null default '[]',
        made         integer     not null default 0,
        tries        integer     not null default 0,
        created_at   timestamptz not null default now(),
        next_at      timestamptz,
        ended_at     timestamptz,
        handed_until timestamptz,
        run          uuid,
        run_until    timestamptz,
        unique (webhook, message),
        check ((status = 'pending') = (next_at is not null))
      );
      create index webhook_delivery_list on lockstep.webhook_delivery (webhook, number desc);
      create index webhook_delivery_due on lockstep.webhook_delivery (webhook, next_at, number) where status = 'pending';
      create index webhook_delivery_ended on lockstep.webhook_delivery (ended_at) where status <> 'pending';
      comment on table lockstep.webhook_delivery is 'No projection: what was sent, and how that came out, is nowhere else.';
      comment on column lockstep.webhook_delivery.made is 'Attempts; tries: those since it was asked for, or asked for again.';
      comment on column lockstep.webhook_delivery.handed_until is 'A job for it is queued, and queued again when it has not ended by then.';
      comment on column lockstep.webhook_delivery.run is 'The attempt under way; another one may begin after run_until.';

      create table lockstep.webhook_following (
        follows text   primary key check (follows in ('record', 'findings')),
        place   text   not null,
        round   bigint not null default 0
      );
      comment on table lockstep.webhook_following is 'Up to where deliveries were made: of the record a cursor, of findings a position. Empty until there is a webhook.';

      create table lockstep.webhook_finding (
        finding text   collate "C" primary key,
        opened  bigint not null,
        state   text   not null check (state in ('open', 'closed'))
      );
      comment on table lockstep.webhook_finding is 'What was told last of each finding.';
    `);
  }

  /** Deliveries are lost; webhooks stay in the record. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table lockstep.webhook_finding;
      drop table lockstep.webhook_following;
      drop table lockstep.webhook_delivery;
      drop table lockstep.webhook_health;
      drop table lockstep.webhook;
    `);
  }
}
