import { type EventStore, MemoryEventStore } from '@lockstep/event-store';
import { type NodeKind, nodeKey } from '../src/domain/index.js';
import type { FleetRecord, FleetTransaction, NodeQuery, RecordedNode, RecordedScan } from '../src/application/fleet-record.port.js';

/** The record without a database: everything is loaded, nothing rolls back. */
export class MemoryFleetRecord implements FleetRecord {
  readonly events: EventStore = new MemoryEventStore();
  readonly nodes = new Map<string, RecordedNode>();
  readonly scans: RecordedScan[] = [];
  readonly domains = new Map<string, string>();

  transact<Result>(work: (transaction: FleetTransaction) => Promise<Result>): Promise<Result> {
    return work({
      events: this.events,
      load: async () => ({ nodes: new Map(this.nodes), scans: new Map(this.domains) }),
      findScan: async (digest) => this.scans.findLast((scan) => scan.digest === digest),
      save: async (nodes, scan) => {
        for (const node of nodes) this.nodes.set(nodeKey(node.kind, node.id), node);
        this.scans.push(scan);
        for (const id of scan.nsxManagers) if ((this.domains.get(id) ?? '') < scan.takenAt) this.domains.set(id, scan.takenAt);
      },
    });
  }

  live(): RecordedNode[] {
    return [...this.nodes.values()].filter(({ decommissioned }) => !decommissioned);
  }

  async find(kind: NodeKind, id: string): Promise<RecordedNode | undefined> {
    return this.live().find((node) => node.kind === kind && node.id === id);
  }

  async findPosition(): Promise<number> {
    return this.scans.at(-1)?.position ?? 0;
  }

  async list({ kind, limit }: NodeQuery): Promise<readonly RecordedNode[]> {
    return this.live()
      .filter((node) => node.kind === kind)
      .slice(0, limit);
  }

  async read(nsxManager?: string): Promise<{ nodes: readonly RecordedNode[]; takenAt: string | null; position: number }> {
    const nodes = this.live().filter(({ root }) => nsxManager === undefined || root === nsxManager);
    const takenAt = [...this.domains].filter(([id]) => nsxManager === undefined || id === nsxManager).map(([, time]) => time);
    return { nodes, takenAt: takenAt.toSorted().at(-1) ?? null, position: this.scans.at(-1)?.position ?? 0 };
  }
}
