import type { FleetNode, HealthLayer, HealthVerdict, LayerHealth } from '../fleet-node.js';
import { HEALTH_VERDICTS } from '../fleet-node.js';
import { instantOf, later } from '../instant.js';
import { type Expected, expectedSignals } from './expected-signals.js';
import { type Signal, type SignalName, SIGNALS, type SignalState } from './signal.js';

/** `not-applicable`: the node has no such layer. */
export const LAYER_STATES = [...HEALTH_VERDICTS, 'not-applicable'] as const;
export type LayerState = (typeof LAYER_STATES)[number];

/** Until when what was observed counts as known. */
export interface Freshness {
  /** RFC 3339: the moment that is asked about. */
  readonly at: string;
  /** Seconds. */
  readonly maxAge: number;
  /** By source: when it last looked and found the node as it is recorded, which leaves no event. RFC 3339. */
  readonly confirmed: Readonly<Record<string, string>>;
}

/** `stale`: too old to count. `not-expected`: it says nothing about a node of this kind, or with this CNI. */
export const SIGNAL_STANDINGS = ['counts', 'stale', 'not-expected'] as const;
export type SignalStanding = (typeof SIGNAL_STANDINGS)[number];

export interface ToldSignal extends Signal {
  readonly source: string;
  /** When it last became otherwise. */
  readonly observedAt: string;
  /** When its source last looked, as far as is known. */
  readonly seenAt: string;
  readonly standing: SignalStanding;
}

export interface JudgedLayer {
  readonly layer: HealthLayer;
  readonly state: LayerState;
  /** What decides: `report` is the word of somebody who has judged the layer himself. Null: nothing was observed. */
  readonly by: 'signals' | 'report' | null;
  /** In the order in which a check goes through them, then of sources. */
  readonly signals: readonly ToldSignal[];
  /** Signals that no source tells, although they must be there. */
  readonly missing: readonly SignalName[];
  /** Null: nobody has judged it himself. */
  readonly report: (LayerHealth & { readonly standing: 'counts' | 'stale' }) | null;
}

type Judgeable = Pick<FleetNode, 'kind' | 'cni' | 'health' | 'signals'>;

/**
 * One layer from the signals of all sources, or from a report where that is newer than all of them. One failed signal fails the layer, else one degraded one
 * degrades it; else each expected signal must be known for it to be healthy. Of one signal that several sources tell, the worst that is known counts.
 * @param freshness null: as it is recorded, however old
 */
export function judgeLayer(node: Judgeable, layer: HealthLayer, freshness: Freshness | null): JudgedLayer {
  const expected = expectedSignals(node, layer);
  const signals = toldSignals(node, layer, expected, freshness);
  const missing = Array.isArray(expected) ? missingOf(expected, signals) : [];
  const told = node.health[layer];
  const report = told ? { ...told, standing: standingOf(told.observedAt, freshness) } : null;
  const judged = { layer, signals, missing, report };
  if (expected === 'not-applicable') return { ...judged, state: 'not-applicable', by: null };
  const relevant = signals.filter(({ standing }) => standing !== 'not-expected');
  const newest = relevant.reduce((time, { seenAt }) => later(time, seenAt), '');
  if (report && report.observedAt > newest)
    return { ...judged, state: report.standing === 'stale' ? 'unknown' : report.verdict, by: 'report' };
  if (relevant.length > 0) return { ...judged, state: verdictOf(expected, signals), by: 'signals' };
  return { ...judged, state: expected === 'as-told' ? 'not-applicable' : 'unknown', by: null };
}

function verdictOf(expected: readonly SignalName[] | 'as-told', signals: readonly ToldSignal[]): HealthVerdict {
  const known = signals.filter(({ standing, state }) => standing === 'counts' && state !== 'unknown');
  const has = (state: SignalState) => known.some((signal) => signal.state === state);
  if (has('failed')) return 'failing';
  if (has('degraded')) return 'degraded';
  const names = expected === 'as-told' ? signals.map(({ name }) => name) : expected;
  return names.every((name) => known.some((signal) => signal.name === name)) ? 'healthy' : 'unknown';
}

function toldSignals({ signals }: Judgeable, layer: HealthLayer, expected: Expected, freshness: Freshness | null): ToldSignal[] {
  const order: readonly SignalName[] = SIGNALS[layer];
  const isExpected = (name: SignalName) => expected === 'as-told' || (expected !== 'not-applicable' && expected.includes(name));
  const told = Object.entries(signals).flatMap(([source, { signals: all, observedAt }]) => {
    const seenAt = seen(source, observedAt, freshness);
    const standing = standingOf(seenAt, freshness);
    return all
      .filter(({ name }) => order.includes(name))
      .map((signal): ToldSignal => ({
        ...signal,
        source,
        observedAt,
        seenAt,
        standing: isExpected(signal.name) ? standing : 'not-expected',
      }));
  });
  return told.toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name) || (a.source < b.source ? -1 : 1));
}

/** A confirmation that was given before the signal changed says nothing about it. */
function seen(source: string, observedAt: string, freshness: Freshness | null): string {
  const confirmed = freshness && Object.hasOwn(freshness.confirmed, source) ? freshness.confirmed[source]! : '';
  return later(observedAt, instantOf(confirmed));
}

const standingOf = (seenAt: string, freshness: Freshness | null): 'counts' | 'stale' =>
  freshness === null || secondsBetween(seenAt, freshness.at) <= freshness.maxAge ? 'counts' : 'stale';

/** Whole seconds, never negative: clocks differ. */
export const secondsBetween = (from: string, to: string): number => Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / 1_000));

const missingOf = (expected: readonly SignalName[], signals: readonly ToldSignal[]): SignalName[] =>
  expected.filter((name) => !signals.some((signal) => signal.name === name));
