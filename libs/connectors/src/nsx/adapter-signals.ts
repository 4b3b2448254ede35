import type { Signal, SignalName, SignalState } from '@lockstep/fleet/domain';
import type { ControlPlaneStatus, PartStatus } from './shapes.js';

/** In the words of NSX. A word that is not here says nothing. */
const STATES: Readonly<Record<string, SignalState>> = {
  HEALTHY: 'ok',
  UP: 'ok',
  DEGRADED: 'degraded',
  FAILED: 'failed',
  UNHEALTHY: 'failed',
  DOWN: 'failed',
};

export const stateOf = (status: string | null | undefined): SignalState => STATES[status ?? ''] ?? 'unknown';

/**
 * What NSX tells of the adapter of one cluster.
 *
 * @param status undefined: there is none
 * @param why the detail where there is none
 */
export function adapterSignals(status: ControlPlaneStatus | undefined, why: string): Signal[] {
  if (!status) return ADAPTER_SIGNALS.map((name) => ({ name, state: 'unknown', detail: why }));
  return [
    partSignal('mp-adapter', status.mp_adapter_status),
    partSignal('ccp-adapter', status.ccp_adapter_status),
    partSignal('controller', status.controller_status),
    agentsSignal(status),
    conditionSignal('ccp-session', status.ccp_adapter_status, 'CCP_SESSION_STATE_UP'),
    conditionSignal('mp-connection', status.mp_adapter_status, 'MP_CONNECTED'),
  ];
}

const ADAPTER_SIGNALS = [
  'mp-adapter',
  'ccp-adapter',
  'controller',
  'agents',
  'ccp-session',
  'mp-connection',
] as const satisfies readonly SignalName[];

/** Conditions are shown, not judged: what the part as a whole is, NSX has judged by them. */
function partSignal(name: SignalName, part: PartStatus): Signal {
  const state = stateOf(part?.status);
  if (state === 'ok') return { name, state, detail: null };
  const failing = (part?.conditions ?? []).filter(({ status }) => stateOf(status) !== 'ok').map(({ condition_type }) => condition_type);
  return { name, state, detail: [part?.status ?? 'no status', ...failing.sort()].join(', ') };
}

/** Without a heartbeat the conditions are those of the last one. */
function conditionSignal(name: SignalName, part: PartStatus, type: string): Signal {
  if (stateOf(part?.status) === 'unknown') return { name, state: 'unknown', detail: `no heartbeat, ${type} is of the past` };
  const found = part?.conditions?.find(({ condition_type }) => condition_type === type);
  const state = stateOf(found?.status);
  return { name, state, detail: state === 'ok' ? null : `${type} ${found?.status ?? 'is not told'}` };
}

/** One failed agent is a failure: pods on its node have no policy. Without a heartbeat the counts mean nothing. */
function agentsSignal({ agent_info: agents, controller_status: controller }: ControlPlaneStatus): Signal {
  const name = 'agents';
  if (stateOf(controller?.status) === 'unknown') return { name, state: 'unknown', detail: 'no heartbeat, the counts are of the past' };
  const [healthy, degraded, failed] = [agents?.healthy_agent_num, agents?.degraded_agent_num, agents?.failed_agent_num];
  if (failed) return { name, state: 'failed', detail: `${failed} failed, ${degraded ?? 0} degraded` };
  if (degraded) return { name, state: 'degraded', detail: `${degraded} degraded` };
  if (!healthy || failed == null || degraded == null) return { name, state: 'unknown', detail: 'no agent is counted' };
  return { name, state: 'ok', detail: null };
}
