import {
  absentNodes,
  decideLook,
  type EndedLook,
  faultKey,
  faultsAfterFailure,
  isLooking,
  keyOfName,
  keysOf,
  type KnownSource,
  lookCause,
  type LookOutcome,
  nodeKey,
  type NodeName,
  nodeOfKey,
  observersOf,
  type ScanCommand,
  type ScanLookEnded,
  silentObservers,
  type SourceFault,
  type SourceNode,
  withdrawSignals,
} from '../../domain/index.js';
import type { FleetRecord, FleetTransaction, RecordedNode } from '../fleet-record.port.js';
import { appendChanges, type NodeEvents, requestsOf } from './append-changes.js';
import { cleanFault } from './clean-fault.js';
import { commandScan, commandSource, readScanState } from './record-command.js';
import type { ScanRecord } from './scan-record.port.js';
import { type NotRecorded, takeTurn } from './take-turn.js';

export interface LookOrder {
  readonly scan: string;
  readonly source: string;
  /** RFC 3339, by our own clock, when the look began. */
  readonly takenAt: string;
  readonly result: LookResult;
  readonly correlationId?: string;
}

export type LookResult =
  | {
      /** `completed`: the list of nodes was gone through to its end; `partial`: it was broken off. */
      readonly outcome: 'completed' | 'partial';
      /** All that `RecordReports` said the source sees. */
      readonly seen: readonly NodeName[];
      readonly changed: readonly NodeName[];
      /** Not looked at, or not into. */
      readonly unreached: readonly NodeName[];
      /** Clusters that were looked into; absent: none. What was told from inside of the others stands no longer. */
      readonly entered?: readonly NodeName[];
      /** All that `RecordReports` answered, and what else went wrong. */
      readonly faults: readonly SourceFault[];
    }
  | { readonly outcome: 'failed'; readonly fault: SourceFault };

export type EndLookOutcome =
  /** `look`: null where it failed. */
  | { readonly outcome: 'recorded'; readonly look: ScanLookEnded | null; readonly position: number }
  /** It has ended before, so. */
  | { readonly outcome: 'ended'; readonly as: LookOutcome }
  /** The scan is over, or never looked at the source. */
  | { readonly outcome: 'not-running' }
  | NotRecorded;

/** Records what a look at one source came to: who was missed, sight of whom is lost, and what was wrong with the look. */
export class EndSourceLook {
  constructor(
    private readonly fleet: FleetRecord,
    private readonly record: ScanRecord,
  ) {}

  async execute(order: LookOrder): Promise<EndLookOutcome> {
    const outcome = await takeTurn(this.fleet, this.record, (transaction) => this.end(transaction, order));
    if (outcome.outcome === 'recorded') await this.record.catchUp(outcome.position);
    return outcome;
  }

  private async end(transaction: FleetTransaction, order: LookOrder): Promise<EndLookOutcome> {
    const { scan, source } = order;
    const state = await readScanState(transaction.events, scan);
    if (!isLooking(state, source)) {
      const as = state.looks[source];
      return as === undefined || as === 'unended' ? { outcome: 'not-running' } : { outcome: 'ended', as };
    }
    const known = await this.record.findSource(source);
    const { result } = order;
    if (result.outcome === 'failed') {
      const fault = cleanFault(result.fault);
      if (known) await this.observeFaults(transaction, order, faultsAfterFailure(known.faults.map(plain), fault));
      return this.finish(transaction, order, { command: 'fail-look', source, fault }, null);
    }
    const decision = await this.decide(transaction, order, known, result);
    await recordNodes(transaction, order, decision);
    if (known) await this.observeFaults(transaction, order, faultsAfter(known, result));
    const { look } = decision;
    return this.finish(transaction, order, { command: 'end-look', look }, look);
  }

