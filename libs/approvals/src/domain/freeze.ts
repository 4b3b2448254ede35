import { registerDecider } from './register.decider.js';
import type { Scope } from './scope.js';

/** A time in which nothing of its scope may start. */
export interface Freeze {
  /** For people. */
  readonly name: string;
  readonly reason: string;
  readonly scope: Scope;
  readonly times: FreezeTimes;
}

export type FreezeTimes =
  /** RFC 3339, `to` not included. */
  | { readonly from: string; readonly to: string }
  /** By the clock on the wall: `start` YYYY-MM-DDTHH:MM without an offset, `duration` of RFC 5545 (`PT4H`, `P2D`), `rule` the parts of an RRULE; absent: once. */
  | { readonly start: string; readonly duration: string; readonly timeZone: string; readonly rule?: string };

/** Events of the stream `freeze-<id>`: `FreezeDeclared`, `FreezeChanged`, `FreezeLifted` (reason). */
export const freezeDecider = registerDecider<Freeze>({ created: 'FreezeDeclared', changed: 'FreezeChanged', removed: 'FreezeLifted' });
