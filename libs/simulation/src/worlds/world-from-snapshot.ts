import type { FleetCluster, FleetSnapshot } from '@lockstep/documents';
import { uuidOf } from '../world/draws.js';
import { sameRelease, type WorldRelease } from '../world/releases.js';
import { World, type WorldSeed } from '../world/world.js';
import type { ClusterNode, Pool, WorldNode } from '../world/world-node.js';

/** Of an NSX manager a snapshot does not say what hangs on it. */
const MACHINES = { managers: 3, edges: 2, hosts: 4 };
const MAX_POOL = 12;
const NODES_UNSAID = { controlPlane: 3, workers: 3 };

type Options = Pick<WorldSeed, 'releases'> & Partial<Pick<WorldSeed, 'seed' | 'startAt' | 'adapterFits'>>;

/** A world that looks like a snapshot. `releases` say what each VKr brings; components that a snapshot leaves to the bundle come from there. */
export function worldFromSnapshot(fleet: FleetSnapshot, { releases, seed = 1, startAt, adapterFits }: Options): World {
  const { nsxManagers, vcenters, supervisors, clusters } = fleet.spec;
  const namespaceOf = namespacesOf(clusters);
  const calm = { roll: null, troubles: [] };
  const nodes: WorldNode[] = [
    ...nsxManagers.map((node) => ({ ...node, ...calm, ...MACHINES, kind: 'nsx-manager' as const, foreign: [] })),
    ...vcenters.map((node) => ({ ...node, ...calm, kind: 'vcenter' as const })),
    ...supervisors.map(({ vcenter = null, nsxManager = null, networking = null, ...node }) => ({
      ...node,
      ...calm,
      kind: 'supervisor' as const,
      vcenter,
      nsxManager,
      networking,
    })),
    ...clusters.map((cluster) => clusterNode(cluster, namespaceOf(cluster), seed, releases)),
  ];
  return new World({
    name: fleet.metadata.name,
    seed,
    startAt: startAt ?? Date.parse(fleet.metadata.takenAt ?? '2026-11-20T06:00:00Z'),
    nodes,
    releases,
    adapterFits,
  });
}

const prefixOf = ({ id }: FleetCluster): string => id.split('/').slice(0, -1).join('-') || 'apps';

/**
 * What the id of a cluster begins with. A vSphere Namespace has one VPC: where a Supervisor has several under that beginning, clusters whose account does not
 * tell theirs lie in a namespace of it.
 */
function namespacesOf(clusters: readonly FleetCluster[]): (cluster: FleetCluster) => string {
  const vpcs = new Map<string, Set<string>>();
  const placeOf = (cluster: FleetCluster) => `${cluster.supervisor} ${prefixOf(cluster)}`;
  for (const cluster of clusters)
    vpcs.set(placeOf(cluster), (vpcs.get(placeOf(cluster)) ?? new Set()).add(`${cluster.project} ${cluster.vpc}`));
  return (cluster) =>
    adapterOf(cluster) === 'enabled' || cluster.vpc === undefined || vpcs.get(placeOf(cluster))!.size === 1
      ? prefixOf(cluster)
      : `${prefixOf(cluster)}-${cluster.vpc}`;
}

const adapterOf = ({ cni, adapter }: FleetCluster): ClusterNode['adapter'] => (cni === 'antrea' ? adapter : 'disabled');

function clusterNode(cluster: FleetCluster, namespace: string, seed: number, releases: readonly WorldRelease[]): ClusterNode {
  const { id, supervisor, cni, labels } = cluster;
  const adapter = adapterOf(cluster);
  const { controlPlane, workers } = cluster.nodes ?? NODES_UNSAID;
  const name = id.split('/').at(-1)!;
  return {
    kind: 'cluster',
    id,
    supervisor,
    claimedBy: [],
    namespace,
    name,
    uid: uuidOf(seed, `uid ${id}`),
    nsxClusterId: uuidOf(seed, `nsx ${id}`),
    project: cluster.project ?? 'default',
    vpc: cluster.vpc ?? `${namespace}-vpc`,
    cni,
    adapter,
    podsRoutable: false,
    controlPlane,
    pools: poolsOf(name, workers),
    versions: versionsOf(cluster, adapter, releases),
    roll: null,
    labels,
    troubles: [],
  };
}

function poolsOf(name: string, workers: number): Pool[] {
  const pools: Pool[] = [];
  for (let left = workers; left > 0; left -= MAX_POOL)
    pools.push({ name: `${name}-np-${pools.length + 1}`, nodes: Math.min(left, MAX_POOL) });
  return pools;
}

/** Riders default to what the VKr brings, as in the documents; without Antrea there are none. */
function versionsOf(
  { versions, cni }: FleetCluster,
  adapter: ClusterNode['adapter'],
  releases: readonly WorldRelease[],
): Record<string, string> {
  const { vkr } = versions;
  const bundle =
    vkr === undefined ? {} : (releases.find((one) => one.component === 'vkr' && sameRelease('vkr', one.version, vkr))?.bundle ?? {});
  const all: Record<string, string> = { ...bundle, ...versions };
  if (cni !== 'antrea') delete all['antrea'];
  if (adapter === 'disabled') delete all['antrea-nsx-adapter'];
  return all;
}
