export { type Answer, readJson, readText } from './answer.js';
export { createOutbound, type Outbound, type OutboundOptions, type OutboundRequest, type OutboundTimeouts } from './create-outbound.js';
export { addressJudge, type AddressJudge, type AddressPolicy } from './networks.js';
export { OutboundError, type OutboundFault, toOutboundError } from './outbound-error.js';
export { caBundleProblem, type Trust } from './trust.js';
