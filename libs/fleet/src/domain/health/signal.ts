import type { HealthLayer } from '../fleet-node.js';

/**
 * What the three layers of a health check are judged from, by layer. Each names one thing that somebody looked at.
 *
 * adapter:
 * - `antrea-controller`: AntreaControllerInfo, condition ControllerHealthy
 * - `antrea-agents`: AntreaAgentInfo of all nodes, every condition
 * - `adapter-deployment`: the interworking pod, 4/4 ready, all containers of one image
 * - `mp-adapter`, `ccp-adapter`, `controller`, `agents`: as NSX sees them in the status of the cluster's control plane
 * - `ccp-session`: CCP_SESSION_STATE_UP; `mp-connection`: MP_CONNECTED
 * - `service-account`: NSXServiceAccount realized
 * - `stored-versions`: no CRD of Antrea is stored in a version that a newer Antrea no longer serves
 *
 * realization: `realized-state`: NSX has realized the intent for the cluster's namespace; `network`: network status of the container cluster
 *
 * addresses: `subnets`: the cluster's subnets have free addresses; `ip-block`: so have the blocks they grow from
 */
export const SIGNALS = {
  adapter: [
    'antrea-controller',
    'antrea-agents',
    'adapter-deployment',
    'mp-adapter',
    'ccp-adapter',
    'controller',
    'agents',
    'ccp-session',
    'mp-connection',
    'service-account',
    'stored-versions',
  ],
  realization: ['realized-state', 'network'],
  addresses: ['subnets', 'ip-block'],
} as const satisfies Readonly<Record<HealthLayer, readonly string[]>>;
export type SignalName = (typeof SIGNALS)[HealthLayer][number];

/** `unknown`: it was looked for, and what was found says nothing. */
export const SIGNAL_STATES = ['ok', 'degraded', 'failed', 'unknown'] as const;
export type SignalState = (typeof SIGNAL_STATES)[number];

export interface Signal {
  readonly name: SignalName;
  readonly state: SignalState;
  /** Condition names and counts, never times: text that changes with every look would be news every time. */
  readonly detail: string | null;
}
