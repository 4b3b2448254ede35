import { addressesOf, type Family, prefixFor } from './address-block.js';
import { ADDRESSES_PER_ROUTABLE_NODE, isSubnetSize, RESERVED_PER_SUBNET, usableOf } from './subnet-size.js';

/**
 * What pods take of the address space. `one-each`: an address to a pod. `block-per-node`: 256 to a node, whatever runs on it: pods that are routable in
 * the VPC. `none`: encapsulated pods.
 */
export const POD_ADDRESSING = ['one-each', 'block-per-node', 'none'] as const;
export type PodAddressing = (typeof POD_ADDRESSING)[number];

export interface AddressQuestion {
  readonly clusters: number;
  readonly podsPerCluster: number;
  /** Control plane and workers. */
  readonly nodesPerCluster: number;
  /** Those with an address of their own: load balancers. */
  readonly servicesPerCluster: number;
  readonly pods: PodAddressing;
  /** Clusters that roll at the same time. */
  readonly rollingTogether: number;
  /** Node pools of a cluster: they roll in parallel. */
  readonly pools: number;
  /** Nodes a pool adds before it takes one away. */
  readonly maxSurge: number;
  /** Size of the subnets that nodes get: a power of two. */
  readonly subnetSize: number;
  /** Per cent on top of the need that make a block comfortable. 100: half of it stays free. */
  readonly headroom: number;
  readonly family: Family;
}

/** Addresses by what takes them. */
export interface AddressNeed {
  readonly pods: number;
  readonly nodes: number;
  readonly services: number;
  /** New nodes beside the old ones while clusters roll. */
  readonly surge: number;
  /** Four of every subnet. */
  readonly reserved: number;
  /** Left over in subnets, which only come whole. */
  readonly unfilled: number;
}

/** `strands`: it does not hold the need. `tight`: it does, without the headroom. */
export type BlockVerdict = 'strands' | 'tight' | 'comfortable';

export interface JudgedBlock {
  readonly prefix: number;
  readonly addresses: number;
  readonly verdict: BlockVerdict;
  /** Negative: so many are short. */
  readonly free: number;
  /** Clusters that get all of what they need. */
  readonly clusters: number;
}

export type AddressWarning =
  /** Were the pods routable in the VPC, so much would be needed. */
  | { readonly warning: 'routable-pods-need-more'; readonly needed: number; readonly prefix: number | null }
  | { readonly warning: 'encapsulated-pods-not-planned' }
  /** More pods than the blocks of the workers hold. */
  | { readonly warning: 'pods-outgrow-nodes'; readonly pods: number; readonly addresses: number }
  | { readonly warning: 'larger-than-private-space'; readonly prefix: number | null };

export interface AddressEstimate {
  readonly need: AddressNeed;
  readonly needed: number;
  readonly withHeadroom: number;
  /** The smallest sufficient block; null: no block of the family suffices. */
  readonly smallest: JudgedBlock | null;
  readonly comfortable: JudgedBlock | null;
  /** Blocks to choose from, from two sizes too small to comfortable, and those asked about; smallest first. */
  readonly blocks: readonly JudgedBlock[];
  readonly warnings: readonly AddressWarning[];
}

/** Control plane surge of a rolling cluster. (Cluster API: 0 or 1, 1 by default) */
export const CONTROL_PLANE_SURGE = 1;

const CONTROL_PLANE_NODES = 1;
const LARGEST_PRIVATE_PREFIX = 8;

/**
 * How many addresses clusters need of the blocks of a VPC, and which block to choose. Subnets are powers of two and blocks hand them out aligned, so
 * that an empty block whose size is the sum holds them all, in whatever order they are asked for.
 *
 * @param prefixes blocks to judge beside the usual ones
 */
