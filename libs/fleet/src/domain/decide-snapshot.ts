import { compareTexts } from '@lockstep/kernel';
import { changes, registration } from './compare-node.js';
import { isLate } from './evolve-node.js';
import type { NodeChange, SnapshotCounts } from './fleet-events.js';
import { type FleetNode, isLive, nodeKey, type NodeKind, type Observation, parentKey, rootOf, unknownNode } from './fleet-node.js';
import { instantOf, later } from './instant.js';

/** What the record says, as far as a snapshot can touch it. */
export interface KnownFleet {
  /** By `nodeKey`, decommissioned nodes included. */
  readonly nodes: ReadonlyMap<string, FleetNode>;
  /** NSX manager to the newest time at which all of it was observed. */
  readonly scans: ReadonlyMap<string, string>;
}

export interface ChangedNode {
  readonly kind: NodeKind;
  readonly id: string;
  readonly changes: readonly NodeChange[];
}

export interface SnapshotDecision {
  readonly changed: readonly ChangedNode[];
  readonly nsxManagers: readonly string[];
  readonly late: readonly string[];
  readonly counts: SnapshotCounts;
}

/**
 * Compares a snapshot with what is known. It is the whole of the NSX managers it names: what hung on them and is not in it is gone; other
 * NSX managers are left alone. A manager of which a newer scan is known takes no change: what differs there is recorded for the nodes that
 * are known, and nothing is registered, moved or decommissioned. The same goes for a node whose presence is known as of later.
 */
export function decideSnapshot(known: KnownFleet, seen: readonly Observation[], takenAt: string): SnapshotDecision {
  const taken = instantOf(takenAt);
  const seenByKey = new Map(seen.map((observation) => [nodeKey(observation.kind, observation.id), observation]));
  const nsxManagers = seen.filter(({ kind }) => kind === 'nsx-manager').map(({ id }) => id);
  const late = new Set(nsxManagers.filter((id) => taken < (known.scans.get(id) ?? '')));
  const isOutdated = (observation: Observation, node: FleetNode | undefined) =>
    late.has(rootOf(observation, seenByKey) ?? '') || (node !== undefined && taken < later(node.seen.presence ?? '', node.confirmedAt));
  const tally = { registered: 0, changed: 0, decommissioned: 0, unchanged: 0, late: 0, events: 0 };
  const changed: ChangedNode[] = [];
  const record = ({ kind, id }: Observation, found: readonly NodeChange[]) => {
    if (found.length > 0) changed.push({ kind, id, changes: found });
    tally.events += found.length;
  };
  for (const [key, observation] of seenByKey) {
    const node = known.nodes.get(key);
    const live = node && isLive(node) ? node : undefined;
    if (isOutdated(observation, node)) {
      tally.late++;
      if (live) record(observation, changes(live, observation, taken).filter(isLateChange));
      continue;
    }
    const found = live
      ? changes(live, observation, taken)
      : registration(node ?? unknownNode(observation.kind, observation.id), observation, taken);
    tally[!live ? 'registered' : found.length === 0 ? 'unchanged' : isAllLate(live, found, taken) ? 'late' : 'changed']++;
    record(observation, found);
  }
  for (const node of goneNodes(known, seenByKey)) {
    if (late.has(rootOf(node, known.nodes) ?? '') || taken < node.observedAt) continue;
    tally.decommissioned++;
    record(node, [{ change: 'Decommissioned', data: { id: node.id } }]);
  }
  return { changed, nsxManagers: nsxManagers.toSorted(compareTexts), late: [...late].toSorted(compareTexts), counts: tally };
}

const LATE_CHANGES: readonly NodeChange['change'][] = ['VersionObserved', 'LabelsChanged', 'CniChanged', 'CapacityObserved'];
const isLateChange = ({ change }: NodeChange): boolean => LATE_CHANGES.includes(change);

const isAllLate = (node: FleetNode, found: readonly NodeChange[], takenAt: string): boolean =>
  found.every((change) => isLate(node, { ...change, observedAt: takenAt }));

/** Live nodes that are not in the snapshot and hang, over any number of levels, on one that is. */
function goneNodes({ nodes }: KnownFleet, seen: ReadonlyMap<string, Observation>): FleetNode[] {
  const hangsOnSeen = (node: FleetNode): boolean => {
    const above = parentKey(node);
    if (above === null) return false;
    if (seen.has(above)) return true;
    const parent = nodes.get(above);
    return parent !== undefined && hangsOnSeen(parent);
  };
  return [...nodes.entries()].filter(([key, node]) => isLive(node) && !seen.has(key) && hangsOnSeen(node)).map(([, node]) => node);
}
