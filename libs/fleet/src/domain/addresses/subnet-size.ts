/** Of every subnet of a VPC: network, broadcast, gateway and DHCP server. (nsx-operator, subnet ports) */
export const RESERVED_PER_SUBNET = 4;

/** A node takes that many addresses for its pods when they have addresses of the VPC. (cloud-provider-vsphere, NSX VPC routes) */
export const ADDRESSES_PER_ROUTABLE_NODE = 256;

/** NSX up to 9.0 makes no smaller subnets; 9.1 and later make them down to {@link SMALLEST_SUBNET}. (nsx-operator, validation of subnet sizes) */
export const SMALLEST_SUBNET_UP_TO_9_0 = 16;
export const SMALLEST_SUBNET = 8;
export const LARGEST_SUBNET = 65_536;

/** A subnet's size is a power of two, and never changes. */
export const isSubnetSize = (size: number): boolean =>
  size >= SMALLEST_SUBNET && size <= LARGEST_SUBNET && Number.isInteger(Math.log2(size));

/** Addresses that nodes can have of a subnet. */
export const usableOf = (subnetSize: number): number => subnetSize - RESERVED_PER_SUBNET;
