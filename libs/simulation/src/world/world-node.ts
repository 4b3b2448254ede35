/** Kinds of nodes of a world, root first; each hangs on one of a kind before it. */
export const WORLD_KINDS = ['nsx-manager', 'vcenter', 'supervisor', 'cluster'] as const;
export type WorldKind = (typeof WORLD_KINDS)[number];

/** One part of a roll: `done` of its `nodes` run the target already. Parts roll in order, the nodes of a part one after the other. */
export interface RollPart {
  /** `MP`, `EDGE`, `HOST`, `FINALIZE_UPGRADE`; `control-plane`, `package`, `control-plane-agents`, the name of a pool. */
  readonly part: string;
  readonly nodes: number;
  readonly done: number;
  /** Components that the nodes of this part run and that move with them. */
  readonly moves: readonly string[];
}

export interface Roll {
  readonly component: string;
  /** What moves, with its target. A VKr takes along what it bundles. */
  readonly to: Readonly<Record<string, string>>;
  readonly parts: readonly RollPart[];
  readonly startedAt: number;
  /** When the next node is through; milliseconds since 1970. */
  readonly nextAt: number;
}

/**
 * What can be wrong with a node of a world. Each shows in the objects that its servers serve, never in a flag.
 *
 * - `stuck`: its roll stands still
 * - `adapter-crash`: the interworking pod restarts over and over, NSX sees the adapter failed
 * - `ccp-session-down`: the adapter runs, its session to the central control plane does not
 * - `mp-disconnected`: the adapter runs, its connection to the managers does not
 * - `agents-failing`: Antrea agents without a connection to OVS
 * - `controller-failing`: the Antrea controller is unhealthy
 * - `silent`: no heartbeat has reached NSX for a while
 * - `unrealized`: NSX has not realized the intent for the namespace; `network-degraded`: the container cluster reports network errors
 * - `subnet-full`: no free address in the subnets of the cluster; `block-full`: none in the IP blocks of an NSX manager
 * - `stored-versions`: CRDs of Antrea are stored in a version that Antrea 2 no longer serves
 * - `unrealized-account`: the NSXServiceAccount of the cluster is not realized
 */
const TROUBLES = [
  'stuck',
  'adapter-crash',
  'ccp-session-down',
  'mp-disconnected',
  'agents-failing',
  'controller-failing',
  'silent',
  'unrealized',
  'network-degraded',
  'subnet-full',
  'block-full',
  'stored-versions',
  'unrealized-account',
] as const;
export type Trouble = (typeof TROUBLES)[number];

interface NodeBase {
  readonly id: string;
  /** Component to version. What rolls keeps the version it comes from until the roll is complete. */
  readonly versions: Readonly<Record<string, string>>;
  readonly roll: Roll | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly troubles: readonly Trouble[];
}

/** A cluster that NSX tells of, and that hangs on none of its Supervisors. */
export interface ForeignCluster {
  readonly nodeId: string;
  readonly name: string;
  /** Of another site it is none of the enforcement point `default`. */
  readonly site: string;
}

export interface NsxManagerNode extends NodeBase {
  readonly kind: 'nsx-manager';
  readonly managers: number;
  readonly edges: number;
  readonly hosts: number;
  readonly foreign: readonly ForeignCluster[];
}

export interface VcenterNode extends NodeBase {
  readonly kind: 'vcenter';
  readonly nsxManager: string;
}

export interface SupervisorNode extends NodeBase {
  readonly kind: 'supervisor';
  readonly vcenter: string | null;
  readonly nsxManager: string | null;
  readonly networking: string | null;
}

export interface Pool {
  readonly name: string;
  readonly nodes: number;
}

export interface ClusterNode extends NodeBase {
  readonly kind: 'cluster';
  readonly supervisor: string;
  /** Further Supervisors that show the very same object, as two do after a restore from backup. */
  readonly claimedBy: readonly string[];
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  /** What NSX knows it by: `node_id` of its control plane, `clusterID` of its NSXServiceAccount. */
  readonly nsxClusterId: string;
  readonly project: string;
  readonly vpc: string;
  readonly cni: 'antrea' | 'calico' | 'cilium' | 'other';
  readonly adapter: 'enabled' | 'disabled';
  readonly podsRoutable: boolean;
  readonly controlPlane: number;
  readonly pools: readonly Pool[];
}

export type WorldNode = NsxManagerNode | VcenterNode | SupervisorNode | ClusterNode;
export type NodeOf<Kind extends WorldKind> = Extract<WorldNode, { kind: Kind }>;

export const worldKey = (kind: WorldKind, id: string): string => `${kind} ${id}`;

export const isIn = (node: WorldNode, trouble: Trouble): boolean => node.troubles.includes(trouble);

export const nodeCount = ({ controlPlane, pools }: ClusterNode): number => pools.reduce((sum, { nodes }) => sum + nodes, controlPlane);
