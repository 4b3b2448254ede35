import type { FleetCluster, FleetSpec } from '@lockstep/documents';
import type { ClusterAddresses } from './addresses/address-space.js';
import type { Signal } from './health/signal.js';
import type { PartVersion } from './scans/sighting.js';

/** Kinds of nodes, root first; each hangs on one of a kind before it. */
export const NODE_KINDS = ['nsx-manager', 'vcenter', 'supervisor', 'cluster'] as const;
export type NodeKind = (typeof NODE_KINDS)[number];

/** Where a node hangs and whom it belongs to, in the field names of `FleetSnapshot`. Null: not given, or not a matter of this kind. */
export interface Placement {
  readonly nsxManager: string | null;
  readonly vcenter: string | null;
  readonly supervisor: string | null;
  readonly project: string | null;
  readonly vpc: string | null;
}

export interface Cni {
  readonly cni: FleetCluster['cni'];
  readonly adapter: FleetCluster['adapter'];
}

/** Of a cluster of which nobody has said it, as in a document. */
export const DEFAULT_CNI: Cni = { cni: 'antrea', adapter: 'enabled' };

/** Of a cluster its nodes, of an NSX manager its IP blocks; null: not observed. */
export interface Capacity {
  readonly nodes: NonNullable<FleetCluster['nodes']> | null;
  readonly ipBlocks: FleetSpec['ipBlocks'];
}

/**
 * The three layers of a health check, in the order in which they are read. The first that fails names the problem.
 * `adapter`: Antrea agents and controller, and the Antrea-NSX adapter; `realization`: what NSX has realized of the intent;
 * `addresses`: segment and VPC, with their free addresses.
 */
export const HEALTH_LAYERS = ['adapter', 'realization', 'addresses'] as const;
export type HealthLayer = (typeof HEALTH_LAYERS)[number];
export const HEALTH_VERDICTS = ['healthy', 'degraded', 'failing', 'unknown'] as const;
export type HealthVerdict = (typeof HEALTH_VERDICTS)[number];

/** What was observed of a node, whoever observed it. */
export interface Observation {
  readonly kind: NodeKind;
  readonly id: string;
  readonly placement: Placement;
  /** Of a Supervisor; chosen at activation, so that another one means that the Supervisor was rebuilt. */
  readonly networking: string | null;
  /** Of a cluster. */
  readonly cni: Cni | null;
  readonly versions: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly capacity: Capacity;
}

export interface LayerHealth {
  readonly verdict: HealthVerdict;
  readonly evidence: readonly string[];
  readonly observedAt: string;
}

export interface LostSight {
  readonly source: string;
  /** Looks in a row that did not find it. */
  readonly misses: number;
  readonly since: string;
}

/** Automation that still speaks to the NSX Manager API, the imperative one that NSX 9 no longer has. */
export interface ManagerApiConsumers {
  /** Empty: it was looked for, and nobody uses it. */
  readonly consumers: readonly {
    readonly name: string;
    /** `terraform`, `tkgi`, `script`: as whoever looked calls it. */
    readonly kind: string;
    /** RFC 3339; null: not known. */
    readonly lastSeen: string | null;
  }[];
}

/** What tells two nodes apart that are called the same. */
export interface Identity {
  /** `metadata.uid`, or what else the platform gives once and never again; null: not known. */
  readonly uid: string | null;
  /** Of a cluster: the id of its control plane in NSX; null: it has none, or it is not known. */
  readonly nsxClusterId: string | null;
}

/** All that one source could tell of the health of a node when it last looked. */
export interface SourceSignals {
  readonly signals: readonly Signal[];
  readonly observedAt: string;
}

/** One thing that is observed of a node, and that a newer observation of the same thing replaces. After the first colon: its component, layer or source. */
export type Aspect =
  | 'presence'
  /** What it hangs on. */
  | 'placement'
  | 'project'
  | 'vpc'
  | 'networking'
  | 'cni'
  /** Whether it has the adapter, which is told with the CNI or by itself. */
  | 'adapter'
  | 'labels'
  | 'capacity'
  | 'sight'
  /** The uid. */
  | 'identity'
  | 'nsxClusterId'
  | 'addresses'
  | 'managerApi'
  | `version:${string}`
  | `health:${HealthLayer}`
  | `signals:${string}`
  | `mixed:${string}`;

