import { newEventId } from '@lockstep/event-store';
import {
  decideSighting,
  eventType,
  evolveNode,
  type FleetNode,
  isLive,
  isLooking,
  lookCause,
  type NamedSighting,
  type NodeChange,
  nodeKey,
  type NodeName,
  nodeOfKey,
  nodeStream,
  observerOf,
  parentKey,
  type Sighting,
  type SourceFault,
  type SourceReport,
  unknownNode,
} from '../../domain/index.js';
import type { FleetRecord, FleetTransaction, RecordedNode } from '../fleet-record.port.js';
import type { VersionRule } from '../ingest-events.use-case.js';
import { appendChanges } from './append-changes.js';
import { type CheckedSightings, checkSightings, ruleBrokenBy } from './check-reports.js';
import { cleanFault, cleanText } from './clean-fault.js';
import { readScanState } from './record-command.js';
import type { ScanRecord } from './scan-record.port.js';
import { type NotRecorded, takeTurn } from './take-turn.js';

export interface ReportsOrder {
  readonly scan: string;
  readonly source: string;
  /** In the order in which the source told them; at most `MOST_REPORTS`. */
  readonly reports: readonly SourceReport[];
  /** They come from inside a cluster: what was seen from outside stands beside them. */
  readonly inside?: boolean;
  readonly correlationId?: string;
}

export type ReportsOutcome =
  | {
      readonly outcome: 'recorded';
      /** Nodes that the source sees, each once. */
      readonly seen: readonly NodeName[];
      /** Those of them of which something was recorded. */
      readonly changed: readonly NodeName[];
      /** Those that were reported, and those that were found. */
      readonly faults: readonly SourceFault[];
    }
  /** The scan is over, or this look is: nothing was recorded. */
  | { readonly outcome: 'not-running' }
  | NotRecorded;

/** What one transaction holds. */
export const MOST_REPORTS = 1_000;

/** Records what a look has seen so far: of each node the differences from what is known, and nothing where there are none. */
export class RecordReports {
  constructor(
    private readonly fleet: FleetRecord,
    private readonly record: ScanRecord,
    private readonly versionRule: VersionRule = async () => undefined,
  ) {}

  /** Reports that came before add nothing: who is not sure sends them again. */
  async execute(order: ReportsOrder): Promise<ReportsOutcome> {
    const { reports } = order;
    if (reports.length > MOST_REPORTS) throw new Error(`reports; one batch; at most ${MOST_REPORTS}; found ${reports.length}`);
    const sightings = reports.flatMap((report) => (report.report === 'sighting' ? [report.sighting] : []));
    const reported = reports.flatMap((report) => (report.report === 'fault' ? [cleanFault(report.fault)] : []));
    const checked = await checkSightings(sightings, this.versionRule);
    const outcome = await takeTurn(this.fleet, undefined, (transaction) => this.decide(transaction, order, checked));
    return outcome.outcome === 'recorded' ? { ...outcome, faults: [...reported, ...checked.faults, ...outcome.faults] } : outcome;
  }

  private async decide(transaction: FleetTransaction, order: ReportsOrder, { sightings }: CheckedSightings): Promise<ReportsOutcome> {
    const { scan, source, inside = false } = order;
    if (!isLooking(await readScanState(transaction.events, scan), source)) return { outcome: 'not-running' };
    const known = await this.record.findSource(source);
    if (!known) return { outcome: 'not-running' };
    const nodes = await transaction.findNodes(wantedBy(sightings));
    const unclaimed = await this.findUnclaimed(nodes, sightings);
    const batch = new Batch(nodes, observerOf(source, inside), known.speaksFor, unclaimed);
    for (const sighting of sightings) batch.take(sighting);
    const envelope = { actor: `source:${source}`, causationId: lookCause(scan), correlationId: order.correlationId };
    await appendChanges(
      transaction,
      [...batch.changes].map(([key, changes]) => {
        const { kind, id } = nodeOfKey(key);
        return {
          stream: nodeStream(kind, id),
          expectedVersion: batch.known.get(key)?.streamVersion ?? 0,
          events: changes.map(({ change, data, observedAt }) => ({
            id: newEventId(),
            type: eventType(kind, change),
            data,
            observedAt,
            ...envelope,
          })),
        };
      }),
    );
    return {
      outcome: 'recorded',
      seen: [...batch.seen].map(nodeOfKey),
      changed: [...batch.changes.keys()].map(nodeOfKey),
      faults: batch.faults,
    };
  }

  /** Keys of nodes that stand where another name is told with their uid, and for which no registered source speaks any more. */
  private async findUnclaimed(nodes: ReadonlyMap<string, RecordedNode>, sightings: readonly Sighting[]): Promise<ReadonlySet<string>> {
    const told = new Map(
      sightings.flatMap(({ subject, uid }) => (uid !== undefined && 'id' in subject ? [[uid, subject.id] as const] : [])),
    );
    const isTwin = ({ id, identity }: RecordedNode) => (told.get(identity?.uid ?? '') ?? id) !== id;
    const unclaimed = new Set<string>();
    for (const [key, node] of nodes) if (isTwin(node) && isLive(node) && !(await this.isSpokenFor(node))) unclaimed.add(key);
    return unclaimed;
  }

