import type { ClusterAddresses } from './addresses/address-space.js';
import type {
  Capacity,
  Cni,
  HealthLayer,
  HealthVerdict,
  Identity,
  ManagerApiConsumers,
  NodeKind,
  Observation,
  Placement,
} from './fleet-node.js';
import type { Signal } from './health/signal.js';
import type { PartVersion } from './scans/sighting.js';

/** Changes of one node. Stored types carry the kind in front where several kinds have them: `ClusterVersionObserved`, but `LabelsChanged`. */
export type NodeChange =
  /** Null in `networking`, `cni` and the placement's `project` and `vpc`: not told, so that what is known stays. */
  | {
      readonly change: 'Registered';
      readonly data: Pick<Observation, 'id' | 'placement' | 'networking'> & { readonly cni: Partial<Cni> | null };
    }
  | { readonly change: 'Moved'; readonly data: { readonly placement: Placement } }
  /** `version` null: the node no longer has the component. `previous`: what was known before, where the producer compared. */
  | {
      readonly change: 'VersionObserved';
      readonly data: { readonly component: string; readonly version: string | null; readonly previous?: string | null };
    }
  | {
      readonly change: 'HealthObserved';
      readonly data: { readonly layer: HealthLayer; readonly verdict: HealthVerdict; readonly evidence: readonly string[] };
    }
  | { readonly change: 'LabelsChanged'; readonly data: { readonly labels: Readonly<Record<string, string>> } }
  /** A member that is left out is not told. */
  | { readonly change: 'CniChanged'; readonly data: Partial<Cni> }
  | { readonly change: 'CapacityObserved'; readonly data: Capacity }
  /** `uid` null, or `nsxClusterId` left out: not told; `nsxClusterId` null: it has none. */
  | { readonly change: 'IdentityObserved'; readonly data: Pick<Identity, 'uid'> & Partial<Identity> }
  /** All that this source can tell of the node now: a signal that is missing is no longer vouched for by it. */
  | { readonly change: 'SignalsObserved'; readonly data: { readonly source: string; readonly signals: readonly Signal[] } }
  /** `parts` empty: the component no longer rolls. */
  | {
      readonly change: 'MixedVersionsObserved';
      readonly data: { readonly component: string; readonly parts: readonly PartVersion[] };
    }
  | { readonly change: 'AddressesObserved'; readonly data: ClusterAddresses }
  /** All of them: one that is missing uses it no more. */
  | { readonly change: 'ManagerApiConsumersObserved'; readonly data: ManagerApiConsumers }
  | { readonly change: 'Decommissioned'; readonly data: { readonly id: string } }
  /** A source that used to see the node has missed it so many times in a row. Never a deletion. */
  | { readonly change: 'LostSight'; readonly data: { readonly source: string; readonly misses: number } };

export type NodeEvent = NodeChange & { readonly observedAt: string };

const PREFIX: Readonly<Record<NodeKind, string>> = {
  'nsx-manager': 'NsxManager',
  vcenter: 'Vcenter',
  supervisor: 'Supervisor',
  cluster: 'Cluster',
};
const UNPREFIXED = new Set<string>([
  'LabelsChanged',
  'CniChanged',
  'CapacityObserved',
  'AddressesObserved',
  'ManagerApiConsumersObserved',
] satisfies NodeChange['change'][]);
const PREFIXED = [
  'Registered',
  'Moved',
  'VersionObserved',
  'HealthObserved',
  'IdentityObserved',
  'SignalsObserved',
  'MixedVersionsObserved',
  'Decommissioned',
  'LostSight',
] as const;

export const eventType = (kind: NodeKind, change: NodeChange['change']): string =>
  UNPREFIXED.has(change) ? change : PREFIX[kind] + change;

/** The change behind a stored type; undefined for a type that changes no node. */
export function changeOf(kind: NodeKind, type: string): NodeChange['change'] | undefined {
  if (UNPREFIXED.has(type)) return type as NodeChange['change'];
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
  /** What was recorded up to here had been compared with it. Absent in old records, when nothing else could be recorded meanwhile. */
  readonly comparedTo?: number;
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

const SCAN = 'scan-';
export const scanStream = (id: string): string => SCAN + id;
export const scanOfStream = (stream: string): string => stream.slice(SCAN.length);

/**
 * Whether an event was recorded by a scan, which names itself as the cause. A scan knew all of a node when it changed it. A reported event may
 * name any cause, but always has an idempotency key, which those of a scan never have.
 */
export const isCausedByScan = ({
  causationId,
  idempotencyKey,
}: {
  readonly causationId?: string;
  readonly idempotencyKey?: string;
}): boolean => idempotencyKey === undefined && (causationId?.startsWith(SCAN) ?? false);
