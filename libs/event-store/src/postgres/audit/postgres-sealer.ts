import type { DataSource } from 'typeorm';
import {
  firstKey,
  MerkleFrontier,
  type NoteKey,
  type NoteSigner,
  parseCheckpoint,
  type PerfectNode,
  renderCheckpoint,
  sealedEntry,
  signNote,
  verifyNote,
} from '../../audit/index.js';
import { inOrder } from './connect-for-reading.js';
import type { Queryable } from '../queryable.js';
import { findNewestSeal, type NewestSeal } from './seal-rows.js';

export type SealOutcome =
  | { readonly outcome: 'sealed'; readonly treeSize: number; readonly events: number }
  | { readonly outcome: 'nothing-new' }
  /** Another process is sealing. */
  | { readonly outcome: 'busy' }
  /** Going on would put our signature under what somebody else wrote. */
  | { readonly outcome: 'refused'; readonly reason: string };

export interface SealerOptions {
  readonly signer: NoteSigner;
  /** Earlier keys of this record, whose seals are gone on from. */
  readonly trustedKeys?: readonly NoteKey[];
}

/** Events that one seal covers at most. */
const mostPerSeal = 10_000;
/** Levels below are computed from the entries of at most 256 events. */
export const lowestKeptLevel = 8;
/** Any number; whoever holds it seals. */
const sealLock = 5_210_466_103_003;

/** Makes seals; any number of processes may hold one. */
export class PostgresSealer {
  /** The newest seal that this process saw: seals that vanish while it runs are noticed. */
  private seen: { readonly treeSize: number; readonly note: string } | undefined;

  constructor(
    private readonly source: DataSource,
    private readonly options: SealerOptions,
  ) {}

  /** Seals the next events below the fence, at most 10,000. Takes no transaction id before it writes, so it holds no reader back while it reads. */
  async sealNext(): Promise<SealOutcome> {
    const outcome = await this.source.transaction(async (manager) => {
      const db: Queryable = manager;
      const [lock] = await db.query<{ held: boolean }[]>(lockSql, [sealLock]);
      if (!lock!.held) return { outcome: 'busy' } as const;
      const newest = await findNewestSeal(db);
      const frontier = await this.resume(db, newest);
      if (!(frontier instanceof MerkleFrontier)) return frontier;
      const { tx, position } = newest?.last ?? firstKey;
      const events = await db.query<{ tx: string; position: string; chain_hash: string }[]>(nextEventsSql, [tx, position, mostPerSeal]);
      if (events.length === 0) return { outcome: 'nothing-new' } as const;
      const note = await this.write(db, frontier, events);
      return { outcome: 'sealed', treeSize: frontier.size, events: events.length, note } as const;
    });
    if (outcome.outcome !== 'sealed') return outcome;
    // Only what has been committed was seen.
    this.seen = { treeSize: outcome.treeSize, note: outcome.note };
    return { outcome: 'sealed', treeSize: outcome.treeSize, events: outcome.events };
  }

  private async resume(db: Queryable, newest: NewestSeal | undefined): Promise<MerkleFrontier | (SealOutcome & { outcome: 'refused' })> {
    const refuse = (reason: string) => ({ outcome: 'refused', reason }) as const;
    if (this.seen !== undefined) {
      const [row] = await db.query<{ note: string }[]>('select note from event_store.seal where tree_size = $1', [this.seen.treeSize]);
      if (row?.note !== this.seen.note)
        return refuse(`seal of ${this.seen.treeSize} events; must stay as it was made; found ${row === undefined ? 'none' : 'another'}`);
    }
    if (newest === undefined) return MerkleFrontier.empty();
    const { signer, trustedKeys = [] } = this.options;
    const verdict = verifyNote(newest.note, [signer, ...trustedKeys]);
    if (verdict.outcome === 'unknown-key')
      return refuse(
        `seal of ${newest.treeSize} events; must be signed by ${signer.name}+${signer.id} or a trusted key; found ${verdict.keys.join(', ')}`,
      );
    if (verdict.outcome !== 'signed')
      return refuse(`seal of ${newest.treeSize} events; its signature must be valid; found one that is not`);
    const signed = parseCheckpoint(verdict.text);
    const frontier = MerkleFrontier.of(newest.treeSize, newest.frontier);
    if (
      !signed.ok ||
      signed.value.size !== newest.treeSize ||
      !signed.value.root.equals(frontier.root()) ||
      signed.value.origin !== signer.name
    )
      return refuse(`seal of ${newest.treeSize} events; its right edge must give the signed size and root of ${signer.name}; found others`);
    this.seen = { treeSize: newest.treeSize, note: newest.note };
    return frontier;
  }

  private async write(
    db: Queryable,
    frontier: MerkleFrontier,
    events: readonly { tx: string; position: string; chain_hash: string }[],
  ): Promise<string> {
    const previousSize = frontier.size;
    const nodes: { node: PerfectNode; hash: Buffer }[] = [];
    const entries = events.map(({ position, chain_hash: chainHash }) => sealedEntry({ position, chainHash }));
    for (const entry of entries) frontier.append(entry, (node, hash) => node.level >= lowestKeptLevel && nodes.push({ node, hash }));
    const { signer } = this.options;
    const note = signNote(renderCheckpoint({ origin: signer.name, size: frontier.size, root: frontier.root() }), signer);
    const last = events.at(-1)!;
    await db.query(insertSealSql, [
      frontier.size,
      previousSize,
      last.tx,
      last.position,
      note,
      signer.publicKey,
      frontier.toBytes(),
      Buffer.concat(entries),
    ]);
    if (nodes.length > 0)
      await db.query(insertNodesSql, [
        nodes.map(({ node }) => node.level),
        nodes.map(({ node }) => node.index),
        nodes.map(({ hash }) => hash),
      ]);
    return note;
  }
}

const lockSql = `select pg_try_advisory_xact_lock($1) as held, ${inOrder.map((setting) => `set_config('${setting}', 'off', true)`).join(', ')}`;
const nextEventsSql = `select e.tx::text, e.position::text, encode(e.chain_hash, 'hex') as chain_hash from event_store.read_all($1, $2, $3) e order by e.tx, e.position`;
const insertSealSql = `insert into event_store.seal (tree_size, previous_size, last_tx, last_position, note, public_key, frontier, entries)
  values ($1, $2, $3, $4, $5, $6, $7, $8)`;
const insertNodesSql = `insert into event_store.seal_node (level, index, hash) select * from unnest($1::smallint[], $2::bigint[], $3::bytea[])`;
