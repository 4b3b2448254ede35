import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What docs/explanation/tamper-evidence.md tells about seals. */
export class CreateSeals1764000300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(seals);
    await runner.query(immutability);
  }

  async down(): Promise<void> {
    throw new Error('migration; create-seals; seals are never dropped; found a request to revert');
  }
}

/** That no two seals have the same predecessor keeps the log one line, whatever the processes that write it believe. */
const seals = `
create table event_store.seal (
  tree_size     bigint      primary key,
  previous_size bigint      not null unique check (previous_size >= 0),
  last_tx       bigint      not null,
  last_position bigint      not null,
  sealed_at     timestamptz not null default clock_timestamp(),
  note          text        not null,
  public_key    bytea       not null check (octet_length(public_key) = 32),
  frontier      bytea       not null,
  entries       bytea       not null,
  check (tree_size > previous_size),
  check (octet_length(entries) = 40 * (tree_size - previous_size))
);
-- Hashes do not compress, and parts of them are read.
alter table event_store.seal alter column entries set storage external, alter column frontier set storage external;
create unique index seal_by_last_event on event_store.seal (last_tx, last_position);
comment on table event_store.seal is 'Signed states of the record: a Merkle tree over all events in reading order, and what it grew by.';
comment on column event_store.seal.note is 'Signed checkpoint: origin, tree size, root.';
comment on column event_store.seal.entries is 'Of each event since the seal before: position in 8 bytes and chain hash in 32.';
comment on column event_store.seal.frontier is 'Right edge of the tree, from which the next seal goes on.';

create table event_store.seal_node (
  level smallint not null,
  index bigint   not null,
  hash  bytea    not null check (octet_length(hash) = 32),
  primary key (level, index)
);
comment on table event_store.seal_node is 'Perfect subtrees over 256 entries and more, so that a proof reads few rows.';
`;

const immutability = ['seal', 'seal_node']
  .map(
    (table) => `
create trigger ${table}_is_immutable before update or delete on event_store.${table} for each row execute function event_store.refuse_change();
create trigger ${table}_is_never_emptied before truncate on event_store.${table} for each statement execute function event_store.refuse_change();`,
  )
  .join('\n');
