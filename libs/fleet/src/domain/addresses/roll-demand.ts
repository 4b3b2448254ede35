import { sizeOfCidr } from './address-block.js';
import type { ClusterAddresses, Subnet } from './address-space.js';
import { CONTROL_PLANE_SURGE } from './estimate-addresses.js';
import { ADDRESSES_PER_ROUTABLE_NODE, SMALLEST_SUBNET, usableOf } from './subnet-size.js';

/** A cluster that is to roll, with what was observed of it. */
export interface RollingCluster {
  readonly id: string;
  /** Null: never observed. */
  readonly addresses: ClusterAddresses | null;
  /** Null: never observed. */
  readonly nodes: { readonly controlPlane: number; readonly workers: number } | null;
}

export interface RollOptions {
  /** Node pools of every cluster, which roll in parallel. Null: not told, so that each worker may be a pool of its own. */
  readonly pools: number | null;
  /** Nodes a pool adds before it takes one away. */
  readonly maxSurge: number;
}

/** What was not observed takes the value that asks for most, or for least. */
export type Assumption = 'worst' | 'best';

/** What a cluster takes of the blocks while it rolls. Infinite: nobody can tell how much at most. */
export interface RollDemand {
  readonly surgeNodes: number;
  /** Of the surge nodes, those that find an address in the subnets that are there. */
  readonly fromSubnets: number;
  /** Sizes of the pieces that come out of the blocks: subnets for nodes, and 256 for the pods of each node where they are routable. */
  readonly newSubnets: Pieces;
  readonly podBlocks: Pieces;
}

export interface Pieces {
  readonly count: number;
  readonly size: number;
}

const NO_PIECES: Pieces = { count: 0, size: 0 };

/** What was not observed of a cluster and matters for its roll. */
export function missingOf({ addresses, nodes }: RollingCluster, { pools }: RollOptions): string[] {
  if (addresses === null) return ['addresses'];
  return [
    ...(pools === null ? [nodes === null ? ['nodes'] : nodes.workers > 1 ? ['node pools'] : []].flat() : []),
    ...(addresses.subnets.length === 0 ? ['subnets'] : []),
    ...addresses.subnets.filter((subnet) => sizeOfSubnet(subnet) === null).map(({ id }) => `size of subnet ${id}`),
    ...addresses.subnets.filter(({ free }) => free === null).map(({ id }) => `free addresses of subnet ${id}`),
    ...(addresses.blocks.length === 0 ? ['blocks'] : []),
    ...(addresses.podsRoutable === null ? ['whether pods are routable'] : []),
  ];
}

export function rollDemand(cluster: RollingCluster, options: RollOptions, assumption: Assumption): RollDemand {
  const surgeNodes = surgeOf(cluster, options, assumption);
  const { addresses } = cluster;
  if (addresses === null) {
    const unknown = assumption === 'worst' ? { count: Infinity, size: SMALLEST_SUBNET } : NO_PIECES;
    return { surgeNodes, fromSubnets: 0, newSubnets: unknown, podBlocks: NO_PIECES };
  }
  const fromSubnets = Math.min(surgeNodes, freeOf(addresses.subnets, assumption));
  const routable = addresses.podsRoutable ?? assumption === 'worst';
  return {
    surgeNodes,
    fromSubnets,
    newSubnets: newSubnets(addresses.subnets, surgeNodes - fromSubnets, assumption),
    podBlocks: routable ? { count: surgeNodes, size: ADDRESSES_PER_ROUTABLE_NODE } : NO_PIECES,
  };
}

function surgeOf({ nodes }: RollingCluster, { pools, maxSurge }: RollOptions, assumption: Assumption): number {
  const controlPlane = nodes?.controlPlane === 0 ? 0 : CONTROL_PLANE_SURGE;
  if (pools !== null) return controlPlane + pools * maxSurge;
  if (nodes === null) return assumption === 'worst' ? Infinity : controlPlane;
  return controlPlane + (assumption === 'worst' ? nodes.workers : Math.min(1, nodes.workers)) * maxSurge;
}

const sizeOfSubnet = ({ cidr }: Subnet): number | null => sizeOfCidr(cidr);

const freeOf = (subnets: readonly Subnet[], assumption: Assumption): number =>
  subnets.reduce((sum, subnet) => sum + (subnet.free ?? (assumption === 'worst' ? 0 : usableOf(sizeOfSubnet(subnet) ?? Infinity))), 0);

/** A SubnetSet grows by subnets of its own size. Where its subnets differ, nobody says which size comes next. */
function newSubnets(subnets: readonly Subnet[], nodes: number, assumption: Assumption): Pieces {
  if (nodes === 0) return NO_PIECES;
  const sizes = subnets.map(sizeOfSubnet).filter((size) => size !== null);
  const isKnown = sizes.length > 0 && sizes.length === subnets.length;
  if (!isKnown) return { count: assumption === 'worst' ? Infinity : 1, size: SMALLEST_SUBNET };
  const [smallest, largest] = [Math.min(...sizes), Math.max(...sizes)];
  return assumption === 'worst'
    ? { count: Math.ceil(nodes / Math.max(1, usableOf(smallest))), size: largest }
    : { count: Math.ceil(nodes / usableOf(largest)), size: smallest };
}
