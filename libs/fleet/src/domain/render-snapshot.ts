import { API_VERSION, type FleetCluster, type FleetSnapshot } from '@lockstep/documents';
import { compareTexts } from '@lockstep/kernel';
import type { FleetNode, NodeKind, Observation } from './fleet-node.js';
import { MANAGER_API, MANAGER_API_IN_USE } from './manager-api.js';

/** The inverse of `observeSnapshot`: observations as one document, every list in the order of ids. */
export function renderSnapshot(name: string, takenAt: string | undefined, nodes: readonly Rendered[]): FleetSnapshot {
  const of = (kind: NodeKind): Rendered[] => nodes.filter((node) => node.kind === kind).toSorted((a, b) => compareTexts(a.id, b.id));
  const basics = ({ id, versions, labels }: Observation) => ({ id, versions: { ...versions }, labels: { ...labels } });
  return {
    apiVersion: API_VERSION,
    kind: 'FleetSnapshot',
    metadata: { name, ...given({ takenAt }) },
    spec: {
      nsxManagers: of('nsx-manager').map((node) => ({ ...basics(node), versions: withManagerApi(node) })),
      vcenters: of('vcenter').map((node) => ({ ...basics(node), nsxManager: node.placement.nsxManager ?? '' })),
      supervisors: of('supervisor').map((node) => {
        const { vcenter, nsxManager } = node.placement;
        return { ...basics(node), ...given({ vcenter, nsxManager, networking: node.networking }) };
      }),
      clusters: of('cluster').map(renderCluster),
      ipBlocks: of('nsx-manager')
        .flatMap((node) => node.capacity.ipBlocks.map((block) => ({ ...block, nsxManager: node.id })))
        .toSorted((a, b) => compareTexts(a.id, b.id)),
    },
  };
}

type Rendered = Observation & Partial<Pick<FleetNode, 'managerApi'>>;

/** An API that somebody still uses is a component like others: rules about hops can ask for it. */
const withManagerApi = ({ versions, managerApi }: Rendered): Record<string, string> =>
  managerApi && managerApi.consumers.length > 0 ? { ...versions, [MANAGER_API]: MANAGER_API_IN_USE } : { ...versions };

/** Written out, because a fleet has many. */
function renderCluster({ id, versions, labels, placement, cni, capacity }: Observation): FleetCluster {
  const { supervisor, project, vpc } = placement;
  const cluster: FleetCluster = {
    id,
    versions: { ...versions },
    labels: { ...labels },
    supervisor: supervisor ?? '',
    cni: cni?.cni ?? 'antrea',
    adapter: cni?.adapter ?? 'enabled',
  };
  if (project !== null) cluster.project = project;
  if (vpc !== null) cluster.vpc = vpc;
  if (capacity.nodes !== null) cluster.nodes = capacity.nodes;
  return cluster;
}

type Given<T> = { [K in keyof T]?: NonNullable<T[K]> };

/** Only the members that have a value: a document leaves out what was not observed. */
const given = <T extends object>(members: T): Given<T> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value != null)) as Given<T>;
