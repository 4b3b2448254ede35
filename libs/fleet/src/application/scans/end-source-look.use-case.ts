import { newEventId } from '@lockstep/event-store';
import {
  absentNodes,
  decideLook,
  type EndedLook,
  eventType,
  faultKey,
  faultsAfterFailure,
  isLooking,
  keyOfName,
  keysOf,
  type KnownSource,
  lookCause,
  type LookOutcome,
  type NodeName,
  nodeOfKey,
  nodeStream,
  type ScanCommand,
  type ScanLookEnded,
  type SourceFault,
  type SourceNode,
} from '../../domain/index.js';
import type { FleetRecord, FleetTransaction, RecordedNode } from '../fleet-record.port.js';
import { appendChanges } from './append-changes.js';
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
    const { look, fleet, nodes } = await this.decide(transaction, order, known, result);
    await loseSight(transaction, order, look, fleet, nodes);
    if (known) await this.observeFaults(transaction, order, faultsAfter(known, result));
    return this.finish(transaction, order, { command: 'end-look', look }, look);
  }

  private async decide(
    transaction: FleetTransaction,
    { source, takenAt: at }: LookOrder,
    known: KnownSource | undefined,
    { outcome, seen, changed, unreached, faults }: Exclude<LookResult, { outcome: 'failed' }>,
  ) {
    const keys = (names: readonly NodeName[]) => new Set(names.map(keyOfName));
    const takenAt = new Date(at).toISOString();
    const ended: EndedLook = { source, takenAt, outcome, seen: keys(seen), changed: keys(changed), unreached: keys(unreached), faults };
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
    return { look, fleet, nodes };
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

async function loseSight(
  transaction: FleetTransaction,
  order: LookOrder,
  { lost, takenAt, source }: ScanLookEnded,
  fleet: ReadonlyMap<string, RecordedNode>,
  nodes: ReadonlyMap<string, SourceNode>,
): Promise<void> {
  const context = contextOf(order);
  await appendChanges(
    transaction,
    keysOf(lost).map((key) => {
      const { kind, id, streamVersion } = fleet.get(key)!;
      const data = { source, misses: nodes.get(key)!.misses + 1 };
      const event = { id: newEventId(), type: eventType(kind, 'LostSight'), data, observedAt: takenAt, ...context };
      return { stream: nodeStream(kind, id), expectedVersion: streamVersion, events: [event] };
    }),
  );
}
