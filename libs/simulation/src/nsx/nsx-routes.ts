import { isIn, nodeCount, type NsxManagerNode } from '../world/world-node.js';
import type { World } from '../world/world.js';
import {
  addressSpace,
  addressUsage,
  dhcpStats,
  ipBlock,
  ipBlockUsage,
  ipPools,
  type ProjectSpace,
  type SubnetSpace,
  vpcSubnet,
} from './addresses.js';
import {
  CONTROL_PLANES,
  containerCluster,
  controlPlane,
  controlPlaneStatus,
  heartbeatConfig,
  type Registered,
  registeredWith,
} from './control-planes.js';
import { nodesSummary, nodeVersion, statusSummary, upgradeSummary } from './upgrade-answers.js';

/** What a path holds: one object, or a list that is paged. */
export type NsxContent = { readonly object: unknown } | { readonly list: readonly unknown[] };

const PROJECT = String.raw`/policy/api/v1/orgs/default/projects/(?<project>[^/]+)`;
const VPC = String.raw`${PROJECT}/vpcs/(?<vpc>[^/]+)`;
const SUBNET = String.raw`${VPC}/subnets/(?<subnet>[^/]+)`;
const PLANES = `/policy/api/v1${CONTROL_PLANES}`;

interface Place {
  readonly world: World;
  readonly manager: NsxManagerNode;
  readonly query: URLSearchParams;
  readonly now: number;
  readonly project: ProjectSpace | undefined;
  readonly subnet: SubnetSpace | undefined;
  readonly vpcPath: string;
  readonly plane: Registered | undefined;
}

const object = (value: unknown): NsxContent => ({ object: value });
const list = (values: readonly unknown[]): NsxContent => ({ list: values });
/** Null becomes 404. */
const when = <T>(value: T | undefined, content: (value: T) => NsxContent): NsxContent | null =>
  value === undefined ? null : content(value);

const ROUTES: readonly (readonly [string, (place: Place) => NsxContent | null])[] = [
  ['/api/v1/node/version', ({ manager }) => object(nodeVersion(manager))],
  ['/api/v1/upgrade/summary', ({ manager }) => object(upgradeSummary(manager))],
  ['/api/v1/upgrade/status-summary', ({ manager }) => object(statusSummary(manager))],
  ['/api/v1/upgrade/nodes-summary', ({ manager }) => object(nodesSummary(manager))],
  [
    '/api/v1/fabric/container-clusters',
    ({ world, manager, now }) => list(registeredWith(world, manager).map((one) => containerCluster(one, now))),
  ],
  ['/api/v1/fabric/container-cluster-nodes', (place) => list(containerNodes(place))],
  ['/api/v1/trust-management/principal-identities', ({ world, manager }) => list(registeredWith(world, manager).map(principal))],
  ['/api/v1/spec/openapi/nsx_policy_api.json', () => object(openApi())],
  [PLANES, ({ world, manager }) => list(registeredWith(world, manager).map(controlPlane))],
  [
    `${PLANES}-status`,
    ({ world, manager, now }) => list(registeredWith(world, manager).map((one) => controlPlaneStatus(world, manager, one, now))),
  ],
  [`${PLANES}/(?<plane>[^/]+)`, ({ plane }) => when(plane, (one) => object(controlPlane(one)))],
  [
    `${PLANES}/(?<plane>[^/]+)/status`,
    ({ world, manager, plane, now }) => when(plane, (one) => object(controlPlaneStatus(world, manager, one, now))),
  ],
  [`${PLANES}/(?<plane>[^/]+)/heartbeat-config`, ({ plane }) => when(plane, (one) => object(heartbeatConfig(one)))],
  ['/policy/api/v1/infra/realized-state/realized-entities', (place) => realizedEntities(place)],
  ['/policy/api/v1/infra/ip-blocks', () => list([])],
  ['/policy/api/v1/orgs/default/projects', ({ world, manager }) => list(projects(addressSpace(world, manager)))],
  [`${PROJECT}/infra/ip-blocks`, ({ project }) => when(project, (space) => list([ipBlock(space)]))],
  [`${PROJECT}/infra/ip-blocks/private-1/usage`, ({ project }) => when(project, (space) => object(ipBlockUsage(space)))],
  [`${PROJECT}/vpcs`, ({ project }) => when(project, (space) => list(vpcs(space)))],
  [`${VPC}/ip-address-usage`, ({ project, vpcPath }) => when(project, (space) => object(addressUsage(space, vpcPath)))],
  [
    `${VPC}/subnets`,
    ({ project, vpcPath }) =>
      when(project, (space) => list(space.subnets.filter((one) => one.vpcPath === vpcPath).map((subnet) => vpcSubnet(space, subnet)))),
  ],
  [`${SUBNET}/dhcp-server-config/stats`, ({ subnet }) => when(subnet, (one) => object(dhcpStats(one)))],
  [`${SUBNET}/ip-pools`, ({ subnet }) => when(subnet, (one) => list(ipPools(one)))],
];
const COMPILED = ROUTES.map(([path, answer]) => ({ pattern: new RegExp(`^${path}$`), answer }));