/** What the events of a node come to. All times are RFC 3339 in UTC with six decimals, so that text order is time order; '' is never. */
export interface FleetNode extends Observation {
  /** As reporters have judged it. */
  readonly health: Readonly<Partial<Record<HealthLayer, LayerHealth>>>;
  /** By source; none of a source that tells nothing any more. */
  readonly signals: Readonly<Record<string, SourceSignals>>;
  /** Component to what runs of it where, while it rolls; none of a component that stands still. */
  readonly mixed: Readonly<Record<string, readonly PartVersion[]>>;
  /** Null: not observed, as with the next one. */
  readonly identity: Identity | null;
  /** Of a cluster. */
  readonly addresses: ClusterAddresses | null;
  /** Of an NSX manager: who still uses the NSX Manager API. */
  readonly managerApi: ManagerApiConsumers | null;
  readonly lostSight: LostSight | null;
  /** False: it was heard of, and nobody has said that it is there. */
  readonly registered: boolean;
  readonly decommissioned: boolean;
  readonly registeredAt: string;
  /** The newest observation of it, changed or not. */
  readonly observedAt: string;
  /** When each aspect was last observed, as far as an event tells. */
  readonly seen: Readonly<Partial<Record<Aspect, string>>>;
  /** The newest snapshot that showed it as it is here. Says nothing of what snapshots do not show: health, signals, identity, mixed versions, addresses. */
  readonly confirmedAt: string;
  /** When it was last decommissioned. What was observed before then belongs to an earlier life. */
  readonly goneAt: string;
}

export const NO_IDENTITY: Identity = { uid: null, nsxClusterId: null };
export const NOWHERE: Placement = { nsxManager: null, vcenter: null, supervisor: null, project: null, vpc: null };
export const NO_CAPACITY: Capacity = { nodes: null, ipBlocks: [] };

/** A node of which nothing is known but that somebody has named it. */
export const unknownNode = (kind: NodeKind, id: string): FleetNode => ({
  kind,
  id,
  placement: NOWHERE,
  networking: null,
  cni: null,
  versions: {},
  labels: {},
  capacity: NO_CAPACITY,
  health: {},
  signals: {},
  mixed: {},
  identity: null,
  addresses: null,
  managerApi: null,
  lostSight: null,
  registered: false,
  decommissioned: false,
  registeredAt: '',
  observedAt: '',
  seen: {},
  confirmedAt: '',
  goneAt: '',
});

export const isLive = ({ registered, decommissioned }: Pick<FleetNode, 'registered' | 'decommissioned'>): boolean =>
  registered && !decommissioned;

export const nodeKey = (kind: NodeKind, id: string): string => `${kind} ${id}`;

export const nodeOfKey = (key: string): { readonly kind: NodeKind; readonly id: string } => {
  const end = key.indexOf(' ');
  return { kind: key.slice(0, end) as NodeKind, id: key.slice(end + 1) };
};

export const nodeStream = (kind: NodeKind, id: string): string => `${kind}-${id}`;

/** The node that a stream is about; undefined: another stream. */
export function nodeOfStream(stream: string): { readonly kind: NodeKind; readonly id: string } | undefined {
  const kind = NODE_KINDS.find((one) => stream.startsWith(`${one}-`));
  const id = kind && stream.slice(kind.length + 1);
  return kind && id ? { kind, id } : undefined;
}

/** Key of the node above; null for an NSX manager. */
export function parentKey({ kind, placement }: Pick<Observation, 'kind' | 'placement'>): string | null {
  switch (kind) {
    case 'nsx-manager':
      return null;
    case 'vcenter':
      return nodeKey('nsx-manager', placement.nsxManager ?? '');
    case 'supervisor':
      return placement.vcenter === null ? nodeKey('nsx-manager', placement.nsxManager ?? '') : nodeKey('vcenter', placement.vcenter);
    case 'cluster':
      return nodeKey('supervisor', placement.supervisor ?? '');
  }
}

/** A node and those above it, as far as they are among `nodes`. */
export function pathOf<Node extends Pick<Observation, 'kind' | 'placement'>>(node: Node, nodes: ReadonlyMap<string, Node>): Node[] {
  const path: Node[] = [];
  for (let current: Node | undefined = node; current && path.length < NODE_KINDS.length;) {
    path.push(current);
    const above = parentKey(current);
    current = above === null ? undefined : nodes.get(above);
  }
  return path;
}

/** Id of the NSX manager a node hangs on; null when a node on the way up is not among `nodes`. */
export function rootOf<Node extends Pick<Observation, 'kind' | 'id' | 'placement'>>(
  node: Node,
  nodes: ReadonlyMap<string, Node>,
): string | null {
  const top = pathOf(node, nodes).at(-1)!;
  return top.kind === 'nsx-manager' ? top.id : null;
}

/** Those that are there, and so is everything above them: what a document can show and a plan can be made of. */
export function placedNodes<Node extends FleetNode>(nodes: readonly Node[]): Node[] {
  const live = new Map(nodes.filter(isLive).map((node) => [nodeKey(node.kind, node.id), node]));
  return [...live.values()].filter((node) => rootOf(node, live) !== null);
}
