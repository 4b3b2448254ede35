import { setTimeout as sleep } from 'node:timers/promises';
import type { FleetSnapshot } from '@lockstep/documents';
import type { FoundPosition } from '@lockstep/event-store';
import { type NodeKind, renderSnapshot, type RollingNode, rollingNodes } from '../domain/index.js';
import type { FleetNames, FleetRecord, HistoryEntry, NodeQuery, RecordedNode } from './fleet-record.port.js';

export interface CurrentFleet {
  readonly snapshot: FleetSnapshot;
  /** Of the newest event in it. */
  readonly position: number;
  /** What a snapshot cannot say: in these nodes several versions of a component run side by side. */
  readonly rolling: readonly RollingNode[];
}

export type FleetMoment =
  | { readonly outcome: 'found'; readonly position: number }
  /** Something could still be recorded at or before it, or the rows are not there yet. */
  | { readonly outcome: 'not-settled'; readonly reason: string };

/** Milliseconds between two looks at whether what was recorded is settled. */
const PAUSE = 10;

/** The fleet as the record has it now, or as it had it at a position. */
export class ReadFleet {
  /** `position`: absent for the present. */
  constructor(
    private readonly record: FleetRecord,
    private readonly position?: number,
  ) {}

  /** What the record said at a position. The answer never changes once the position is settled: see `findMoment`. */
  at(position: number): ReadFleet {
    return new ReadFleet(this.record, position);
  }

  /** The position to read at, settled and with its rows in place. Waits at most `patience` milliseconds for what is on record already: whoever was told
   *  of a position may ask for it at once. */
  async findMoment(asked: { readonly asOf: string } | { readonly position: number }, patience = 0): Promise<FleetMoment> {
    const deadline = performance.now() + patience;
    let found = await this.findSettled(asked);
    while (found.outcome === 'not-settled' && performance.now() < deadline && (await this.isPast(asked))) {
      await sleep(PAUSE);
      found = await this.findSettled(asked);
    }
    if (found.outcome === 'not-settled') return { ...found, reason: 'more may be recorded at or before it' };
    const caught = await this.record.catchUp(found.position);
    return caught === 'reached'
      ? found
      : { outcome: 'not-settled', reason: `the rows of the fleet do not follow the record just now: ${caught}` };
  }

  /** A moment that holds all that was recorded when it was asked for, and of nothing only a part: rows follow a large snapshot page by page, and
   *  half of one is a fleet that never was. Waits at most `patience` milliseconds, and not at all where the rows are there. */
  async findWhole(patience: number): Promise<FleetMoment> {
    const deadline = performance.now() + patience;
    const newest = await this.record.newestPosition();
    for (;;) {
      const position = await this.record.settledPosition();
      if (position >= newest && !(await this.record.partsTransaction(position))) {
        const caught = await this.record.catchUp(position, Math.max(0, deadline - performance.now()));
        if (caught === 'reached') return { outcome: 'found', position };
        return { outcome: 'not-settled', reason: `the rows of the fleet do not follow the record just now: ${caught}` };
      }
      if (performance.now() > deadline) return { outcome: 'not-settled', reason: 'more may be recorded at or before it' };
      await sleep(PAUSE);
    }
  }

  /** Up to where the rows say what the record says: asked before a read, what is read holds at least that. */
  async readTo(): Promise<number> {
    return this.position ?? this.record.findPosition();
  }

  find(kind: NodeKind, id: string): Promise<RecordedNode | undefined> {
    return this.record.find(kind, id, this.position);
  }

  /** Of these names those that something which is there bears; in the present, whatever position is read at. */
  findNamed(of: FleetNames, among: readonly string[]): Promise<readonly string[]> {
    return this.record.findNamed(of, among);
  }

  /** `next`: the `after` of the following page; null at the end. What is listed holds at least what was recorded up to `position`. */
  async list(
    query: NodeQuery,
  ): Promise<{ readonly nodes: readonly RecordedNode[]; readonly next: string | null; readonly position: number }> {
    const position = await this.readTo();
    const found = await this.record.list({ ...query, limit: query.limit + 1 }, this.position);
    const nodes = found.slice(0, query.limit);
    return { nodes, next: found.length > query.limit ? nodes.at(-1)!.id : null, position };
  }

  /** Newest first. `next`: the `before` of the following page; null at the end. */
  async history(
    kind: NodeKind,
    id: string,
    query: { readonly limit: number; readonly before?: number },
  ): Promise<{ readonly entries: readonly HistoryEntry[]; readonly next: number | null }> {
    const found = await this.record.readHistory(kind, id, { ...query, limit: query.limit + 1, position: this.position });
    const entries = found.slice(0, query.limit);
    return { entries, next: found.length > query.limit ? entries.at(-1)!.version : null };
  }

  /**
   * The fleet as one document, whole or of one NSX manager: what is there and hangs on live nodes. `takenAt` is the newest observation in it,
   * `position` that of the newest event in it. Undefined: nothing was ever observed, or there is no such NSX manager (any more).
   */
  async findCurrent(nsxManager?: string): Promise<CurrentFleet | undefined> {
    const { nodes, takenAt, position } = await this.record.read(nsxManager, this.position);
    if (nodes.length === 0) return undefined;
    return { snapshot: renderSnapshot(nsxManager ?? 'fleet', takenAt ?? undefined, nodes), position, rolling: rollingNodes(nodes) };
  }

  private async findSettled(asked: { readonly asOf: string } | { readonly position: number }): Promise<FoundPosition> {
    if ('asOf' in asked) return this.record.findPositionAt(asked.asOf);
    return asked.position <= (await this.record.settledPosition()) ? { outcome: 'found', ...asked } : { outcome: 'not-settled' };
  }

  /** Whether something was recorded there or later. */
  private async isPast(asked: { readonly asOf: string } | { readonly position: number }): Promise<boolean> {
    const newest = await this.record.newestPosition();
    return 'asOf' in asked ? Date.parse(asked.asOf) <= Date.parse(await this.record.findTime(newest)) : asked.position <= newest;
  }
}
