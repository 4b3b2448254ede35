import type { EventStore } from '@lockstep/event-store';
import type { FleetNode, KnownFleet, NodeKind, SnapshotCounts } from '../domain/index.js';

/** A node with its place in the record. */
export interface RecordedNode extends FleetNode {
  /** The NSX manager it hangs on. */
  readonly root: string;
  readonly registeredAt: string;
  /** Position of the last event that changed it. */
  readonly position: number;
  /** Version of its stream. */
  readonly streamVersion: number;
}

export interface RecordedScan {
  readonly id: string;
  readonly name: string;
  readonly digest: string;
  readonly takenAt: string;
  readonly nsxManagers: readonly string[];
  readonly late: readonly string[];
  readonly counts: SnapshotCounts;
  readonly position: number;
}

export interface FleetRecord {
  /** Runs `work` in one transaction, one at a time over all processes. What throws is rolled back whole. */
  transact<Result>(work: (transaction: FleetTransaction) => Promise<Result>): Promise<Result>;
  /** Live nodes only. */
  find(kind: NodeKind, id: string): Promise<RecordedNode | undefined>;
  /** Live nodes in the order of ids, at most `limit`. */
  list(query: NodeQuery): Promise<readonly RecordedNode[]>;
  /** Of the newest event of the fleet; 0: nothing was ever observed. */
  findPosition(): Promise<number>;
  /** Everything live, or what hangs on one NSX manager. `position` 0: nothing was ever observed there. */
  read(
    nsxManager?: string,
  ): Promise<{ readonly nodes: readonly RecordedNode[]; readonly takenAt: string | null; readonly position: number }>;
}

export interface NodeQuery {
  readonly kind: NodeKind;
  readonly limit: number;
  /** Only ids after this one. */
  readonly after?: string;
  readonly nsxManager?: string;
  readonly supervisor?: string;
  readonly project?: string;
  /** All must be there. */
  readonly labels?: readonly { readonly name: string; readonly value: string }[];
}

/** What a snapshot can touch: nodes under the NSX managers named, nodes with the ids named, and all that shares an NSX manager with those. */
export interface RecordedFleet extends KnownFleet {
  readonly nodes: ReadonlyMap<string, RecordedNode>;
}

export interface FleetTransaction {
  readonly events: EventStore;
  load(nsxManagers: readonly string[], ids: readonly string[]): Promise<RecordedFleet>;
  findScan(digest: string): Promise<RecordedScan | undefined>;
  save(nodes: readonly RecordedNode[], scan: RecordedScan): Promise<void>;
}
