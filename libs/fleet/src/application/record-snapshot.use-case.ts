import { compareProblems, type FleetSnapshot, type Located, type Problem } from '@lockstep/documents';
import { newEventId } from '@lockstep/event-store';
import { digestOf } from '@lockstep/kernel';
import {
  type ChangedNode,
  decideSnapshot,
  eventType,
  isLive,
  nodeKey,
  nodeStream,
  observeSnapshot,
  SCAN_COMPLETED,
  type ScanCompleted,
  scanStream,
  type SnapshotDecision,
  snapshotProblems,
  takenIds,
} from '../domain/index.js';
import {
  ConcurrentChange,
  type FleetRecord,
  type FleetTransaction,
  type RecordedFleet,
  type RecordedNode,
  type RecordedScan,
} from './fleet-record.port.js';

export interface SnapshotOrder {
  readonly snapshot: Located<FleetSnapshot>;
  readonly actor: string;
  readonly correlationId?: string;
}

export type SnapshotOutcome =
  | { readonly outcome: 'recorded'; readonly scan: RecordedScan }
  /** This very snapshot is on record: nothing was written, and `scan` is what was recorded then. */
  | { readonly outcome: 'unchanged'; readonly scan: RecordedScan }
  | { readonly outcome: 'invalid'; readonly problems: readonly Problem[] }
  /** Nothing was written, and the snapshot is not to blame: it may be sent again. */
  | { readonly outcome: 'not-recorded'; readonly reason: string };

/** What a snapshot must fit beside its own format: the published matrix, in practice. No problems: it fits. */
export type SnapshotRule = (snapshot: Located<FleetSnapshot>) => Promise<readonly Problem[]>;

/** Decisions on what others changed meanwhile, before one gives up. */
const ATTEMPTS = 8;
/** Milliseconds to wait for the rows: a large import may have gone before. */
const PATIENCE = 30_000;
/** Nodes whose events are sent at once: a transaction that is idle while hundreds of thousands are prepared would be ended. */
const CHUNK = 1_000;

export class RecordSnapshot {
  /** `now`: RFC 3339. What was taken after it is refused, give or take what clocks differ. */
  constructor(
    private readonly record: FleetRecord,
    private readonly rule: SnapshotRule,
    private readonly now: () => string,
  ) {}

  /** Events of all nodes and the scan commit together, or nothing does; then the rows follow. */
  async execute(order: SnapshotOrder): Promise<SnapshotOutcome> {
    const now = this.now();
    const problems = [...snapshotProblems(order.snapshot, now), ...(await this.rule(order.snapshot))].sort(compareProblems);
    if (problems.length > 0) return { outcome: 'invalid', problems };
    const takenAt = new Date(order.snapshot.document.metadata.takenAt ?? now).toISOString();
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      // Before the lock, because a transaction that waits long is ended.
      await this.record.catchUp(undefined, PATIENCE);
      const outcome = await this.attempt(order, takenAt);
      if (outcome === 'conflict') continue;
      if (outcome.outcome === 'recorded') await this.record.catchUp(outcome.scan.position);
      return outcome;
    }
    return { outcome: 'not-recorded', reason: `nodes of it changed under each of ${ATTEMPTS} attempts` };
  }

  private async attempt(order: SnapshotOrder, takenAt: string): Promise<SnapshotOutcome | 'conflict'> {
    try {
      return await this.record.transact(async (transaction) => {
        const comparedTo = await this.record.settledPosition();
        const caught = await this.record.catchUp();
        if (caught !== 'reached')
          return { outcome: 'not-recorded', reason: `the rows of the fleet must follow the record to be compared; found them ${caught}` };
        return recordSnapshot(transaction, order, takenAt, comparedTo);
      });
    } catch (error) {
      if (error instanceof ConcurrentChange) return 'conflict';
      throw error;
    }
  }
}

async function recordSnapshot(
  transaction: FleetTransaction,
  { snapshot, actor, correlationId }: SnapshotOrder,
  takenAt: string,
  comparedTo: number,
): Promise<SnapshotOutcome> {
  const { document } = snapshot;
  const digest = digestOf(document);
  const earlier = await transaction.findScan(digest);
  if (earlier && document.metadata.takenAt !== undefined) return { outcome: 'unchanged', scan: earlier };
  const seen = observeSnapshot(document);
  const nsxManagers = document.spec.nsxManagers.map(({ id }) => id);
  const known = await transaction.load(
    nsxManagers,
    seen.map(({ id }) => id),
  );
  const decision = decideSnapshot(known, seen, takenAt);
  const taken = takenIds(snapshot, seen, stayingNodes(known, decision));
  if (taken.length > 0) return { outcome: 'invalid', problems: taken };
  if (earlier && decision.counts.events === 0) return { outcome: 'unchanged', scan: earlier };
  const scan = newEventId();
  const envelope = { observedAt: takenAt, actor, correlationId };
  await append(transaction, known, decision.changed, { ...envelope, causationId: scanStream(scan) });
  const data = { name: document.metadata.name, digest, takenAt, comparedTo };
  return { outcome: 'recorded', scan: await recordScan(transaction, scan, decision, data, envelope) };
}

function stayingNodes(known: RecordedFleet, { changed }: SnapshotDecision): RecordedNode[] {
  const gone = new Set(
    changed.filter(({ changes }) => changes.at(-1)?.change === 'Decommissioned').map(({ kind, id }) => nodeKey(kind, id)),
  );
  return [...known.nodes.entries()].filter(([key, node]) => isLive(node) && !gone.has(key)).map(([, node]) => node);
}

interface Envelope {
  readonly observedAt: string;
  readonly actor: string;
  readonly correlationId?: string;
  readonly causationId?: string;
}

async function append(
  transaction: FleetTransaction,
  known: RecordedFleet,
  changed: readonly ChangedNode[],
  envelope: Envelope,
): Promise<void> {
  for (let start = 0; start < changed.length; start += CHUNK) {
    const outcomes = await transaction.events.appendMany(
      changed.slice(start, start + CHUNK).map(({ kind, id, changes }) => ({
        stream: nodeStream(kind, id),
        expectedVersion: known.nodes.get(nodeKey(kind, id))?.streamVersion ?? 0,
        events: changes.map(({ change, data }) => ({ id: newEventId(), type: eventType(kind, change), data, ...envelope })),
      })),
    );
    for (const { outcome, stream } of outcomes) {
      if (outcome === 'conflict') throw new ConcurrentChange();
      if (outcome !== 'appended') throw new Error(`fleet; stream ${stream}; new event ids must be new; found ${outcome}`);
    }
  }
}

async function recordScan(
  transaction: FleetTransaction,
  id: string,
  { nsxManagers, late, counts }: SnapshotDecision,
  { name, digest, takenAt, comparedTo }: Pick<ScanCompleted, 'name' | 'digest' | 'takenAt' | 'comparedTo'>,
  envelope: Envelope,
): Promise<RecordedScan> {
  const data: ScanCompleted = { name, digest, takenAt, nsxManagers, late, counts, comparedTo };
  const appended = await transaction.events.append(scanStream(id), 0, [{ id: newEventId(), type: SCAN_COMPLETED, data, ...envelope }]);
  if (appended.outcome !== 'appended') throw new Error(`fleet; stream ${appended.stream}; a new scan is new; found ${appended.outcome}`);
  return { id, ...data, position: appended.events[0]!.position };
}
