import type { NodeName } from '../findings/finding.js';
import { type FleetNode, isLive, nodeKey, parentKey } from '../fleet-node.js';
import { type LookCounts, namesOf, type ScanLookEnded } from './scan-events.js';
import type { FaultCode, SourceFault } from './sighting.js';
import { hiddenNode, hidesNodes } from './source-faults.js';

/** What a source counts as one of its nodes, from look to look. */
export interface SourceNode {
  /** Looks in a row that did not see it. */
  readonly misses: number;
  /** The last look did not get to it. */
  readonly unreached: boolean;
  /** `takenAt` of the last look that confirmed it; null: the last completed look of the source did. */
  readonly confirmedAt: string | null;
}

/** A look that went through the list of nodes to its end, or was broken off. */
export interface EndedLook {
  readonly source: string;
  readonly takenAt: string;
  readonly outcome: 'completed' | 'partial';
  /** By `nodeKey`, as in all that follows. */
  readonly seen: ReadonlySet<string>;
  readonly unreached: ReadonlySet<string>;
  readonly changed: ReadonlySet<string>;
  /** Clusters that were looked into. */
  readonly entered: ReadonlySet<string>;
  readonly faults: readonly SourceFault[];
}

export interface LookKnowledge {
  /** The nodes of the source before the look. */
  readonly nodes: ReadonlyMap<string, SourceNode>;
  /** Misses in a row before sight is lost. */
  readonly patience: number;
  /** Nodes that are missing now, as the fleet knows them. */
  readonly fleet: ReadonlyMap<string, FleetNode>;
  /** The node that the source speaks for: it knows which nodes hang on that one, and of all others only what it is told. */
  readonly speaksFor: NodeName | undefined;
  /** Those that another source sees which speaks for the same node. */
  readonly seenByOthers: ReadonlySet<string>;
}

/** Nodes that the look did not see although it should have: what has to be known of them decides what becomes of them. */
export function absentNodes(look: EndedLook, nodes: ReadonlyMap<string, SourceNode>): string[] {
  if (look.outcome === 'partial') return [];
  const unreached = unreachedOf(look);
  return [...nodes.keys()].filter((key) => !look.seen.has(key) && !unreached.has(key));
}

/** What a look says of the nodes of its source: one event, small where nothing has changed. Sight of `lost` nodes is lost by it. */
export function decideLook(look: EndedLook, { nodes, patience, fleet, speaksFor, seenByOthers }: LookKnowledge): ScanLookEnded {
  const absent = absentNodes(look, nodes);
  // Absent nodes may be in what could not be read.
  const isBlind = look.faults.some(hidesNodes);
  const unreached = unreachedOf(look);
  const missed: string[] = [];
  const lost: string[] = [];
  const forgotten: string[] = [];
  for (const key of absent) {
    const node = fleet.get(key);
    if (!node || !isLive(node)) forgotten.push(key);
    else if (isBlind) unreached.add(key);
    else if (nodes.get(key)!.misses + 1 < patience) missed.push(key);
    else if (knowsPresence(node, speaksFor) && !seenByOthers.has(key)) lost.push(key);
    else forgotten.push(key);
  }
  const isOurs = (key: string) => nodes.has(key) || look.seen.has(key);
  return {
    source: look.source,
    takenAt: look.takenAt,
    outcome: look.outcome,
    counts: countsOf(look),
    appeared: namesOf([...look.seen].filter((key) => !nodes.has(key))),
    missed: namesOf(missed),
    lost: namesOf(lost),
    forgotten: namesOf(forgotten),
    unreached: look.outcome === 'partial' ? {} : namesOf([...unreached].filter(isOurs)),
    faults: countFaults(look.faults),
  };
}

/** An NSX manager no longer tells of a cluster whose adapter was turned off: that does not mean that the cluster is gone. */
function knowsPresence(node: FleetNode, speaksFor: NodeName | undefined): boolean {
  if (!speaksFor) return false;
  const key = nodeKey(speaksFor.kind, speaksFor.id);
  return nodeKey(node.kind, node.id) === key || parentKey(node) === key;
}

/** A node of which something could not be read was not looked at in full. */
const unreachedOf = ({ unreached, faults }: EndedLook): Set<string> =>
  new Set([...unreached, ...faults.flatMap((fault) => hiddenNode(fault) ?? [])]);

const countsOf = ({ seen, changed }: EndedLook): LookCounts => ({
  seen: seen.size,
  changed: changed.size,
  unchanged: [...seen].filter((key) => !changed.has(key)).length,
});

function countFaults(faults: readonly SourceFault[]): Partial<Record<FaultCode, number>> {
  const counts: Partial<Record<FaultCode, number>> = {};
  for (const { code } of faults.toSorted((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)))
    counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}
