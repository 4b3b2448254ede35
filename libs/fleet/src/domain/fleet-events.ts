import type { Capacity, Cni, NodeKind, Observation, Placement } from './fleet-node.js';

/** Changes of one node. Stored types carry the kind in front where `events.md` has it: `ClusterVersionObserved`, but `LabelsChanged`. */
export type NodeChange =
  | { readonly change: 'Registered'; readonly data: Pick<Observation, 'id' | 'placement' | 'networking' | 'cni'> }
  | { readonly change: 'Moved'; readonly data: { readonly placement: Placement } }
  /** `version` null: the node no longer has the component. */
  | {
      readonly change: 'VersionObserved';
      readonly data: { readonly component: string; readonly version: string | null; readonly previous: string | null };
    }
  | { readonly change: 'LabelsChanged'; readonly data: { readonly labels: Readonly<Record<string, string>> } }
  | { readonly change: 'CniChanged'; readonly data: Cni }
  | { readonly change: 'CapacityObserved'; readonly data: Capacity }
  | { readonly change: 'Decommissioned'; readonly data: { readonly id: string } };

export type NodeEvent = NodeChange & { readonly observedAt: string };

const PREFIX: Readonly<Record<NodeKind, string>> = {
  'nsx-manager': 'NsxManager',
  vcenter: 'Vcenter',
  supervisor: 'Supervisor',
  cluster: 'Cluster',
};
const UNPREFIXED = new Set<NodeChange['change']>(['LabelsChanged', 'CniChanged', 'CapacityObserved']);
const PREFIXED = ['Registered', 'Moved', 'VersionObserved', 'Decommissioned'] as const;

export const eventType = (kind: NodeKind, change: NodeChange['change']): string =>
  UNPREFIXED.has(change) ? change : PREFIX[kind] + change;

/** The change behind a stored type; undefined for a type that changes no node. */
export function changeOf(kind: NodeKind, type: string): NodeChange['change'] | undefined {
  if (UNPREFIXED.has(type as NodeChange['change'])) return type as NodeChange['change'];
  return PREFIXED.find((change) => PREFIX[kind] + change === type);
}

export const SCAN_COMPLETED = 'ScanCompleted';

/** One look at the fleet, recorded even when nothing had changed: it is what says until when the projection was true. */
export interface ScanCompleted {
  readonly name: string;
  /** Of the snapshot as it was given. */
  readonly digest: string;
  readonly takenAt: string;
  /** The NSX managers it was the whole of, in text order. */
  readonly nsxManagers: readonly string[];
  /** Those of them of which a newer observation was known already: what differs is on record and changes no table. */
  readonly late: readonly string[];
  readonly counts: SnapshotCounts;
}

/** Nodes, except `events`. */
export interface SnapshotCounts {
  readonly registered: number;
  readonly changed: number;
  readonly decommissioned: number;
  readonly unchanged: number;
  /** Seen earlier than what is known of them: recorded where they differ, not applied. */
  readonly late: number;
  /** Appended to the streams of nodes. */
  readonly events: number;
}

export const scanStream = (id: string): string => `scan-${id}`;
