import { beginning, type EventStore, MemoryEventStore, type RecordedEvent } from '@lockstep/event-store';
import { confirmNode, isLive, type NodeKind, nodeKey, placedNodes } from '../src/domain/index.js';
import { confirmedBy, type DomainScan, foldEvents, placeOf } from '../src/application/fold-events.js';
import type {
  FleetNames,
  FleetRecord,
  FleetTransaction,
  HistoryEntry,
  NodeQuery,
  ReadDomain,
  RecordedNode,
  RecordedScan,
} from '../src/application/fleet-record.port.js';
import { newestOf } from '../src/infrastructure/newest-of.js';

/** What a fold from the first event comes to: the slow and obvious form of the projection. */
export interface FoldedFleet {
  /** By `nodeKey`. */
  readonly nodes: ReadonlyMap<string, RecordedNode>;
  readonly scans: readonly RecordedScan[];
  readonly domains: ReadonlyMap<string, DomainScan>;
}

export function foldFleet(events: readonly RecordedEvent[]): FoldedFleet {
  const { nodes, scans, domainScans } = foldEvents(events, { nodes: new Map(), domains: new Map() });
  const domains = new Map(domainScans.map(({ nsxManager, ...scan }) => [nsxManager, scan]));
  const confirmed = [...nodes].map(([key, node]): [string, RecordedNode] => {
    const place = placeOf(node, nodes);
    return [key, { ...confirmNode(node, confirmedBy(domains.get(place.root ?? ''), node, place)), root: place.root }];
  });
  return { nodes: new Map(confirmed), scans, domains };
}

/** The record without a database: folded anew for every question, nothing rolls back. */
export class MemoryFleetRecord implements FleetRecord {
  /** Tests may let others write between comparing and appending. */
  constructor(readonly events: EventStore = new MemoryEventStore()) {}

  async fold(position = Infinity): Promise<FoldedFleet> {
    const { events } = await this.events.readAll(beginning, 1_000_000);
    return foldFleet(events.filter((event) => event.position <= position));
  }

  async catchUp(): Promise<'reached'> {
    return 'reached';
  }

  settledPosition(): Promise<number> {
    return this.events.settledPosition();
  }

  newestPosition(): Promise<number> {
    return this.events.settledPosition();
  }

  async partsTransaction(): Promise<boolean> {
    return false;
  }

  findPositionAt(time: string) {
    return this.events.findPosition(time);
  }

  async findTime(position: number): Promise<string> {
    const { events } = await this.events.readAll(beginning, 1_000_000);
    return events.findLast((event) => event.position <= position)?.recordedAt ?? new Date(0).toISOString();
  }

  transact<Result>(work: (transaction: FleetTransaction) => Promise<Result>): Promise<Result> {
    return work({
      events: this.events,
      load: async () => {
        const { nodes, domains } = await this.fold();
        return { nodes, scans: new Map([...domains].map(([id, { takenAt }]) => [id, takenAt])) };
      },
      findNodes: async ({ ids = [], uids = [], nsxClusterIds = [] }) => {
        const isWanted = ({ id, identity }: RecordedNode) =>
          ids.includes(id) || uids.includes(identity?.uid ?? '') || nsxClusterIds.includes(identity?.nsxClusterId ?? '');
        return new Map([...(await this.fold()).nodes].filter(([, node]) => isWanted(node)));
      },
      findTold: async (observers) =>
        [...(await this.fold()).nodes.values()].filter((node) => isLive(node) && observers.some((one) => node.signals[one])),
      findScan: async (digest) => (await this.fold()).scans.findLast((scan) => scan.digest === digest),
    });
  }

  async find(kind: NodeKind, id: string, position?: number): Promise<RecordedNode | undefined> {
    const node = (await this.fold(position)).nodes.get(nodeKey(kind, id));
    return node && isLive(node) ? node : undefined;
  }

  async findNamed(of: FleetNames, among: readonly string[]): Promise<readonly string[]> {
    const placed = placedNodes([...(await this.fold()).nodes.values()]);
    const names = placed.map(({ kind, id, placement }) => (of === 'project' ? kind === 'cluster' && placement.project : kind === of && id));
    return [...new Set(among)].filter((name) => names.includes(name));
  }

  findPosition(): Promise<number> {
    return this.settledPosition();
  }

  async list({ kind, limit, after = '', nsxManager, supervisor }: NodeQuery, position?: number): Promise<readonly RecordedNode[]> {
    return [...(await this.fold(position)).nodes.values()]
      .filter((node) => node.kind === kind && isLive(node) && node.id > after && (nsxManager === undefined || node.root === nsxManager))
      .filter(({ placement }) => supervisor === undefined || placement.supervisor === supervisor)
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .slice(0, limit);
  }

  async read(nsxManager?: string, position?: number): Promise<ReadDomain> {
    const { nodes, domains } = await this.fold(position);
    const placed = placedNodes([...nodes.values()]).filter(({ root }) => nsxManager === undefined || root === nsxManager);
    return { nodes: placed, ...newestOf(placed, domains) };
  }

  async readHistory(): Promise<readonly HistoryEntry[]> {
    return [];
  }
}
