import { compareTexts } from '@lockstep/kernel';
import type { Pieces } from './roll-demand.js';

/** Pieces that may come out of any of some blocks. */
export interface PieceOrder {
  readonly pieces: Pieces;
  readonly blocks: readonly string[];
}

export interface Placement {
  /** Addresses taken of each block. */
  readonly taken: ReadonlyMap<string, number>;
  /** Addresses that found no block, by the blocks that they could have come from. */
  readonly short: readonly { readonly blocks: readonly string[]; readonly addresses: number }[];
}

/**
 * Takes pieces out of blocks, the largest first, those with the least choice before others, each out of the block with most left. Sizes are powers of two,
 * so within one block the sum decides. Where clusters share several blocks another choice might place what this one cannot: it errs to the safe side.
 */
export function placePieces(orders: readonly PieceOrder[], free: ReadonlyMap<string, number>): Placement {
  const left = new Map(free);
  const taken = new Map<string, number>();
  const short = new Map<string, { blocks: readonly string[]; addresses: number }>();
  for (const { pieces, blocks } of orders.toSorted(bySizeAndChoice)) {
    let open = pieces.count;
    while (open > 0) {
      const block = roomiest(blocks, left);
      const fits = block === undefined ? 0 : Math.min(open, placesBefore(blocks, block, left, pieces.size));
      if (block === undefined || fits === 0) break;
      left.set(block, left.get(block)! - fits * pieces.size);
      taken.set(block, (taken.get(block) ?? 0) + fits * pieces.size);
      open -= fits;
    }
    if (open === 0) continue;
    const key = JSON.stringify(blocks);
    const earlier = short.get(key)?.addresses ?? 0;
    short.set(key, { blocks, addresses: earlier + open * pieces.size });
  }
  return { taken, short: [...short.values()] };
}

const bySizeAndChoice = (a: PieceOrder, b: PieceOrder): number =>
  b.pieces.size - a.pieces.size || a.blocks.length - b.blocks.length || compareTexts(JSON.stringify(a.blocks), JSON.stringify(b.blocks));

const roomiest = (blocks: readonly string[], left: ReadonlyMap<string, number>): string | undefined =>
  blocks.filter((block) => left.has(block)).toSorted((a, b) => left.get(b)! - left.get(a)! || compareTexts(a, b))[0];

/** Pieces that the roomiest block takes until another one has more left, at least one if it has room. */
function placesBefore(blocks: readonly string[], block: string, left: ReadonlyMap<string, number>, size: number): number {
  const room = left.get(block)!;
  const next = Math.max(0, ...blocks.filter((one) => one !== block).map((one) => left.get(one) ?? 0));
  if (room < size) return 0;
  if (room === Infinity) return Infinity;
  return Math.max(1, Math.floor((room - Math.max(next, room % size)) / size));
}