  private async decide(
    transaction: FleetTransaction,
    { source, takenAt: at }: LookOrder,
    known: KnownSource | undefined,
    { outcome, faults, ...result }: Exclude<LookResult, { outcome: 'failed' }>,
  ): Promise<Decision> {
    const keys = (names: readonly NodeName[] = []) => new Set(names.map(keyOfName));
    const takenAt = new Date(at).toISOString();
    const [seen, changed, unreached] = [keys(result.seen), keys(result.changed), keys(result.unreached)];
    const ended: EndedLook = { source, takenAt, outcome, seen, changed, unreached, entered: keys(result.entered), faults };
    const nodes: ReadonlyMap<string, SourceNode> = known ? await this.record.readSourceNodes(source) : new Map();
    const absent = absentNodes(ended, nodes);
    const fleet: ReadonlyMap<string, RecordedNode> =
      absent.length > 0 ? await transaction.findNodes({ ids: absent.map((key) => nodeOfKey(key).id) }) : new Map();
    const seenByOthers = await this.record.findSeenByOthers(source, absent);
    const look = decideLook(ended, {
      nodes,
      patience: known?.misses ?? Infinity,
      fleet,
      speaksFor: known?.speaksFor,
      seenByOthers,
    });
    return { ended, look, fleet, nodes };
  }

  private async observeFaults({ events }: FleetTransaction, order: LookOrder, faults: readonly SourceFault[]): Promise<void> {
    const { scan, source } = order;
    const command = { command: 'observe-faults', scan, faults: faults.map(cleanFault) } as const;
    const { outcome } = await commandSource(events, source, command, contextOf(order));
    // A source that was removed this moment has no faults.
    if (outcome === 'conflict') throw new Error(`source ${source}; faults; one writer at a time; found others`);
  }

  private async finish(
    { events }: FleetTransaction,
    order: LookOrder,
    command: ScanCommand,
    look: ScanLookEnded | null,
  ): Promise<EndLookOutcome> {
    const handled = await commandScan(events, order.scan, command, contextOf(order));
    if (handled.outcome !== 'accepted')
      throw new Error(`scan ${order.scan}; look at ${order.source}; it was open; found it ${handled.outcome}`);
    return { outcome: 'recorded', look, position: handled.events.at(-1)!.position };
  }
}

const contextOf = ({ scan, source, correlationId }: LookOrder) => ({
  actor: `source:${source}`,
  causationId: lookCause(scan),
  correlationId,
});

const plain = ({ code, subject, place, detail }: SourceFault): SourceFault => ({ code, subject, place, detail });

/**
 * What is wrong after a look: what it met. A look that was broken off takes nothing back. A node that was made again says so for as many further looks
 * as it takes to lose sight of one: nothing is wrong any more, and somebody should have read it.
 */
function faultsAfter(
  { faults, looks, misses }: KnownSource,
  { outcome, faults: met }: Exclude<LookResult, { outcome: 'failed' }>,
): readonly SourceFault[] {
  const keys = new Set(met.map(faultKey));
  const stays = faults.filter(
    (fault) => !keys.has(faultKey(fault)) && (outcome === 'partial' || (fault.code === 'recreated' && looks - fault.look < misses)),
  );
  return [...met, ...stays.map(plain)];
}

interface Decision {
  readonly ended: EndedLook;
  readonly look: ScanLookEnded;
  /** Absent nodes, by `nodeKey`, as the next one. */
  readonly fleet: ReadonlyMap<string, RecordedNode>;
  /** Before the look. */
  readonly nodes: ReadonlyMap<string, SourceNode>;
}

/** What the look takes back of what its source has told, and sight that is lost. */
async function recordNodes(transaction: FleetTransaction, order: LookOrder, { ended, look, fleet, nodes }: Decision): Promise<void> {
  const { source, takenAt, lost, outcome } = look;
  if (outcome === 'partial') return;
  const ours = new Set(nodes.keys());
  const told = await transaction.findTold(observersOf(source));
  const withdrawn = told.map((node) => ({ node, changes: withdrawSignals(node, silentObservers(node, ended, look, ours)) }));
  const changed = new Map<string, NodeEvents>(
    withdrawn.filter(({ changes }) => changes.length > 0).map((one) => [nodeKey(one.node.kind, one.node.id), one]),
  );
  for (const key of keysOf(lost)) {
    const node = fleet.get(key)!;
    const sight = { change: 'LostSight', data: { source, misses: nodes.get(key)!.misses + 1 }, observedAt: takenAt } as const;
    // After what is taken back, because whatever is heard of a node later brings it back into sight.
    changed.set(key, { node, changes: [...(changed.get(key)?.changes ?? []), sight] });
  }
  await appendChanges(transaction, requestsOf([...changed.values()], contextOf(order)));
}
