import {
  consistencyProof,
  foldHashes,
  inclusionProof,
  MerkleFrontier,
  type PerfectNode,
  type RawEvent,
  sealedEntry,
} from '../../audit/index.js';
import { lowestKeptLevel } from './postgres-sealer.js';
import type { Queryable } from '../queryable.js';
import { findRawEvent } from './raw-event-rows.js';
import { findNewestSeal, findSealOver, type SealSummary } from './seal-rows.js';

export type EventProof =
  | {
      readonly outcome: 'proven';
      readonly event: RawEvent;
      /** Place among the sealed events, from 0. */
      readonly index: number;
      readonly path: readonly Buffer[];
      /** The newest one, whose root the path leads to. */
      readonly seal: SealSummary;
    }
  | { readonly outcome: 'unknown-event' }
  | { readonly outcome: 'not-sealed' }
  /** Sealed at this place was something else: the record was changed. */
  | { readonly outcome: 'broken'; readonly event: RawEvent };

/** That an event stands in the sealed record. Reads rows in number of the logarithm of the record. */
export async function proveEvent(db: Queryable, id: string): Promise<EventProof> {
  const event = await findRawEvent(db, id);
  if (event === undefined) return { outcome: 'unknown-event' };
  const over = await findSealOver(db, event);
  const newest = await findNewestSeal(db);
  if (over === undefined || newest === undefined) return { outcome: 'not-sealed' };
  const entry = sealedEntry(event);
  let at = over.entries.indexOf(entry);
  while (at > 0 && at % entry.length !== 0) at = over.entries.indexOf(entry, at + 1);
  if (at < 0) return { outcome: 'broken', event };
  const index = over.previousSize + at / entry.length;
  const path = await hashesOf(db, inclusionProof(index, newest.treeSize), newest.treeSize);
  return { outcome: 'proven', event, index, path, seal: newest };
}

/** That the tree of `second` entries went on from that of `first`. Both must have been sealed. */
export async function proveConsistency(db: Queryable, first: number, second: number): Promise<readonly Buffer[]> {
  return hashesOf(db, consistencyProof(first, second), second);
}

async function hashesOf(db: Queryable, proof: readonly (readonly PerfectNode[])[], size: number): Promise<Buffer[]> {
  const nodes = proof.flat();
  const kept = nodes.filter(({ level }) => level >= lowestKeptLevel);
  const rows = await db.query<{ level: number; index: string; hash: Buffer }[]>(
    `select n.level, n.index::text, n.hash from event_store.seal_node n join unnest($1::smallint[], $2::bigint[]) as k (level, index) using (level, index)`,
    [kept.map(({ level }) => level), kept.map(({ index }) => index)],
  );
  const hashes = new Map(rows.map(({ level, index, hash }) => [nameOf({ level, index: Number(index) }), hash]));
  const width = 2 ** lowestKeptLevel;
  const blocks = new Set(
    nodes.filter(({ level }) => level < lowestKeptLevel).map(({ level, index }) => Math.floor((index * 2 ** level) / width)),
  );
  for (const block of blocks) await addBlock(db, block * width, Math.min((block + 1) * width, size), hashes);
  return proof.map((element) => foldHashes(element.map((node) => hashes.get(nameOf(node)) ?? missing(node))));
}

/** Adds the hashes of all perfect subtrees below a kept one. `begin` is a multiple of its width. */
async function addBlock(db: Queryable, begin: number, end: number, hashes: Map<string, Buffer>): Promise<void> {
  const rows = await db.query<{ entries: Buffer }[]>(entriesSql, [begin, end]);
  const entries = Buffer.concat(rows.map((row) => row.entries));
  const length = entries.length / (end - begin);
  const subtree = MerkleFrontier.empty();
  for (let at = 0; at < entries.length; at += length)
    subtree.append(entries.subarray(at, at + length), ({ level, index }, hash) =>
      hashes.set(nameOf({ level, index: index + begin / 2 ** level }), hash),
    );
}

/** The part of each seal's entries that lies between the two sizes. */
const entriesSql = `
  select substring(s.entries from (40 * greatest(0, $1::bigint - s.previous_size) + 1)::integer
    for (40 * (least($2::bigint, s.tree_size) - greatest($1::bigint, s.previous_size)))::integer) as entries
  from event_store.seal s where s.tree_size > $1 and s.previous_size < $2 order by s.tree_size`;

const nameOf = ({ level, index }: PerfectNode): string => `${level}/${index}`;

function missing(node: PerfectNode): never {
  throw new Error(`sealed tree; subtree ${nameOf(node)}; must have been kept when it was completed; found none`);
}
