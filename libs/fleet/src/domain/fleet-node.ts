import type { FleetCluster, FleetSpec } from '@lockstep/documents';

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

/** Of a cluster its nodes, of an NSX manager its IP blocks; null: not observed. */
export interface Capacity {
  readonly nodes: NonNullable<FleetCluster['nodes']> | null;
  readonly ipBlocks: FleetSpec['ipBlocks'];
}

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

/** A node as the projection knows it. */
export interface FleetNode extends Observation {
  /** RFC 3339: the newest observation of it, changed or not. */
  readonly observedAt: string;
  readonly decommissioned: boolean;
}

export const nodeKey = (kind: NodeKind, id: string): string => `${kind} ${id}`;

export const nodeStream = (kind: NodeKind, id: string): string => `${kind}-${id}`;

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

/** Id of the NSX manager a node hangs on; null when a node on the way up is not among `nodes`. */
export function rootOf(node: Observation, nodes: ReadonlyMap<string, Observation>): string | null {
  let current: Observation | undefined = node;
  for (let level = 0; current && level < NODE_KINDS.length; level++) {
    const above = parentKey(current);
    if (above === null) return current.id;
    current = nodes.get(above);
  }
  return null;
}
