import { compareTexts } from '@lockstep/kernel';
import type { NodeName } from '../findings/finding.js';
import { nodeKey, NODE_KINDS, nodeOfKey, type NodeKind } from '../fleet-node.js';
import type { FaultCode, SourceFault } from './sighting.js';

/** Types of events in the stream `scan-<id>` of a scan that looks at sources. A snapshot leaves `ScanCompleted` in one of its own. */
export const SCAN_STARTED = 'ScanStarted';
export const SCAN_LOOK_ENDED = 'ScanLookEnded';
export const SCAN_SOURCE_FAILED = 'ScanSourceFailed';
export const SCAN_CANCELLED = 'ScanCancelled';
export const SCAN_ENDED = 'ScanEnded';

export type ScanTrigger = { readonly kind: 'schedule'; readonly schedule: string } | { readonly kind: 'person' };

export interface ScanStarted {
  /** In text order. */
  readonly sources: readonly string[];
  /** Asked for, and left out: another scan is looking at it, or there is no such source. */
  readonly skipped: readonly SkippedSource[];
  readonly trigger: ScanTrigger;
}

export interface SkippedSource {
  readonly source: string;
  readonly reason: 'in-scan' | 'unknown';
  /** The other scan. */
  readonly scan: string | null;
}

/** Ids by kind, each list in text order; kinds without any are left out. */
export type NodeNames = Readonly<Partial<Record<NodeKind, readonly string[]>>>;

/** What one look at one source came to. Nodes that were seen as they are known are only counted: a quiet look is a small event. */
export interface ScanLookEnded {
  readonly source: string;
  /** RFC 3339, by our own clock, when the look began: all that it saw was so at that time or after it. */
  readonly takenAt: string;
  /** `partial`: it was broken off, so that nothing it did not see is missed, and nothing counts as confirmed. */
  readonly outcome: 'completed' | 'partial';
  readonly counts: LookCounts;
  /** Seen, and not by the look before. */
  readonly appeared: NodeNames;
  /** Known to this source, and not seen; fewer times in a row than it takes to lose sight. */
  readonly missed: NodeNames;
  /** Missed often enough: their streams have `…LostSight`. No longer counted among the nodes of the source either. */
  readonly lost: NodeNames;
  /** No longer counted among the nodes of the source, and sight is not lost: another one still sees them, it only ever heard of them, or they are gone. */
  readonly forgotten: NodeNames;
  /** Not looked at, or not in full: neither confirmed nor missed. */
  readonly unreached: NodeNames;
  readonly faults: Readonly<Partial<Record<FaultCode, number>>>;
}

/** Nodes. */
export interface LookCounts {
  readonly seen: number;
  readonly changed: number;
  readonly unchanged: number;
}

export interface ScanEnded {
  readonly outcome: ScanOutcome;
  /** `abandoned`: whoever ran it is gone. */
  readonly reason: 'abandoned' | null;
  readonly sources: Readonly<Record<string, LookOutcome>>;
}

export const SCAN_OUTCOMES = ['completed', 'partial', 'failed', 'cancelled'] as const;
export type ScanOutcome = (typeof SCAN_OUTCOMES)[number];
/** `unended`: it had not come to an end when the scan did. */
export type LookOutcome = 'completed' | 'partial' | 'failed' | 'unended';

export type ScanEvent =
  | { readonly type: typeof SCAN_STARTED; readonly data: ScanStarted }
  | { readonly type: typeof SCAN_LOOK_ENDED; readonly data: ScanLookEnded }
  /** The others go on. */
  | { readonly type: typeof SCAN_SOURCE_FAILED; readonly data: { readonly source: string; readonly fault: SourceFault } }
  | { readonly type: typeof SCAN_CANCELLED; readonly data: Readonly<Record<string, never>> }
  | { readonly type: typeof SCAN_ENDED; readonly data: ScanEnded };

/**
 * The cause that events of a look name. Not the stream of the scan: a scan of snapshots knew all of a node and confirms what it did not touch, while
 * a look knows a part and speaks of that part alone.
 */
export const lookCause = (scan: string): string => `look-${scan}`;

export function namesOf(keys: Iterable<string>): NodeNames {
  const nodes = [...keys].map(nodeOfKey);
  return Object.fromEntries(
    NODE_KINDS.map((kind) => [kind, nodes.filter((node) => node.kind === kind).map(({ id }) => id)] as const)
      .filter(([, ids]) => ids.length > 0)
      .map(([kind, ids]) => [kind, ids.toSorted(compareTexts)]),
  );
}

export const keysOf = (names: NodeNames): string[] => NODE_KINDS.flatMap((kind) => (names[kind] ?? []).map((id) => nodeKey(kind, id)));

export const keyOfName = ({ kind, id }: NodeName): string => nodeKey(kind, id);
