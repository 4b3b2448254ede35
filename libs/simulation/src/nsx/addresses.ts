import { vpcPathOf } from '../kubernetes/addon-objects.js';
import { suffixOf } from '../world/draws.js';
import { remember } from '../world/remember.js';
import type { World } from '../world/world.js';
import { type ClusterNode, isIn, nodeCount, type NsxManagerNode } from '../world/world-node.js';
import { clustersUnder } from './control-planes.js';

/** Of every subnet NSX keeps four addresses to itself. */
const RESERVED = 4;
const SMALLEST = 16;
const BLOCK_SIZE = 65_536;
const PER_NODE_WHEN_ROUTABLE = 256;

/** The address space of one Project under an NSX manager: one private block, one VPC per name, one subnet per cluster. */
export interface ProjectSpace {
  readonly project: string;
  readonly blockPath: string;
  readonly cidr: string;
  readonly used: number;
  readonly subnets: readonly SubnetSpace[];
}

export interface SubnetSpace {
  readonly id: string;
  readonly cluster: ClusterNode;
  readonly vpcPath: string;
  readonly cidr: string;
  readonly size: number;
  /** Of `size` less the reserved ones. */
  readonly allocated: number;
}

/** The whole address space, the same for the same clusters: blocks by text order of Projects, subnets by text order of clusters. */
export const addressSpace = (world: World, manager: NsxManagerNode): readonly ProjectSpace[] =>
  remember(world, `addresses ${manager.id}`, () => spacesOf(world, manager));

function spacesOf(world: World, manager: NsxManagerNode): ProjectSpace[] {
  const clusters = [...clustersUnder(world, manager.id)].sort((a, b) => (a.id < b.id ? -1 : 1));
  const projects = [...new Set(clusters.map(({ project }) => project))].sort();
  return projects.map((project, index) => {
    const base = (10 << 24) + ((64 + index) << 16);
    let offset = 0;
    const subnets = clusters
      .filter((cluster) => cluster.project === project)
      .map((cluster): SubnetSpace => {
        const size = subnetSize(nodeCount(cluster));
        offset = Math.ceil(offset / size) * size;
        const cidr = `${dotted(base + offset)}/${32 - Math.log2(size)}`;
        offset += size;
        const allocated = isIn(cluster, 'subnet-full') ? size - RESERVED : nodeCount(cluster);
        const id = `${cluster.name}-${suffixOf(world.seed, `subnet ${cluster.id}`, 4)}`;
        return { id, cluster, vpcPath: vpcPathOf(cluster), cidr, size, allocated };
      });
    const routable = subnets.reduce(
      (sum, { cluster }) => sum + (cluster.podsRoutable ? nodeCount(cluster) * PER_NODE_WHEN_ROUTABLE : 0),
      0,
    );
    return {
      project,
      blockPath: `/orgs/default/projects/${project}/infra/ip-blocks/private-1`,
      cidr: `${dotted(base)}/16`,
      used: isIn(manager, 'block-full') ? BLOCK_SIZE : Math.min(BLOCK_SIZE, offset + routable),
      subnets,
    };
  });
}

/** The smallest power of two that holds half as many nodes again. */
function subnetSize(nodes: number): number {
  let size = SMALLEST;
  while (size - RESERVED < Math.ceil(nodes * 1.5)) size *= 2;
  return size;
}

const dotted = (address: number): string => [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');
const percent = (used: number): string => ((100 * used) / BLOCK_SIZE).toFixed(2);

export const ipBlock = ({ blockPath, cidr }: ProjectSpace): unknown => ({
  resource_type: 'IpAddressBlock',
  id: 'private-1',
  display_name: 'private-1',
  path: blockPath,
  cidr,
  cidrs: [cidr],
  visibility: 'PRIVATE',
});

/** Counts are texts here. */
export const ipBlockUsage = ({ blockPath, cidr, used }: ProjectSpace): unknown => ({
  intent_path: blockPath,
  visibility: 'PRIVATE',
  overall_ips_count: String(BLOCK_SIZE),
  used_ips_count: String(used),
  available_ips_count: String(BLOCK_SIZE - used),
  used_ip_ranges: [],
  available_ip_ranges: [],
  cidr_usage: [{ cidr, used_ips_count: String(used), available_ips_count: String(BLOCK_SIZE - used) }],
  range_usage: [],
});

export const addressUsage = ({ blockPath, cidr, used, subnets }: ProjectSpace, vpcPath: string): unknown => {
  const own = subnets.filter((subnet) => subnet.vpcPath === vpcPath);
  // A node whose pods have addresses of the VPC holds 256 of them, allocated beside its subnet.
  const routable = own
    .filter(({ cluster }) => cluster.podsRoutable)
    .flatMap(({ cluster }) => Array.from({ length: nodeCount(cluster) }, (_, index) => `${cluster.name}-node-${index + 1}`));
  return {
    ip_blocks: [
      {
        path: blockPath,
        cidrs: [cidr],
        ranges: [],
        excluded_ips: [],
        total: BLOCK_SIZE,
        available: BLOCK_SIZE - used,
        percentage_used: percent(used),
        visibility: 'PRIVATE',
        allowed_use_cases: ['VPC_SUBNET'],
        allocated_by_vpc: {
          count: own.reduce((sum, { size }) => sum + size, 0) + routable.length * PER_NODE_WHEN_ROUTABLE,
          percentage_used: percent(own.reduce((sum, { size }) => sum + size, 0)),
          access_mode: 'Private',
          ip_addresses: [
            ...own.map((subnet) => ({ address: subnet.cidr, path: `${vpcPath}/subnets/${subnet.id}` })),
            ...routable.map((node, index) => ({
              address: `172.${16 + Math.floor(index / 256)}.${index % 256}.0/24`,
              path: `${vpcPath}/ip-address-allocations/${node}`,
            })),
          ],
        },
      },
    ],
  };
};

export const vpcSubnet = (space: ProjectSpace, { id, cluster, vpcPath, cidr, size }: SubnetSpace): unknown => ({
  resource_type: 'VpcSubnet',
  id,
  display_name: cluster.name,
  path: `${vpcPath}/subnets/${id}`,
  parent_path: vpcPath,
  ipv4_subnet_size: size,
  ip_addresses: [cidr],
  access_mode: 'Private',
  ip_blocks: [space.blockPath],
  subnet_dhcp_config: { mode: 'DHCP_SERVER' },
  advanced_config: { static_ip_allocation: { enabled: false }, connectivity_state: 'CONNECTED' },
  tags: [
    { scope: 'nsx-op/subnetset_name', tag: cluster.name },
    { scope: 'nsx-op/namespace', tag: cluster.namespace },
  ],
  _revision: 1,
});

export const dhcpStats = ({ id, size, allocated }: SubnetSpace): unknown => ({
  ip_pool_stats: [
    {
      dhcp_ip_pool_id: id,
      pool_size: size - RESERVED,
      allocated_number: allocated,
      allocated_percentage: Math.round((1000 * allocated) / (size - RESERVED)) / 10,
      consumed_number: allocated,
    },
  ],
});

export const ipPools = ({ id, vpcPath, size, allocated }: SubnetSpace): readonly unknown[] => [
  {
    resource_type: 'IpAddressPool',
    id: 'static-ipv4-default',
    ip_address_type: 'IPV4',
    path: `${vpcPath}/subnets/${id}/ip-pools/static-ipv4-default`,
    pool_usage: {
      total_ips: size - RESERVED,
      available_ips: size - RESERVED - allocated,
      allocated_ip_allocations: allocated,
      requested_ip_allocations: allocated,
    },
  },
];
