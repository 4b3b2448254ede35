import type { CommandContext } from '@lockstep/event-store';
import { compareTexts } from '@lockstep/kernel';
import type { ScanStarted, ScanTrigger, SkippedSource } from '../../domain/index.js';
import type { FleetRecord } from '../fleet-record.port.js';
import { commandScan, readScanState } from './record-command.js';
import type { ScanRecord } from './scan-record.port.js';
import { type NotRecorded, takeTurn } from './take-turn.js';

export interface ScanOrder extends Pick<CommandContext, 'actor' | 'correlationId' | 'idempotencyKey'> {
  /** UUID, made by who asks: the same one again is the same scan. */
  readonly scan: string;
  readonly sources: readonly string[];
  readonly trigger: ScanTrigger;
}

export type BeginOutcome =
  | ({ readonly outcome: 'started'; readonly scan: string } & Pick<ScanStarted, 'sources' | 'skipped'>)
  /** Nothing is left to look at, and nothing was recorded. */
  | { readonly outcome: 'refused'; readonly skipped: readonly SkippedSource[] }
  | NotRecorded;

/** Records that a scan begins. A source that another scan is still looking at is left out: no two looks at one source overlap. */
export class BeginScan {
  constructor(
    private readonly fleet: FleetRecord,
    private readonly record: ScanRecord,
  ) {}

  async execute({ scan, sources, trigger, ...context }: ScanOrder): Promise<BeginOutcome> {
    let position: number | undefined;
    const outcome = await takeTurn(this.fleet, this.record, async ({ events }): Promise<BeginOutcome> => {
      const { started } = await readScanState(events, scan);
      if (started) return { outcome: 'started', scan, sources: started.sources, skipped: started.skipped };
      const start = await this.plan(sources, trigger);
      if (start.sources.length === 0) return { outcome: 'refused', skipped: start.skipped };
      const handled = await commandScan(events, scan, { command: 'start', start }, context);
      if (handled.outcome !== 'accepted') return { outcome: 'not-recorded', reason: 'somebody else began a scan of this id' };
      position = handled.events.at(-1)?.position;
      return { outcome: 'started', scan, sources: start.sources, skipped: start.skipped };
    });
    if (position !== undefined) await this.record.catchUp(position);
    return outcome;
  }

  private async plan(asked: readonly string[], trigger: ScanTrigger): Promise<ScanStarted> {
    const busy = new Map<string, string>();
    for (const { id, looks } of await this.record.listRunningScans())
      for (const [source, { outcome }] of Object.entries(looks)) if (outcome === 'unended') busy.set(source, id);
    const sources: string[] = [];
    const skipped: SkippedSource[] = [];
    for (const source of [...new Set(asked)].toSorted(compareTexts)) {
      const scan = busy.get(source);
      if (scan !== undefined) skipped.push({ source, reason: 'in-scan', scan });
      else if (!(await this.record.findSource(source))) skipped.push({ source, reason: 'unknown', scan: null });
      else sources.push(source);
    }
    return { sources, skipped, trigger };
  }
}
