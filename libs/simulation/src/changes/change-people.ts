import type { ServerTls } from '../serve/listener.js';
import type { ServedRequest } from '../serve/serve-world.js';
import type { WireFaults } from '../serve/wire-faults.js';

/** What people do to change records in the system itself. Records are named as people name them: `CHG0030001`, `OPS-1`. */
export interface ChangePeople {
  /** All who are asked say yes, one after the other, and the workflow goes on as far as it goes by itself. */
  approve(number: string, by?: string): void;
  /** One of them says yes; the others have yet to answer. */
  approveInPart(number: string, by?: string): void;
  reject(number: string, by?: string): void;
  cancel(number: string): void;
  /** To a state by the system's own word, whether its workflow leads there or not. */
  move(number: string, state: string): void;
  /** Writes another text over the implementation plan. */
  rewrite(number: string, text: string): void;
  /** RFC 3339 in UTC; null: both planned dates are emptied, or this one. */
  reschedule(number: string, times: { readonly start: string | null; readonly end: string | null } | null): void;
  remove(number: string): void;
  /** Another record of the same plan, as when somebody makes a copy; its number. */
  copy(number: string): string;
}

/** A record as its system would show it to people. */
export interface ShownChange {
  readonly number: string;
  /** What machines call it. */
  readonly reference: string;
  readonly state: string;
  readonly summary: string;
  readonly description: string;
  readonly implementation: string;
  readonly backout: string;
  readonly test: string;
  /** As the system holds them. */
  readonly start: string;
  readonly end: string;
  /** Comments and work notes, oldest first. */
  readonly notes: readonly string[];
  /** All else that it holds, by the system's own names. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A system that holds change records, listening. Credentials protect nothing. */
export interface ServedChangeSystem<Secret, Behaviour> {
  readonly url: string;
  /** What to trust; null: plain HTTP. */
  readonly ca: string | null;
  /** How Lockstep logs in, each as the connector takes it. */
  readonly logins: readonly [Secret, ...Secret[]];
  readonly faults: WireFaults;
  readonly requests: readonly ServedRequest[];
  readonly people: ChangePeople;
  /** May be changed while it listens. */
  readonly behaviour: Behaviour;
  /** Those that were not removed, oldest first. */
  changes(): readonly ShownChange[];
  close(): Promise<void>;
}

export interface ChangeServeOptions<Behaviour> {
  /** Left out: plain HTTP. `own`: a certificate for `host` of an authority made for it. `ca` goes to whoever is to trust it. */
  readonly tls?: 'own' | (ServerTls & { readonly ca: string });
  /** @default 127.0.0.1 */
  readonly host?: string;
  readonly faults?: WireFaults;
  /** Time of day, for `Date` and the dates of records; left out: the real one. */
  readonly now?: () => number;
  readonly behaviour?: Partial<Behaviour>;
}
