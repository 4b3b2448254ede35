import ipaddr from 'ipaddr.js';

export const FAMILIES = [4, 6] as const;
export type Family = (typeof FAMILIES)[number];

const BITS: Readonly<Record<Family, number>> = { 4: 32, 6: 128 };

/** Addresses of a block. Exact for every prefix: a power of two. */
export const addressesOf = (prefix: number, family: Family): number => 2 ** (BITS[family] - prefix);

/** The longest prefix whose block has so many addresses; null: no block of this family has. */
export function prefixFor(addresses: number, family: Family): number | null {
  for (let prefix = BITS[family]; prefix >= 0; prefix--) if (addressesOf(prefix, family) >= addresses) return prefix;
  return null;
}

export const longestPrefix = (family: Family): number => BITS[family];

/** Addresses of a block in CIDR notation, `10.20.0.0/20` or `fd00::/64`; null: it is none. */
export function sizeOfCidr(cidr: string): number | null {
  if (!ipaddr.isValidCIDR(cidr)) return null;
  const [address, prefix] = ipaddr.parseCIDR(cidr);
  return addressesOf(prefix, address.kind() === 'ipv4' ? 4 : 6);
}
