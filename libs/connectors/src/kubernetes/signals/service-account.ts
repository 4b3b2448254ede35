import type { Signal, SignalState } from '@lockstep/fleet/domain';
import type { ServiceAccount } from '../supervisor/cluster-facts.js';

/** Phases of an NSXServiceAccount. */
const STATES: Readonly<Record<string, SignalState>> = { realized: 'ok', inProgress: 'degraded', failed: 'failed' };

/** The identity of the adapter in NSX. Null: there is none, which an adapter cannot work without; undefined: it could not be read. */
export function serviceAccountSignal(account: ServiceAccount | null | undefined): Signal {
  const name = 'service-account';
  if (account === null) return { name, state: 'failed', detail: 'no NSXServiceAccount' };
  if (account === undefined) return { name, state: 'unknown', detail: 'NSXServiceAccount could not be read' };
  const reason = account.conditions.find(({ type, status }) => type === 'Realized' && status !== 'True')?.reason;
  const state = STATES[account.phase ?? ''] ?? 'unknown';
  return { name, state, detail: `phase ${account.phase ?? 'not given'}${reason ? `, ${reason}` : ''}` };
}
