import { compareTexts } from '@lockstep/kernel';
import { changes, registration } from './compare-node.js';
import type { NodeChange, SnapshotCounts } from './fleet-events.js';
import { type FleetNode, nodeKey, type NodeKind, type Observation, parentKey, rootOf } from './fleet-node.js';

/** The projection, as far as a snapshot can touch it. */
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
 * are known, and nothing is registered, moved or decommissioned.
 */
export function decideSnapshot(known: KnownFleet, seen: readonly Observation[], takenAt: string): SnapshotDecision {
  const taken = Date.parse(takenAt);
  const seenByKey = new Map(seen.map((observation) => [nodeKey(observation.kind, observation.id), observation]));
  const nsxManagers = seen.filter(({ kind }) => kind === 'nsx-manager').map(({ id }) => id);
  const late = new Set(nsxManagers.filter((id) => taken < Date.parse(known.scans.get(id) ?? takenAt)));
  const isLate = (observation: Observation, node: FleetNode | undefined) =>
    late.has(rootOf(observation, seenByKey) ?? '') || (node !== undefined && taken < Date.parse(node.observedAt));
  const tally = { registered: 0, changed: 0, decommissioned: 0, unchanged: 0, late: 0, events: 0 };
  const changed: ChangedNode[] = [];
  const record = ({ kind, id }: Observation, found: readonly NodeChange[]) => {
    if (found.length > 0) changed.push({ kind, id, changes: found });
    tally.events += found.length;
  };
  for (const [key, observation] of seenByKey) {
    const node = known.nodes.get(key);
    const live = node && !node.decommissioned ? node : undefined;
    if (isLate(observation, node)) {
      tally.late++;
      if (live) record(observation, changes(live, observation).filter(isLateChange));
      continue;
    }
    const found = live ? changes(live, observation) : registration(observation);
    tally[!live ? 'registered' : found.length > 0 ? 'changed' : 'unchanged']++;
    record(observation, found);
  }
  for (const node of goneNodes(known, seenByKey)) {
    if (isLateAbsence(node, known, late, taken)) continue;
    tally.decommissioned++;
    record(node, [{ change: 'Decommissioned', data: { id: node.id } }]);
  }
  return { changed, nsxManagers: nsxManagers.toSorted(compareTexts), late: [...late].toSorted(compareTexts), counts: tally };
}

const LATE_CHANGES: readonly NodeChange['change'][] = ['VersionObserved', 'LabelsChanged', 'CniChanged', 'CapacityObserved'];
const isLateChange = ({ change }: NodeChange): boolean => LATE_CHANGES.includes(change);

const isLateAbsence = (node: FleetNode, known: KnownFleet, late: ReadonlySet<string>, taken: number): boolean =>
  late.has(rootOf(node, known.nodes) ?? '') || taken < Date.parse(node.observedAt);

/** Live nodes that are not in the snapshot and hang, over any number of levels, on one that is. */
function goneNodes({ nodes }: KnownFleet, seen: ReadonlyMap<string, Observation>): FleetNode[] {
  const hangsOnSeen = (node: FleetNode): boolean => {
    const above = parentKey(node);
    if (above === null) return false;
    if (seen.has(above)) return true;
    const parent = nodes.get(above);
    return parent !== undefined && hangsOnSeen(parent);
  };
  return [...nodes.entries()].filter(([key, node]) => !node.decommissioned && !seen.has(key) && hangsOnSeen(node)).map(([, node]) => node);
}
