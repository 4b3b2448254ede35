import type { EventKey, Seal } from '../../audit/index.js';
import { timeText } from '../event-columns.js';
import type { Queryable } from '../queryable.js';

interface SealRow {
  readonly tree_size: string;
  readonly previous_size: string;
  readonly last_tx: string;
  readonly last_position: string;
  readonly sealed_at: string;
  readonly note: string;
  readonly public_key: Buffer;
  readonly entries: Buffer;
}

const columns = (entries: string) => `tree_size::text, previous_size::text, last_tx::text, last_position::text,
  ${timeText('sealed_at')} as sealed_at, note, public_key, ${entries} as entries`;
const withEntries = columns('entries');
/** Lists show checkpoints; the entries behind them are most of a seal. */
const withoutEntries = columns(`''::bytea`);

/** A seal without what the tree grew by. */
export type SealSummary = Omit<Seal, 'entries'>;
export interface NewestSeal extends SealSummary {
  readonly frontier: Buffer;
}

export async function findNewestSeal(db: Queryable): Promise<NewestSeal | undefined> {
  const [row] = await db.query<(SealRow & { frontier: Buffer })[]>(
    `select ${withoutEntries}, frontier from event_store.seal s order by s.tree_size desc limit 1`,
  );
  return row === undefined ? undefined : { ...readSeal(row), frontier: row.frontier };
}

/** Oldest first. */
export async function listSeals(db: Queryable, afterSize: number, limit: number): Promise<readonly Seal[]> {
  const sql = `select ${withEntries} from event_store.seal s where s.tree_size > $1 order by s.tree_size limit $2`;
  return (await db.query<SealRow[]>(sql, [afterSize, limit])).map(readSeal);
}

/** Newest first, before the one of size `before` if given. */
export async function listCheckpoints(db: Queryable, before: number | undefined, limit: number): Promise<readonly SealSummary[]> {
  const sql = `select ${withoutEntries} from event_store.seal s where $1::bigint is null or s.tree_size < $1 order by s.tree_size desc limit $2`;
  return (await db.query<SealRow[]>(sql, [before ?? null, limit])).map(readSeal);
}

/** The seal that covers an event with this key, if one does. */
export async function findSealOver(db: Queryable, key: EventKey): Promise<Seal | undefined> {
  const sql = `select ${withEntries} from event_store.seal s where (s.last_tx, s.last_position) >= ($1::bigint, $2::bigint)
    order by s.last_tx, s.last_position limit 1`;
  const [row] = await db.query<SealRow[]>(sql, [key.tx, key.position]);
  return row === undefined ? undefined : readSeal(row);
}

export interface SealState {
  /** Null: nothing was ever sealed. */
  readonly newest: { readonly treeSize: number; readonly sealedAt: string } | null;
  /** When the oldest event that is in no seal was recorded; null: there is none. */
  readonly unsealedSince: string | null;
}

export async function findSealState(db: Queryable): Promise<SealState> {
  const newest = await findNewestSeal(db);
  const { tx, position } = newest?.last ?? { tx: '0', position: '0' };
  const [row] = await db.query<{ since: string }[]>(
    `select ${timeText('e.recorded_at')} as since
     from event_store.read_all($1, $2, 1) e`,
    [tx, position],
  );
  return {
    newest: newest === undefined ? null : { treeSize: newest.treeSize, sealedAt: newest.sealedAt },
    unsealedSince: row?.since ?? null,
  };
}

const readSeal = (row: SealRow): Seal => ({
  treeSize: Number(row.tree_size),
  previousSize: Number(row.previous_size),
  last: { tx: row.last_tx, position: row.last_position },
  sealedAt: row.sealed_at,
  note: row.note,
  publicKey: row.public_key,
  entries: row.entries,
});
