import type { NodeChange } from '../fleet-events.js';
import { type FleetNode, nodeKey } from '../fleet-node.js';
import type { EndedLook } from './decide-look.js';
import { keysOf, type ScanLookEnded } from './scan-events.js';
import { observerOf } from './source-events.js';

/** Takes back what an observer has told. Dated as that was, because nobody has looked at the node meanwhile. */
export type Withdrawal = Extract<NodeChange, { change: 'SignalsObserved' }> & { readonly observedAt: string };

/** As signals name them. */
export const observersOf = (source: string): readonly string[] => [observerOf(source, false), observerOf(source, true)];

export const withdrawSignals = ({ signals }: Pick<FleetNode, 'signals'>, observers: readonly string[]): Withdrawal[] =>
  observers.flatMap((source): Withdrawal[] => {
    const told = signals[source];
    return told ? [{ change: 'SignalsObserved', data: { source, signals: [] }, observedAt: told.observedAt }] : [];
  });

/** When each observer of a source has last found a node as it is recorded: those that a look did not confirm have nothing left to confirm. */
export const confirmedByObservers = (confirmations: Iterable<readonly [source: string, at: string]>): Record<string, string> =>
  Object.fromEntries([...confirmations].flatMap(([source, at]) => observersOf(source).map((observer) => [observer, at])));

/**
 * The observers of a source that no longer vouch for a node after a look: both where the source no longer counts it among its nodes, and the one inside
 * where the source sees the cluster and does not look into it. Of what was missed or not reached, the older word stands.
 * @param ours nodes of the source before the look, by `nodeKey`
 */
export function silentObservers(
  node: Pick<FleetNode, 'kind' | 'id'>,
  { source, seen, entered }: EndedLook,
  { outcome, lost, forgotten, unreached }: ScanLookEnded,
  ours: ReadonlySet<string>,
): readonly string[] {
  if (outcome === 'partial') return [];
  const key = nodeKey(node.kind, node.id);
  const is = (names: Parameters<typeof keysOf>[0]) => names[node.kind]?.includes(node.id) ?? false;
  if ((!ours.has(key) && !seen.has(key)) || is(lost) || is(forgotten)) return observersOf(source);
  return seen.has(key) && !entered.has(key) && !is(unreached) ? [observerOf(source, true)] : [];
}
