import type { Cni, HealthLayer, Observation } from '../fleet-node.js';
import { type SignalName, SIGNALS } from './signal.js';

/**
 * Which signals must be there for a layer to count as known.
 * `not-applicable`: the node has no such layer. `as-told`: none is asked for, and each that is told counts.
 */
export type Expected = readonly SignalName[] | 'as-told' | 'not-applicable';

const WITHOUT_ADAPTER: readonly SignalName[] = ['antrea-controller', 'antrea-agents', 'stored-versions'];
/** NSX keeps an inventory of a container cluster only where an adapter tells it of one. */
const NEEDS_ADAPTER: readonly SignalName[] = ['network'];

/** A cluster of which no CNI was observed counts as one with Antrea and adapter, as in documents. Of other kinds of nodes nothing is asked for. */
export function expectedSignals({ kind, cni }: Pick<Observation, 'kind' | 'cni'>, layer: HealthLayer): Expected {
  if (kind !== 'cluster') return 'as-told';
  const all: readonly SignalName[] = SIGNALS[layer];
  if (runsAdapter(cni)) return all;
  if (layer !== 'adapter') return all.filter((name) => !NEEDS_ADAPTER.includes(name));
  return cni?.cni === 'antrea' ? WITHOUT_ADAPTER : 'not-applicable';
}

const runsAdapter = (cni: Cni | null): boolean => cni === null || (cni.cni === 'antrea' && cni.adapter === 'enabled');
