export * from './address-space.js';
export { FAMILIES, type Family, longestPrefix } from './address-block.js';
export * from './estimate-addresses.js';
export { type ClusterDemand, type ObservedBlock, preflightRoll, type RollPreflight, type RollVerdict } from './preflight-roll.js';
export type { RollingCluster, RollOptions } from './roll-demand.js';
export { isSubnetSize, LARGEST_SUBNET, SMALLEST_SUBNET, SMALLEST_SUBNET_UP_TO_9_0 } from './subnet-size.js';
export { wordBlock, wordNeed, wordWarning } from './word-estimate.js';
