import type { CommandContext } from '@lockstep/event-store';
import {
  isSourceId,
  type KnownSource,
  type NodeName,
  observersOf,
  type SourceCommand,
  type SourceDescription,
  type SourceFault,
  withdrawSignals,
} from '../../domain/index.js';
import { appendChanges, requestsOf } from './append-changes.js';
import type { FleetRecord, FleetTransaction } from '../fleet-record.port.js';
import { commandScan, commandSource } from './record-command.js';
import type { ScanRecord } from './scan-record.port.js';
import { type NotRecorded, takeTurn } from './take-turn.js';

type Context = Pick<CommandContext, 'actor' | 'correlationId' | 'idempotencyKey'>;

export interface SourceOrder extends Omit<SourceDescription, 'misses'>, Context {
  /** `isSourceId` */
  readonly id: string;
  /** Absent: 3. */
  readonly misses?: number;
  /** Although another source speaks for the same node. */
  readonly evenIfShared?: boolean;
}

export interface SourceChangeOrder extends Partial<Omit<SourceDescription, 'system'>>, Context {
  readonly id: string;
  /** The one that the change was made on; absent: any. */
  readonly revision?: number;
  readonly evenIfShared?: boolean;
}

export type RegistryOutcome =
  /** `position`: of the event; null: it was so already. */
  | { readonly outcome: 'recorded'; readonly revision: number; readonly position: number | null }
  | { readonly outcome: 'invalid'; readonly rule: string; readonly found: string }
  | { readonly outcome: 'exists' }
  | { readonly outcome: 'unknown' }
  /** Somebody else has changed it meanwhile. */
  | { readonly outcome: 'stale'; readonly revision: number }
  /** Another source speaks for the node. */
  | { readonly outcome: 'spoken-for'; readonly by: string }
  /** A source speaks for one node as long as it is registered. */
  | { readonly outcome: 'other-node'; readonly speaksFor: NodeName }
  | NotRecorded;

const REMOVED: SourceFault = { code: 'unreachable', subject: null, place: null, detail: 'The source was removed while it was looked at' };
const DEFAULT_MISSES = 3;
const MOST_MISSES = 1_000;

/** The systems that are scanned. Settings are stored and shown as they are given: secrets have no place in them. */
export class SourceRegistry {
  constructor(
    private readonly fleet: FleetRecord,
    private readonly record: ScanRecord,
  ) {}

  async register({ id, system, name, settings, speaksFor, misses = DEFAULT_MISSES, evenIfShared, ...context }: SourceOrder) {
    if (!isSourceId(id)) return invalid('an id is 1 to 100 of a-z, 0-9, dot, hyphen and underscore, and begins with a letter or digit', id);
    const description = { system, name, settings, speaksFor, misses };
    return this.decide(id, { command: 'register', description }, context, evenIfShared ? undefined : speaksFor, misses);
  }

  async change({ id, revision, name, settings, speaksFor, misses, evenIfShared, ...context }: SourceChangeOrder) {
    const change = { name, settings, speaksFor, misses };
    return this.decide(id, { command: 'change', change, revision }, context, evenIfShared ? undefined : speaksFor, misses);
  }

  /** What it has seen stays on record, and is no longer confirmed. Of health nothing that it has told counts any more; looks at it fail. */
  async remove({ id, revision, ...context }: { readonly id: string; readonly revision?: number } & Context) {
    return this.decide(id, { command: 'remove', revision }, context, undefined, DEFAULT_MISSES, (transaction) =>
      this.letGo(transaction, id, context),
    );
  }

  find(id: string): Promise<KnownSource | undefined> {
    return this.record.findSource(id);
  }

  /** In the order of ids. `next`: the `after` of the following page; null at the end. */
  async list({
    limit,
    after,
  }: {
    readonly limit: number;
    readonly after?: string;
  }): Promise<{ readonly sources: readonly KnownSource[]; readonly next: string | null }> {
    const found = await this.record.listSources({ limit: limit + 1, after });
    const sources = found.slice(0, limit);
    return { sources, next: found.length > limit ? sources.at(-1)!.id : null };
  }

  private async decide(
    id: string,
    command: SourceCommand,
    context: Context,
    speaksFor?: NodeName,
    misses = DEFAULT_MISSES,
    afterwards?: (transaction: FleetTransaction) => Promise<void>,
  ): Promise<RegistryOutcome> {
    if (!Number.isInteger(misses) || misses < 1 || misses > MOST_MISSES)
      return invalid(`misses is a whole number from 1 to ${MOST_MISSES}`, String(misses));
    const outcome = await takeTurn(this.fleet, this.record, async (transaction): Promise<RegistryOutcome> => {
      const speaking = speaksFor && (await this.record.listSourcesOf(speaksFor)).find((other) => other.id !== id);
      if (speaking) return { outcome: 'spoken-for', by: speaking.id };
      const handled = await commandSource(transaction.events, id, command, context);
      if (handled.outcome === 'conflict') return { outcome: 'not-recorded', reason: 'the source changed under every attempt' };
      if (handled.outcome === 'refused') {
        const { refusal: outcome, ...more } = handled.refusal;
        return { outcome, ...more } as RegistryOutcome;
      }
      await afterwards?.(transaction);
      return { outcome: 'recorded', revision: handled.state.revision, position: handled.events.at(-1)?.position ?? null };
    });
    if (outcome.outcome === 'recorded' && outcome.position !== null) await this.record.catchUp();
    return outcome;
  }

  private async letGo(transaction: FleetTransaction, id: string, { actor, correlationId }: Context): Promise<void> {
    const context = { actor, correlationId };
    const observers = observersOf(id);
    const told = await transaction.findTold(observers);
    const withdrawn = told.map((node) => ({ node, changes: withdrawSignals(node, observers) }));
    await appendChanges(transaction, requestsOf(withdrawn, context));
    for (const scan of await this.record.listRunningScans())
      if (scan.looks[id]?.outcome === 'unended')
        await commandScan(transaction.events, scan.id, { command: 'fail-look', source: id, fault: REMOVED }, context);
  }
}

const invalid = (rule: string, found: string): RegistryOutcome => ({ outcome: 'invalid', rule, found });
