import type { Signal } from '@lockstep/fleet/domain';
import { stateOf } from './adapter-signals.js';

/** What NSX has made of the intent for the VPC of a cluster's namespace, entity by entity. */
export function realizedSignal(states: readonly (string | null | undefined)[] | undefined, why: string): Signal {
  const name = 'realized-state';
  if (!states) return { name, state: 'unknown', detail: why };
  const count = (state: string) => states.filter((one) => one === state).length;
  const [failed, waiting] = [count('ERROR'), count('UNREALIZED')];
  if (failed > 0) return { name, state: 'failed', detail: `${failed} in state ERROR` };
  if (waiting > 0) return { name, state: 'failed', detail: `${waiting} in state UNREALIZED` };
  if (states.length === 0 || count('REALIZED') < states.length) return { name, state: 'unknown', detail: 'not told for all of the VPC' };
  return { name, state: 'ok', detail: null };
}

/** Network status of the container cluster in the inventory of NSX. */
export function networkSignal(cluster: { readonly status: string | null; readonly errors: number } | undefined, why: string): Signal {
  const name = 'network';
  if (!cluster) return { name, state: 'unknown', detail: why };
  const state = stateOf(cluster.status);
  if (state === 'ok') return { name, state, detail: null };
  return { name, state, detail: [cluster.status ?? 'no status', ...(cluster.errors > 0 ? [`errors: ${cluster.errors}`] : [])].join(', ') };
}