/** What an NSX manager holds at a path; null: no such path. */
export function nsxContent(world: World, manager: NsxManagerNode, path: string, query: URLSearchParams, now: number): NsxContent | null {
  for (const { pattern, answer } of COMPILED) {
    const match = pattern.exec(path);
    if (!match) continue;
    const { project, vpc, subnet, plane } = match.groups ?? {};
    const vpcPath = `/orgs/default/projects/${project}/vpcs/${vpc}`;
    const space = project === undefined ? undefined : addressSpace(world, manager).find((one) => one.project === project);
    return answer({
      world,
      manager,
      query,
      now,
      project: space,
      subnet: space?.subnets.find((one) => one.id === subnet && one.vpcPath === vpcPath),
      vpcPath,
      plane: plane === undefined ? undefined : registeredWith(world, manager).find(({ name }) => name === decodeURIComponent(plane)),
    });
  }
  return null;
}

const projects = (spaces: readonly ProjectSpace[]) =>
  spaces.map(({ project }) => ({
    resource_type: 'Project',
    id: project,
    display_name: project,
    path: `/orgs/default/projects/${project}`,
    parent_path: '/orgs/default',
  }));

const vpcs = ({ project, subnets }: ProjectSpace) =>
  [...new Set(subnets.map(({ vpcPath }) => vpcPath))].map((path) => ({
    resource_type: 'Vpc',
    id: path.slice(path.lastIndexOf('/') + 1),
    display_name: path.slice(path.lastIndexOf('/') + 1),
    path,
    parent_path: `/orgs/default/projects/${project}`,
  }));

/** What the intent of a VPC has become. Of one cluster that is not realized the whole VPC shows it. */
function realizedEntities({ world, manager, query }: Place): NsxContent | null {
  const path = query.get('intent_path');
  const subnets = addressSpace(world, manager).flatMap((space) => space.subnets.filter(({ vpcPath }) => vpcPath === path));
  if (subnets.length === 0) return null;
  return list(
    subnets.map(({ id, cluster, vpcPath }) => ({
      id,
      entity_type: 'RealizedLogicalSwitch',
      state: isIn(cluster, 'unrealized') ? 'ERROR' : 'REALIZED',
      intent_paths: [`${vpcPath}/subnets/${id}`],
      alarms: [],
    })),
  );
}

function containerNodes({ world, manager, query }: Place): unknown[] {
  const id = query.get('container_cluster_id');
  return registeredWith(world, manager)
    .filter(({ nodeId }) => id === null || nodeId === id)
    .flatMap(({ nodeId, name, cluster }) =>
      Array.from({ length: cluster ? nodeCount(cluster) : 3 }, (_, index) => ({
        resource_type: 'ContainerClusterNode',
        external_id: `${nodeId}-${index + 1}`,
        display_name: `${name}-${index + 1}`,
        container_cluster_id: nodeId,
        ip_addresses: [],
        cni_agent_status: cluster && isIn(cluster, 'agents-failing') && index % 4 === 0 ? 'DEGRADED' : 'HEALTHY',
        network_status: 'HEALTHY',
        network_errors: [],
      })),
    );
}

const principal = ({ nodeId, name, vpcPath }: Registered) => ({
  id: `pi-${nodeId}`,
  name,
  node_id: nodeId,
  role: '',
  roles_for_paths: [
    { path: '/', roles: [{ role: 'cluster_info_reader' }] },
    { path: vpcPath, roles: [{ role: 'ccp_internal_operator' }] },
  ],
  certificate_id: `cert-${nodeId}`,
  is_protected: true,
});

const openApi = () => ({
  swagger: '2.0',
  basePath: '/policy/api/v1',
  paths: Object.fromEntries(
    ROUTES.map(([path]) => path)
      .filter((path) => path.startsWith('/policy/api/v1'))
      .map((path) => [path.slice('/policy/api/v1'.length).replace(/\(\?<(\w+)>[^)]*\)/g, '{$1}'), { get: {} }]),
  ),
});
