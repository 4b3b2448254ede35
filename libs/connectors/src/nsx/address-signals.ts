import type { ClusterAddresses, Signal } from '@lockstep/fleet/domain';

/** Below this share of its addresses a block is short: a roll over several clusters takes whole subnets of it at once. */
const SHORT_SHARE = 0.1;

/** Addresses of an IP block, as far as told. */
export interface BlockRoom {
  readonly total: number | null;
  readonly available: number | null;
}

/** Rooms by the path of the block. A block with several ranges is told of several times. */
export function roomsOf(
  ranges: readonly { readonly path: string; readonly total?: number | null | undefined; readonly available?: number | null | undefined }[],
): ReadonlyMap<string, BlockRoom> {
  const rooms = new Map<string, BlockRoom>();
  for (const { path, total = null, available = null } of ranges) {
    const before = rooms.get(path) ?? { total: 0, available: 0 };
    rooms.set(path, { total: sumOf(before.total, total), available: sumOf(before.available, available) });
  }
  return rooms;
}

const sumOf = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b);

/** NSX makes no smaller subnet: what is left below that is of no use. */
const SMALLEST_SUBNET = 16;

/**
 * Details name no numbers: those change with each node that comes or goes, and stand beside the signals.
 *
 * @param rooms by the path of the block
 */
export function addressSignals(addresses: ClusterAddresses | undefined, rooms: ReadonlyMap<string, BlockRoom>, why: string): Signal[] {
  if (!addresses)
    return [
      { name: 'subnets', state: 'unknown', detail: why },
      { name: 'ip-block', state: 'unknown', detail: why },
    ];
  const blocks = addresses.blocks.map((path) => rooms.get(path) ?? { total: null, available: null });
  return [subnetsSignal(addresses, blocks), blockSignal(blocks)];
}

/** A full subnet is a failure only where no further one can be made. */
function subnetsSignal({ subnets }: ClusterAddresses, blocks: readonly BlockRoom[]): Signal {
  const name = 'subnets';
  if (subnets.length === 0) return { name, state: 'unknown', detail: 'no subnet of the cluster was found' };
  if (subnets.some(({ free }) => free !== null && free > 0)) return { name, state: 'ok', detail: null };
  if (subnets.some(({ free }) => free === null)) return { name, state: 'unknown', detail: 'free addresses are not told' };
  if (blocks.some(({ available }) => available !== null && available >= SMALLEST_SUBNET))
    return { name, state: 'degraded', detail: 'no address is free; the next node takes a further subnet' };
  if (blocks.length === 0 || blocks.some(({ available }) => available === null))
    return { name, state: 'degraded', detail: 'no address is free; whether a further subnet can be made is not told' };
  return { name, state: 'failed', detail: 'no address is free, and no block has room for a further subnet' };
}

/** Of several blocks a subnet comes from any that has room. */
function blockSignal(blocks: readonly BlockRoom[]): Signal {
  const name = 'ip-block';
  const told = blocks.filter((block): block is BlockRoom & { available: number } => block.available !== null);
  if (told.some(({ available, total }) => available >= SMALLEST_SUBNET && total !== null && available >= total * SHORT_SHARE))
    return { name, state: 'ok', detail: null };
  if (told.length < blocks.length || blocks.length === 0)
    return { name, state: 'unknown', detail: 'free addresses of the block are not told' };
  if (told.every(({ available }) => available < SMALLEST_SUBNET))
    return { name, state: 'failed', detail: 'the block has no room for a further subnet' };
  return told.some(({ total }) => total === null)
    ? { name, state: 'unknown', detail: 'the size of the block is not told' }
    : { name, state: 'degraded', detail: 'less than a tenth of the block is free' };
}