export function estimateAddresses(question: AddressQuestion, prefixes: readonly number[] = []): AddressEstimate {
  if (!isSubnetSize(question.subnetSize))
    throw new Error(`addresses; subnet size; a power of two from 8 to 65536; found ${question.subnetSize}`);
  const { family, clusters } = question;
  const need = needOf(question, clusters);
  const needed = sumOf(need);
  const withHeadroom = Math.ceil((needed * (100 + question.headroom)) / 100);
  const judge = (prefix: number): JudgedBlock => {
    const addresses = addressesOf(prefix, family);
    const verdict = addresses < needed ? 'strands' : addresses < withHeadroom ? 'tight' : 'comfortable';
    return { prefix, addresses, verdict, free: addresses - needed, clusters: clustersWithin(question, addresses) };
  };
  const [smallest, comfortable] = [prefixFor(needed, family), prefixFor(withHeadroom, family)];
  const usual = smallest === null ? [] : range(comfortable ?? 0, Math.min(smallest + 2, prefixFor(1, family)!));
  return {
    need,
    needed,
    withHeadroom,
    smallest: smallest === null ? null : judge(smallest),
    comfortable: comfortable === null ? null : judge(comfortable),
    blocks: [...new Set([...usual, ...prefixes])].sort((a, b) => b - a).map(judge),
    warnings: warningsOf(question, needed, smallest),
  };
}

/** Addresses for the first so many of the clusters. */
function needOf(
  { podsPerCluster, nodesPerCluster, servicesPerCluster, pods, rollingTogether, pools, maxSurge, subnetSize }: AddressQuestion,
  clusters: number,
): AddressNeed {
  const surgeOfOne = CONTROL_PLANE_SURGE + pools * maxSurge;
  const rolling = Math.min(rollingTogether, clusters);
  const surge = rolling * surgeOfOne;
  const nodes = clusters * nodesPerCluster;
  // A SubnetSet belongs to one cluster, and every cluster rolls some day: the subnets are there for its surge even while others roll.
  const subnets = clusters * Math.ceil((nodesPerCluster + surgeOfOne) / usableOf(subnetSize));
  const reserved = subnets * RESERVED_PER_SUBNET;
  return {
    pods: pods === 'none' ? 0 : pods === 'one-each' ? clusters * podsPerCluster : (nodes + surge) * ADDRESSES_PER_ROUTABLE_NODE,
    nodes,
    services: clusters * servicesPerCluster,
    surge,
    reserved,
    unfilled: subnets * subnetSize - reserved - nodes - surge,
  };
}

const sumOf = ({ pods, nodes, services, surge, reserved, unfilled }: AddressNeed): number =>
  pods + nodes + services + surge + reserved + unfilled;

/** The need grows with every cluster, so the largest number that fits is found by halving. */
function clustersWithin(question: AddressQuestion, addresses: number): number {
  let [fits, tooMany] = [0, question.clusters + 1];
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    if (sumOf(needOf(question, middle)) <= addresses) fits = middle;
    else tooMany = middle;
  }
  return fits;
}

function warningsOf(question: AddressQuestion, needed: number, smallest: number | null): AddressWarning[] {
  const { pods, family, clusters, podsPerCluster, nodesPerCluster } = question;
  const warnings: AddressWarning[] = [];
  if (pods === 'one-each') {
    const routable = sumOf(needOf({ ...question, pods: 'block-per-node' }, clusters));
    if (routable > needed) warnings.push({ warning: 'routable-pods-need-more', needed: routable, prefix: prefixFor(routable, family) });
  }
  if (pods === 'none') warnings.push({ warning: 'encapsulated-pods-not-planned' });
  const held = Math.max(0, nodesPerCluster - CONTROL_PLANE_NODES) * ADDRESSES_PER_ROUTABLE_NODE;
  if (pods === 'block-per-node' && podsPerCluster > held)
    warnings.push({ warning: 'pods-outgrow-nodes', pods: podsPerCluster, addresses: held });
  if (family === 4 && (smallest === null || smallest < LARGEST_PRIVATE_PREFIX))
    warnings.push({ warning: 'larger-than-private-space', prefix: smallest });
  return warnings;
}

const range = (from: number, to: number): number[] => Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
