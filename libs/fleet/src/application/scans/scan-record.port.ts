import type { KnownScan, KnownSource, NodeName, SourceNode } from '../../domain/index.js';

/** Until when one source has seen a node as it is known. */
export interface Confirmation {
  readonly source: string;
  readonly speaksFor: NodeName;
  /** RFC 3339. */
  readonly confirmedAt: string;
}

/** Rows that follow the streams of sources and scans. */
export interface ScanRecord {
  /** Until the rows hold what is recorded, up to `position` if given. */
  catchUp(position?: number, timeout?: number): Promise<'reached' | 'stalled' | 'stopped'>;
  /** Not those that were removed. */
  findSource(id: string): Promise<KnownSource | undefined>;
  /** In the order of ids, at most `limit`. */
  listSources(query: { readonly limit: number; readonly after?: string }): Promise<readonly KnownSource[]>;
  /** Those that speak for a node, in the order of ids. */
  listSourcesOf(node: NodeName): Promise<readonly KnownSource[]>;
  findScan(id: string): Promise<KnownScan | undefined>;
  /** Newest first, at most `limit`; only those that began before this one. */
  listScans(query: ScanQuery): Promise<readonly KnownScan[]>;
  /** Those that have not ended, oldest first. */
  listRunningScans(): Promise<readonly KnownScan[]>;
  /** By `nodeKey`. */
  readSourceNodes(source: string): Promise<ReadonlyMap<string, SourceNode>>;
  /** Of the nodes with these keys those that another source has confirmed since, which speaks for the same node and did not fail last. */
  findSeenByOthers(source: string, keys: readonly string[]): Promise<ReadonlySet<string>>;
  /** By `nodeKey`; in the order of sources. A node that no source has ever confirmed is missing. */
  readConfirmations(keys: readonly string[]): Promise<ReadonlyMap<string, readonly Confirmation[]>>;
}

export interface ScanQuery {
  readonly limit: number;
  /** `startedPosition` of the last one of the page before. */
  readonly before?: number;
  /** Only scans that looked at it. */
  readonly source?: string;
}
