import type { EventStore, FoundPosition } from '@lockstep/event-store';
import type { FleetNode, KnownFleet, NodeChange, NodeKind, ScanCompleted } from '../domain/index.js';

/** A node with its place in the record. */
export interface RecordedNode extends FleetNode {
  /** The NSX manager it hangs on; null while something on the way up is unknown. */
  readonly root: string | null;
  /** Of the last event of its stream. */
  readonly position: number;
  /** Version of its stream. */
  readonly streamVersion: number;
  /** Of the last event of its stream that no scan recorded; 0: none. A scan that was compared with less did not see all of the node. */
  readonly heardPosition: number;
  /** Of the last such event that placed it elsewhere. */
  readonly placedPosition: number;
}

export interface RecordedScan extends ScanCompleted {
  readonly id: string;
  readonly position: number;
}

/** One event of a node's stream and what it did. */
export interface HistoryEntry {
  readonly position: number;
  readonly version: number;
  readonly eventId: string;
  readonly change: NodeChange['change'];
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: unknown;
  readonly observedAt: string;
  readonly recordedAt: string;
  readonly actor: string;
  readonly correlationId: string | null;
  readonly causationId: string | null;
  /** `late`: something newer was known of the same thing, so that the node stayed as it was. */
  readonly effect: 'applied' | 'late';
  readonly before: FleetNode | null;
  readonly after: FleetNode;
}

/** Somebody else wrote to a stream since it was read: nothing was written, and it is to be decided again. */
export class ConcurrentChange extends Error {
  override readonly name = 'ConcurrentChange';
}

/** Rows follow the record: `catchUp` waits for them. Where a position can be given, the answer is what the record said there, for ever. */
export interface FleetRecord {
  /** Until the rows hold what is recorded, up to `position` if given. `stalled`: not in time; `stopped`: not without an operator. */
  catchUp(position?: number, timeout?: number): Promise<'reached' | 'stalled' | 'stopped'>;
  /** Nothing at or below it will ever be added. */
  settledPosition(): Promise<number>;
  /** Of the newest committed event, settled or not; 0: there is none. */
  newestPosition(): Promise<number>;
  /** Whether a transaction has committed events on both sides of a settled position: what is read there shows half of it. */
  partsTransaction(position: number): Promise<boolean>;
  /** What `time` (RFC 3339) resolves to. */
  findPositionAt(time: string): Promise<FoundPosition>;
  /** When the newest event up to `position` was recorded, RFC 3339; the beginning of time before the first one. */
  findTime(position: number): Promise<string>;
  /** Runs `work` in one transaction, one at a time over all processes. What throws is rolled back whole. Throws `ConcurrentChange` where others
   *  wrote to the same streams and both stood in each other's way. */
  transact<Result>(work: (transaction: FleetTransaction) => Promise<Result>): Promise<Result>;
  /** Live nodes only. */
  find(kind: NodeKind, id: string, position?: number): Promise<RecordedNode | undefined>;
  /** Live nodes in the order of ids, at most `limit`. */
  list(query: NodeQuery, position?: number): Promise<readonly RecordedNode[]>;
  /** Of these names those that something which is there bears now. */
  findNamed(of: FleetNames, among: readonly string[]): Promise<readonly string[]>;
  /** Up to where the rows follow the record. */
  findPosition(): Promise<number>;
  /** What is there and hangs on live nodes only: everything, or what hangs on one NSX manager. `position` 0: nothing was ever observed there. */
  read(nsxManager?: string, position?: number): Promise<ReadDomain>;
  /** Newest first, at most `limit`; only versions below `before` when it is given. Decommissioned and unregistered nodes have one too. */
  readHistory(
    kind: NodeKind,
    id: string,
    query: { readonly limit: number; readonly before?: number; readonly position?: number },
  ): Promise<readonly HistoryEntry[]>;
}

/** Ids of nodes of a kind, or projects of clusters. */
export type FleetNames = 'nsx-manager' | 'supervisor' | 'project';

export interface ReadDomain {
  readonly nodes: readonly RecordedNode[];
  readonly takenAt: string | null;
  /** Of the newest event in it. */
  readonly position: number;
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

/** Nodes by any of their names. */
export interface WantedNodes {
  readonly ids?: readonly string[];
  readonly uids?: readonly string[];
  readonly nsxClusterIds?: readonly string[];
}

export interface FleetTransaction {
  readonly events: EventStore;
  load(nsxManagers: readonly string[], ids: readonly string[]): Promise<RecordedFleet>;
  /** Only the nodes that are meant, by `nodeKey`; those that are gone or were never registered too. An id or uid may mean several. */
  findNodes(wanted: WantedNodes): Promise<ReadonlyMap<string, RecordedNode>>;
  /** Live nodes of which one of these observers has told signals that stand. */
  findTold(observers: readonly string[]): Promise<readonly RecordedNode[]>;
  findScan(digest: string): Promise<RecordedScan | undefined>;
}
