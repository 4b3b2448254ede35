import ipaddr from 'ipaddr.js';
import { OutboundError } from './outbound-error.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Network = readonly [Address, number];

/** Tells whether an address may be connected to: null, or what kind of address it is and why not. */
export type AddressJudge = (address: string) => string | null;

export interface AddressPolicy {
  /** Networks in CIDR form that may be called beside public addresses: `10.20.0.0/16`, `fd00:20::/32`. */
  readonly allowedNetworks: readonly string[];
}

/**
 * Public addresses may be called, all others only inside of an allowed network. Link-local ones, where clouds answer with the credentials of the machine,
 * only inside of a network that is link-local itself: `0.0.0.0/0` does not open them.
 *
 * `loopback` judges calls that are not encrypted: their address must be a loopback one, and allowed.
 */
export function addressJudge({ allowedNetworks }: AddressPolicy, reach: 'anywhere' | 'loopback'): AddressJudge {
  const networks = allowedNetworks.map(parseNetwork);
  return (text) => {
    const address = parseAddress(text);
    if (address === null) return 'what the name leads to is not an address';
    const kind = kindOf(address);
    if (reach === 'loopback' && kind !== 'loopback') return 'http is for loopback addresses only; use https';
    if (kind === 'public' || networks.some((network) => opens(network, address, kind))) return null;
    return `it leads to a ${NAMES[kind] ?? 'reserved'} address, which LOCKSTEP_ALLOWED_NETWORKS does not allow`;
  };
}

function opens(network: Network, address: Address, kind: string): boolean {
  if (network[0].kind() !== address.kind() || !(address as ipaddr.IPv4).match(network[0] as ipaddr.IPv4, network[1])) return false;
  return kind !== 'linkLocal' || kindOf(network[0]) === 'linkLocal';
}

/** In words for a person, where the name of the range does not say it. */
const NAMES: Readonly<Record<string, string>> = {
  private: 'private',
  uniqueLocal: 'private',
  carrierGradeNat: 'private',
  loopback: 'loopback',
  linkLocal: 'link-local',
  multicast: 'multicast',
  unspecified: 'unspecified',
};

/** `public`: it is routed on the internet. Of IPv6 that is 2000::/3 only, less what is reserved in it. */
function kindOf(address: Address): string {
  const range = address.range();
  if (range !== 'unicast') return range;
  return address.kind() === 'ipv4' || (address.toByteArray()[0]! & 0xe0) === 0x20 ? 'public' : 'reserved';
}

/** IPv4 inside of IPv6 is judged as the IPv4 address that will be called. Zones (`fe80::1%eth0`) do not change what an address is. */
function parseAddress(text: string): Address | null {
  const bare = text.replace(/%.*$/, '');
  // Parts in octal or left out (`127.1`) are read by some as another address: none of ours are written so.
  if (!ipaddr.IPv4.isValidFourPartDecimal(bare) && !ipaddr.IPv6.isValid(bare)) return null;
  return ipaddr.process(bare);
}

function parseNetwork(text: string): Network {
  if (!ipaddr.isValidCIDR(text))
    throw new Error(`allowed network; a network in CIDR form such as 10.0.0.0/8; found ${JSON.stringify(text)}`);
  return ipaddr.parseCIDR(text);
}

/** @throws OutboundError `address-refused` */
export function assertAddress(judge: AddressJudge, address: string): void {
  const refused = judge(address);
  if (refused !== null) throw new OutboundError('address-refused', refused);
}
