import { compareProblems, type FleetSnapshot, type Located, type Problem } from '@lockstep/documents';
import { newEventId, type RecordedEvent } from '@lockstep/event-store';
import { digestOf } from '@lockstep/kernel';
import {
  type ChangedNode,
  decideSnapshot,
  eventType,
  evolveNode,
  type FleetNode,
  type NodeEvent,
  nodeKey,
  nodeStream,
  type Observation,
  observeSnapshot,
  rootOf,
  SCAN_COMPLETED,
  type ScanCompleted,
  scanStream,
  type SnapshotDecision,
  snapshotProblems,
  takenIds,
} from '../domain/index.js';
import type { FleetRecord, FleetTransaction, RecordedFleet, RecordedNode, RecordedScan } from './fleet-record.port.js';

export interface SnapshotOrder {
  readonly snapshot: Located<FleetSnapshot>;
  readonly actor: string;
  readonly correlationId?: string;
}

export type SnapshotOutcome =
  | { readonly outcome: 'recorded'; readonly scan: RecordedScan }
  /** This very snapshot is on record: nothing was written, and `scan` is what was recorded then. */
  | { readonly outcome: 'unchanged'; readonly scan: RecordedScan }
  | { readonly outcome: 'invalid'; readonly problems: readonly Problem[] };

/** What a snapshot must fit beside its own format: the published matrix, in practice. No problems: it fits. */
export type SnapshotRule = (snapshot: Located<FleetSnapshot>) => Promise<readonly Problem[]>;

export class RecordSnapshot {
  /** `now`: RFC 3339, for snapshots that do not say when they were taken. */
  constructor(
    private readonly record: FleetRecord,
    private readonly rule: SnapshotRule,
    private readonly now: () => string,
  ) {}

  /** Events of all nodes, the scan and the projection commit together, or nothing does. */
  async execute(order: SnapshotOrder): Promise<SnapshotOutcome> {
    const problems = [...snapshotProblems(order.snapshot), ...(await this.rule(order.snapshot))].sort(compareProblems);
    if (problems.length > 0) return { outcome: 'invalid', problems };
    const given = order.snapshot.document.metadata.takenAt;
    const takenAt = new Date(given ?? this.now()).toISOString();
    return this.record.transact((transaction) => recordSnapshot(transaction, order, takenAt));
  }
}

async function recordSnapshot(
  transaction: FleetTransaction,
  { snapshot, actor, correlationId }: SnapshotOrder,
  takenAt: string,
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
  const staying = stayingNodes(known, decision);
  const taken = takenIds(snapshot, seen, staying);
  if (taken.length > 0) return { outcome: 'invalid', problems: taken };
  if (earlier && decision.counts.events === 0) return { outcome: 'unchanged', scan: earlier };
  const appended = await append(transaction, known, decision.changed, { observedAt: takenAt, actor, correlationId });
  const scan = await recordScan(transaction, decision, { name: document.metadata.name, digest, takenAt }, { actor, correlationId });
  await transaction.save(project(known, seen, decision, appended, takenAt), scan);
  return { outcome: 'recorded', scan };
}

function stayingNodes(known: RecordedFleet, { changed }: SnapshotDecision): RecordedNode[] {
  const gone = new Set(
    changed.filter(({ changes }) => changes.at(-1)?.change === 'Decommissioned').map(({ kind, id }) => nodeKey(kind, id)),
  );
  return [...known.nodes.entries()].filter(([key, node]) => !node.decommissioned && !gone.has(key)).map(([, node]) => node);
}

interface Envelope {
  readonly observedAt?: string;
  readonly actor: string;
  readonly correlationId?: string;
}

/** Last event and stream version of each changed node. */
type Appended = ReadonlyMap<string, { readonly events: readonly NodeEvent[]; readonly last: RecordedEvent }>;

async function append(
  transaction: FleetTransaction,
  known: RecordedFleet,
  changed: readonly ChangedNode[],
  envelope: Envelope,
): Promise<Appended> {
  const outcomes = await transaction.events.appendMany(
    changed.map(({ kind, id, changes }) => ({
      stream: nodeStream(kind, id),
      expectedVersion: known.nodes.get(nodeKey(kind, id))?.streamVersion ?? 0,
      events: changes.map(({ change, data }) => ({ id: newEventId(), type: eventType(kind, change), data, ...envelope })),
    })),
  );
  return new Map(
    changed.map(({ kind, id, changes }, index) => {
      const outcome = outcomes[index]!;
      if (outcome.outcome !== 'appended')
        throw new Error(`fleet; stream ${outcome.stream}; one writer at a time; found ${outcome.outcome}`);
      const events = changes.map((change): NodeEvent => ({ ...change, observedAt: envelope.observedAt ?? '' }));
      return [nodeKey(kind, id), { events, last: outcome.events.at(-1)! }];
    }),
  );
}

async function recordScan(
  transaction: FleetTransaction,
  { nsxManagers, late, counts }: SnapshotDecision,
  { name, digest, takenAt }: Pick<ScanCompleted, 'name' | 'digest' | 'takenAt'>,
  envelope: Envelope,
): Promise<RecordedScan> {
  const id = newEventId();
  const data: ScanCompleted = { name, digest, takenAt, nsxManagers, late, counts };
  const appended = await transaction.events.append(scanStream(id), 0, [
    { id: newEventId(), type: SCAN_COMPLETED, data, observedAt: takenAt, ...envelope },
  ]);
  if (appended.outcome !== 'appended') throw new Error(`fleet; stream ${appended.stream}; a new scan is new; found ${appended.outcome}`);
  return { id, ...data, position: appended.events[0]!.position };
}

/** Rows to write: changed nodes, and nodes that were seen again as they were. Everything live that was looked at is now known as of then. */
function project(
  known: RecordedFleet,
  seen: readonly Observation[],
  decision: SnapshotDecision,
  appended: Appended,
  takenAt: string,
): RecordedNode[] {
  const after = new Map<string, FleetNode>(known.nodes);
  for (const { kind, id } of decision.changed) {
    const key = nodeKey(kind, id);
    const events = appended.get(key)?.events ?? [];
    const node = events.reduce((folded: FleetNode | undefined, event) => evolveNode(kind, folded, event), known.nodes.get(key));
    if (node) after.set(key, node);
  }
  for (const { kind, id } of seen) {
    const node = after.get(nodeKey(kind, id));
    if (node && Date.parse(node.observedAt) < Date.parse(takenAt)) after.set(nodeKey(kind, id), { ...node, observedAt: takenAt });
  }
  const touched = new Set([...appended.keys(), ...seen.map(({ kind, id }) => nodeKey(kind, id))]);
  return [...after.entries()].flatMap(([key, node]): RecordedNode[] => {
    const earlier = known.nodes.get(key);
    const root = rootOf(node, after) ?? earlier?.root;
    if (root === undefined || (!touched.has(key) && root === earlier?.root)) return [];
    const last = appended.get(key)?.last;
    const registeredAt = earlier && !(earlier.decommissioned && !node.decommissioned) ? earlier.registeredAt : takenAt;
    return [
      {
        ...node,
        root,
        registeredAt,
        position: last?.position ?? earlier?.position ?? 0,
        streamVersion: last?.version ?? earlier?.streamVersion ?? 0,
      },
    ];
  });
}
