import type { AddressUsage } from './shapes.js';

/** Pods with addresses of the VPC take 256 for each node: a /24 or larger. */
const LONGEST_PREFIX = 24;

/**
 * Whether the pods of a cluster have addresses of the VPC. NSX does not say so: each node of such a cluster has an allocation in the VPC that is named
 * after the node, and nodes are named after their cluster.
 *
 * @param others names of all clusters in the VPC; where one begins like another, the longer name counts
 * @returns null: could not be told
 */
export function podsAreRoutable(cluster: string, others: readonly string[], usage: AddressUsage | undefined): boolean | null {
  const lists = usage?.ip_blocks.map(({ allocated_by_vpc: allocated }) => allocated?.ip_addresses);
  if (!lists || lists.length === 0 || lists.some((list) => !list)) return null;
  const owners = lists
    .flatMap((list) => list!)
    .flatMap(({ address, path }) => {
      const node = /\/ip-address-allocations\/([^/]+)$/.exec(path ?? '')?.[1];
      return node !== undefined && Number(address?.split('/')[1] ?? 32) <= LONGEST_PREFIX ? [ownerOf(node, others)] : [];
    });
  if (owners.includes(cluster)) return true;
  return owners.includes(null) ? null : false;
}

const ownerOf = (node: string, clusters: readonly string[]): string | null =>
  clusters.filter((cluster) => node.startsWith(`${cluster}-`)).sort((a, b) => b.length - a.length)[0] ?? null;
