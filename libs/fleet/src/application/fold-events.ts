import type { RecordedEvent } from '@lockstep/event-store';
import {
  changeOf,
  confirmNode,
  evolveNode,
  instantOf,
  isCausedByScan,
  isLate,
  type NodeEvent,
  nodeKey,
  nodeOfStream,
  parentKey,
  pathOf,
  type Placement,
  SCAN_COMPLETED,
  type ScanCompleted,
  scanOfStream,
  unknownNode,
} from '../domain/index.js';
import type { RecordedNode, RecordedScan } from './fleet-record.port.js';

/** A look at all of an NSX manager's upgrade domain. */
export interface DomainScan {
  readonly takenAt: string;
  /** Of the scan. */
  readonly position: number;
  readonly comparedTo: number;
}

export interface KnownNodes {
  /** By `nodeKey`; every node that the events touch or name, and what is above them. */
  readonly nodes: ReadonlyMap<string, RecordedNode>;
  /** By NSX manager, oldest first: the newest before the events, and all since the first position among them. */
  readonly domains: ReadonlyMap<string, readonly DomainScan[]>;
}

/** A node from one event of its stream to the next. */
export interface NodeState {
  readonly node: RecordedNode;
  readonly until: number | null;
  readonly effect: 'applied' | 'late';
}

export interface FoldedEvents {
  readonly nodes: ReadonlyMap<string, RecordedNode>;
  /** By `nodeKey`, in the order of the stream. */
  readonly states: ReadonlyMap<string, readonly NodeState[]>;
  readonly scans: readonly RecordedScan[];
  /** In record order. */
  readonly domainScans: readonly (DomainScan & { readonly nsxManager: string })[];
}

/** Nodes that events touch or name: what has to be known to fold them, beside what is above. */
export function nodesNamedBy(events: readonly RecordedEvent[]): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { stream, data } of events) {
    const node = nodeOfStream(stream);
    if (!node) continue;
    keys.add(nodeKey(node.kind, node.id));
    const placement = (data as { placement?: Placement } | null)?.placement;
    const above = placement && parentKey({ kind: node.kind, placement });
    if (above) keys.add(above);
  }
  return keys;
}

/** Events in record order over what is known before them. Which of them are late depends on the scans recorded before them as well. */
export function foldEvents(events: readonly RecordedEvent[], known: KnownNodes): FoldedEvents {
  const nodes = new Map(known.nodes);
  const domains = new Map(known.domains);
  const states = new Map<string, NodeState[]>();
  const scans: RecordedScan[] = [];
  const domainScans: (DomainScan & { nsxManager: string })[] = [];
  for (const event of events) {
    if (event.type === SCAN_COMPLETED) {
      const scan: RecordedScan = { id: scanOfStream(event.stream), ...(event.data as ScanCompleted), position: event.position };
      scans.push(scan);
      for (const { nsxManager, ...domain } of newerScans(scan, domains)) {
        domains.set(nsxManager, [...(domains.get(nsxManager) ?? []), domain]);
        domainScans.push({ nsxManager, ...domain });
      }
      continue;
    }
    const folded = foldNodeEvent(event, nodes, domains);
    if (!folded) continue;
    const key = nodeKey(folded.node.kind, folded.node.id);
    nodes.set(key, folded.node);
    const earlier = states.get(key) ?? [];
    const last = earlier.at(-1);
    if (last) earlier[earlier.length - 1] = { ...last, until: event.position };
    earlier.push(folded);
    states.set(key, earlier);
  }
  return { nodes, states, scans, domainScans };
}

function newerScans({ takenAt, nsxManagers, position, comparedTo = position - 1 }: RecordedScan, domains: KnownNodes['domains']) {
  const at = instantOf(takenAt);
  return nsxManagers
    .filter((nsxManager) => at >= (domains.get(nsxManager)?.at(-1)?.takenAt ?? ''))
    .map((nsxManager) => ({ nsxManager, takenAt: at, position, comparedTo }));
}

function foldNodeEvent(
  event: RecordedEvent,
  nodes: ReadonlyMap<string, RecordedNode>,
  domains: KnownNodes['domains'],
): NodeState | undefined {
  const about = nodeOfStream(event.stream);
  if (!about) return undefined;
  const change = changeOf(about.kind, event.type);
  if (!change || event.schemaVersion !== 1)
    throw new Error(`fleet; ${event.stream}, position ${event.position}; a known type; found ${event.type} v${event.schemaVersion}`);
  const { position, version, observedAt, data } = event;
  const nodeEvent = { change, data, observedAt } as NodeEvent;
  const earlier = nodes.get(nodeKey(about.kind, about.id)) ?? { ...BLANK, ...about };
  const place = placeOf(earlier, nodes);
  const scan = domains.get(place.root ?? '')?.findLast((one) => one.position < position);
  const before = confirmNode(earlier, confirmedBy(scan, earlier, place));
  const after = evolveNode(before, nodeEvent);
  const byScan = isCausedByScan(event);
  const moved = parentKey(after) !== parentKey(before);
  const node: RecordedNode = {
    ...after,
    position,
    streamVersion: version,
    heardPosition: byScan ? before.heardPosition : position,
    placedPosition: moved && !byScan ? position : before.placedPosition,
  };
  return { node, until: null, effect: isLate(before, nodeEvent) ? 'late' : 'applied' };
}

const BLANK: RecordedNode = {
  ...unknownNode('cluster', ''),
  root: null,
  position: 0,
  streamVersion: 0,
  heardPosition: 0,
  placedPosition: 0,
};

/** Where a node hangs, and since when. */
export interface Place {
  readonly root: string | null;
  /** Of the last event that no scan recorded and that moved the node, or one above it. */
  readonly rootedPosition: number;
}

export type PlacedNode = Pick<RecordedNode, 'kind' | 'id' | 'placement' | 'placedPosition'>;

export function placeOf(node: PlacedNode, nodes: ReadonlyMap<string, PlacedNode>): Place {
  const path = pathOf(node, nodes);
  const top = path.at(-1)!;
  let rootedPosition = 0;
  for (const { placedPosition } of path) rootedPosition = Math.max(rootedPosition, placedPosition);
  return { root: top.kind === 'nsx-manager' ? top.id : null, rootedPosition };
}

/**
 * When the newest scan of its NSX manager saw a node as it is here; '' if it did not. A scan speaks only of nodes that it was compared with
 * as they are, and that hung then where they hang now.
 */
export function confirmedBy(
  scan: DomainScan | undefined,
  { heardPosition }: Pick<RecordedNode, 'heardPosition'>,
  { rootedPosition }: Place,
): string {
  return scan && scan.comparedTo >= Math.max(rootedPosition, heardPosition) ? scan.takenAt : '';
}