  private async isSpokenFor(node: RecordedNode): Promise<boolean> {
    const above = parentKey(node);
    for (const name of [{ kind: node.kind, id: node.id }, ...(above === null ? [] : [nodeOfKey(above)])])
      if ((await this.record.listSourcesOf(name)).length > 0) return true;
    return false;
  }
}

function wantedBy(sightings: readonly Sighting[]) {
  return {
    ids: sightings.flatMap(({ subject }) => ('id' in subject ? [subject.id] : [])),
    uids: sightings.flatMap(({ uid }) => uid ?? []),
    nsxClusterIds: sightings.flatMap(({ subject }) => ('nsxCluster' in subject ? [subject.nsxCluster.id] : [])),
  };
}

/** Sightings one after the other, each compared with what is known after those before it. */
class Batch {
  /** By `nodeKey`, as all that follows. */
  readonly changes = new Map<string, (NodeChange & { readonly observedAt: string })[]>();
  readonly seen = new Set<string>();
  readonly faults: SourceFault[] = [];
  private readonly now: Map<string, FleetNode>;

  constructor(
    readonly known: ReadonlyMap<string, RecordedNode>,
    private readonly observer: string,
    private readonly speaksFor: NodeName,
    private readonly unclaimed: ReadonlySet<string>,
  ) {
    this.now = new Map(known);
  }

  take(sighting: Sighting): void {
    const named = this.name(sighting);
    if (!named) return;
    const { kind, id } = named.subject;
    const key = nodeKey(kind, id);
    const sameUid = named.uid === undefined ? [] : [...this.now.values()].filter(({ identity }) => identity?.uid === named.uid);
    const isGone = (node: FleetNode) => node.kind === kind && node.id !== id && this.unclaimed.has(nodeKey(node.kind, node.id));
    const claimants = sameUid.filter((node) => !isGone(node));
    const decision = decideSighting(this.now.get(key), claimants, named, this.observer);
    this.faults.push(...decision.faults);
    if (decision.outcome === 'ignored') return;
    const changes = this.valid(named, decision.changes);
    if (!changes) return;
    this.seen.add(key);
    // It is called otherwise now: a uid is given once.
    if (named.placement !== undefined)
      for (const { id: former } of sameUid.filter((node) => isGone(node) && isLive(node)))
        this.record(kind, former, [{ change: 'Decommissioned', data: { id: former } }], named.observedAt);
    this.record(kind, id, changes, named.observedAt);
  }

  private record(kind: FleetNode['kind'], id: string, changes: readonly NodeChange[], observedAt: string): void {
    if (changes.length === 0) return;
    const key = nodeKey(kind, id);
    const events = changes.map((change) => ({ ...change, observedAt }));
    this.changes.set(key, [...(this.changes.get(key) ?? []), ...events]);
    this.now.set(key, events.reduce(evolveNode, this.now.get(key) ?? unknownNode(kind, id)));
  }

  /** Undefined: what makes the node known is not as it must be. */
  private valid({ subject }: NamedSighting, changes: readonly NodeChange[]): readonly NodeChange[] | undefined {
    const valid: NodeChange[] = [];
    for (const change of changes) {
      const broken = ruleBrokenBy(subject.kind, change);
      if (broken) this.faults.push(cleanFault({ code: 'wrong-shape', subject, place: broken.place, detail: broken.rule }));
      else valid.push(change);
      if (broken && (change.change === 'Registered' || change.change === 'Decommissioned')) return undefined;
    }
    return valid;
  }

  /** By the id in the fleet that goes with what NSX calls it. */
  private name(sighting: Sighting): NamedSighting | undefined {
    const { subject } = sighting;
    if ('id' in subject) return { ...sighting, subject };
    const { id, name } = subject.nsxCluster;
    const found = [...this.now.values()]
      .filter((node) => node.kind === 'cluster' && isLive(node) && node.identity?.nsxClusterId === id && this.mayHangBelow(node))
      .toSorted((a, b) => Number(a.lostSight !== null) - Number(b.lostSight !== null) || (a.id < b.id ? -1 : 1))[0];
    if (found) return { ...sighting, subject: { kind: 'cluster', id: found.id } };
    const called = cleanText(name === '' ? id : name);
    const detail = cleanText(`NSX calls it ${name} (${id}); it hangs on no Supervisor that is known here`);
    this.faults.push({ code: 'foreign-cluster', subject: { kind: 'cluster', id: called }, place: null, detail });
    return undefined;
  }

  /** Where nobody has registered what is above it, the identity alone tells: it is known to hang on no other NSX manager. */
  private mayHangBelow({ kind, id }: FleetNode): boolean {
    const { speaksFor } = this;
    const root = this.known.get(nodeKey(kind, id))?.root ?? null;
    return root === null || speaksFor.kind !== 'nsx-manager' || root === speaksFor.id;
  }
}
