import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { AddressJudge } from './networks.js';
import { OutboundError } from './outbound-error.js';

/**
 * A name lookup for sockets that gives only addresses that may be connected to. What is judged is what is connected to: a name that leads elsewhere
 * the second time it is asked for gains nothing. Sockets do not ask it for literal addresses; `GuardedAgent` and `createOutbound` judge those.
 */
export function guardedLookup(judge: AddressJudge, resolve: LookupFunction = lookup as LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, []);
      const addresses = typeof found === 'string' ? [{ address: found, family: found.includes(':') ? 6 : 4 }] : found;
      const refused = addresses.map(({ address }) => judge(address));
      const allowed = addresses.filter((_, index) => refused[index] === null);
      const [first] = allowed;
      if (first === undefined)
        return callback(new OutboundError('address-refused', refused.find((why) => why !== null) ?? 'the name leads to no address'), []);
      if (options.all) callback(null, allowed);
      else callback(null, first.address, first.family);
    });
  };
}
