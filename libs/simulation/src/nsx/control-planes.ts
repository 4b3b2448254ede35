import { nsxNameOf, vpcPathOf } from '../kubernetes/addon-objects.js';
import { packagedVersion } from '../kubernetes/machines.js';
import { remember } from '../world/remember.js';
import { runningVersions } from '../world/running.js';
import type { World } from '../world/world.js';
import { type ClusterNode, isIn, nodeCount, type NsxManagerNode } from '../world/world-node.js';

const POINT = '/infra/sites/default/enforcement-points/default';
export const CONTROL_PLANES = `${POINT}/cluster-control-planes`;

/** A cluster as NSX knows it: by a name and an id of its own. */
export interface Registered {
  readonly nodeId: string;
  readonly name: string;
  readonly vpcPath: string;
  /** Null: none of this fleet. */
  readonly cluster: ClusterNode | null;
}

/** Clusters with the adapter under an NSX manager, and the foreign ones of its enforcement point, in text order of names. */
export const registeredWith = (world: World, manager: NsxManagerNode): readonly Registered[] =>
  remember(world, `registered ${manager.id}`, () => registrations(world, manager));

function registrations(world: World, manager: NsxManagerNode): Registered[] {
  const own = clustersUnder(world, manager.id).filter(({ adapter }) => adapter === 'enabled');
  return [
    ...own.map((cluster) => ({ nodeId: cluster.nsxClusterId, name: nsxNameOf(cluster), vpcPath: vpcPathOf(cluster), cluster })),
    ...manager.foreign
      .filter(({ site }) => site === 'default')
      .map(({ nodeId, name }) => ({ nodeId, name, vpcPath: '/orgs/default/projects/elsewhere/vpcs/elsewhere', cluster: null })),
  ].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

export function clustersUnder(world: World, nsxManager: string): ClusterNode[] {
  const supervisors = new Set(
    world
      .all('supervisor')
      .filter(
        (supervisor) =>
          (supervisor.vcenter === null ? supervisor.nsxManager : world.find('vcenter', supervisor.vcenter)?.nsxManager) === nsxManager,
      )
      .map(({ id }) => id),
  );
  return world.all('cluster').filter(({ supervisor }) => supervisors.has(supervisor));
}

const listed = (id: string, parent: string, type: string, path = `${parent}/${id}`) => ({
  resource_type: type,
  id,
  display_name: id,
  path,
  relative_path: id,
  parent_path: parent,
  marked_for_delete: false,
  _revision: 0,
});

export const controlPlane = ({ nodeId, name, vpcPath }: Registered): unknown => ({
  ...listed(name, POINT, 'AntreaClusterControlPlane', `${CONTROL_PLANES}/${name}`),
  node_id: nodeId,
  vhc_path: vpcPath,
  certificate: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n',
  tags: [{ scope: 'nsx-op/cluster', tag: 'domain-c9:supervisor' }],
});

export const heartbeatConfig = ({ name }: Registered): unknown => ({
  ...listed('heartbeat-config', `${CONTROL_PLANES}/${name}`, 'AntreaHeartbeatConfig'),
  report_interval: 60,
});

type Status = 'HEALTHY' | 'DEGRADED' | 'FAILED' | 'UNKNOWN';

/** What NSX says of adapter, controller and agents of one cluster. Of a silent one it knows nothing, and its numbers mean nothing. */
export function controlPlaneStatus(world: World, manager: NsxManagerNode, registered: Registered, now: number): unknown {
  const { name, cluster } = registered;
  const base = listed('status', `${CONTROL_PLANES}/${name}`, 'AntreaClusterInfo');
  const silent = cluster !== null && isIn(cluster, 'silent');
  if (silent) return { ...base, ...unknownStatus() };
  const has = (trouble: Parameters<typeof isIn>[1]) => cluster !== null && isIn(cluster, trouble);
  const condition = (type: string, ok: boolean, message: string) => ({
    condition_type: type,
    status: ok ? 'HEALTHY' : 'UNHEALTHY',
    last_heartbeat_time: now - 15_000,
    ...(ok ? {} : { reason: 'simulated', message }),
  });
  const crashed = has('adapter-crash');
  const connected = !crashed && !has('mp-disconnected');
  const session = !crashed && !has('ccp-session-down') && fits(world, manager, cluster);
  const agents = cluster === null ? 3 : nodeCount(cluster);
  const failed = has('agents-failing') ? Math.ceil(agents / 4) : 0;
  const controller: Status = has('controller-failing') ? 'FAILED' : failed > 0 ? 'DEGRADED' : 'HEALTHY';
  return {
    ...base,
    mp_adapter_status: {
      status: connected ? 'HEALTHY' : 'FAILED',
      conditions: [
        condition('MP_ADAPTER_HEALTHY', !crashed, 'adapter restarts'),
        condition('MP_CONNECTED', connected, 'no connection to the managers'),
      ],
    },
    ccp_adapter_status: {
      status: session ? 'HEALTHY' : 'FAILED',
      conditions: [
        condition('CCP_ADAPTER_HEALTHY', !crashed, 'adapter restarts'),
        condition('CCP_SESSION_STATE_UP', session, 'session to central control plane is not up'),
      ],
    },
    controller_status: {
      status: controller,
      connected_agent_num: agents - failed,
      conditions: [condition('CONTROLLER_HEALTHY', !has('controller-failing'), 'controller is not healthy')],
    },
    agent_info: { healthy_agent_num: agents - failed, degraded_agent_num: failed, failed_agent_num: 0 },
  };
}

const unknownStatus = () => ({
  mp_adapter_status: { status: 'UNKNOWN', conditions: [] },
  ccp_adapter_status: { status: 'UNKNOWN', conditions: [] },
  controller_status: { status: 'UNKNOWN', connected_agent_num: 0, conditions: [] },
  agent_info: { healthy_agent_num: 0, degraded_agent_num: 0, failed_agent_num: 0 },
});

/** Every NSX that runs somewhere must fit the adapter. */
function fits(world: World, manager: NsxManagerNode, cluster: ClusterNode | null): boolean {
  const adapter = cluster && packagedVersion(cluster, 'antrea-nsx-adapter');
  return !adapter || runningVersions(manager, 'nsx').every((nsx) => world.adapterFits(adapter, nsx));
}

export const containerCluster = ({ nodeId, name, cluster }: Registered, now: number): unknown => {
  const degraded = cluster !== null && isIn(cluster, 'network-degraded');
  return {
    resource_type: 'ContainerCluster',
    external_id: nodeId,
    display_name: name,
    cluster_type: 'WCP_GUEST',
    cni_type: 'ANTREA',
    network_status: degraded ? 'UNHEALTHY' : 'HEALTHY',
    network_errors: degraded ? [{ error_message: 'simulated', spec: '' }] : [],
    infrastructure: { infra_type: 'vSphere' },
    origin_properties: [],
    scope: [],
    _last_sync_time: now - 15_000,
  };
};
