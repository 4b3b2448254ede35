import type { FleetSnapshot } from '@lockstep/documents';
import { type NodeKind, renderSnapshot } from '../domain/index.js';
import type { FleetRecord, NodeQuery, RecordedNode } from './fleet-record.port.js';

export class ReadFleet {
  constructor(private readonly record: FleetRecord) {}

  find(kind: NodeKind, id: string): Promise<RecordedNode | undefined> {
    return this.record.find(kind, id);
  }

  /** `next`: the `after` of the following page; null at the end. What is listed holds at least what was recorded up to `position`. */
  async list(
    query: NodeQuery,
  ): Promise<{ readonly nodes: readonly RecordedNode[]; readonly next: string | null; readonly position: number }> {
    const position = await this.record.findPosition();
    const found = await this.record.list({ ...query, limit: query.limit + 1 });
    const nodes = found.slice(0, query.limit);
    return { nodes, next: found.length > query.limit ? nodes.at(-1)!.id : null, position };
  }

  /**
   * The fleet as last observed, as one document, whole or of one NSX manager. `takenAt` is the newest observation in it, `position` that of
   * the newest event in it. Undefined: nothing was ever observed, or there is no such NSX manager (any more).
   */
  async findCurrent(nsxManager?: string): Promise<{ readonly snapshot: FleetSnapshot; readonly position: number } | undefined> {
    const { nodes, takenAt, position } = await this.record.read(nsxManager);
    if (nodes.length === 0) return undefined;
    return { snapshot: renderSnapshot(nsxManager ?? 'fleet', takenAt ?? undefined, nodes), position };
  }
}
