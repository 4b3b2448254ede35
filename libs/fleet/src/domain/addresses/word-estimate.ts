import type { AddressEstimate, AddressNeed, AddressWarning, JudgedBlock } from './estimate-addresses.js';

const KINDS: Readonly<Record<keyof AddressNeed, string>> = {
  pods: 'pods',
  nodes: 'nodes',
  services: 'services',
  surge: 'surge of a roll',
  reserved: 'reserved, 4 to a subnet',
  unfilled: 'left over in subnets',
};

/** What takes the addresses, most first. */
export const wordNeed = (need: AddressNeed): string =>
  (Object.keys(KINDS) as (keyof AddressNeed)[])
    .filter((kind) => need[kind] > 0)
    .sort((a, b) => need[b] - need[a] || (a < b ? -1 : 1))
    .map((kind) => `${need[kind]} ${KINDS[kind]}`)
    .join(', ');

/** Why a block is what it is. */
export function wordBlock({ prefix, addresses, verdict, free, clusters }: JudgedBlock, { need, needed }: AddressEstimate): string {
  const of = `a /${prefix} has ${addresses} addresses`;
  if (verdict === 'strands') {
    const alone = need.pods > addresses ? `; the pods alone need ${need.pods}` : '';
    const held = clusters === 0 ? 'not even one cluster fits' : `${clusters} cluster${clusters === 1 ? '' : 's'} would fit`;
    return `${of}, ${-free} short of ${needed}${alone}; ${held}, and the next one is stranded`;
  }
  return verdict === 'tight' ? `${of}, ${free} more than are needed: no room to grow` : `${of}, ${free} more than are needed`;
}

export function wordWarning(warning: AddressWarning): string {
  switch (warning.warning) {
    case 'routable-pods-need-more':
      return `were the pods routable in the VPC, every node would take 256 addresses for them: ${warning.needed} in all, ${
        warning.prefix === null ? 'more than any block has' : `at least a /${warning.prefix}`
      }`;
    case 'encapsulated-pods-not-planned':
      return 'encapsulated pods take addresses of the cluster itself, which are not planned here';
    case 'pods-outgrow-nodes':
      return `${warning.pods} pods of a cluster need more than the ${warning.addresses} addresses that its workers get for pods: add nodes`;
    case 'larger-than-private-space':
      return `${warning.prefix === null ? 'no IPv4 block is large enough' : `a /${warning.prefix} is larger than any private IPv4 range`}: split the fleet, or use IPv6`;
  }
}
