import type { CommandContext } from '@lockstep/event-store';
import type { KnownScan, ScanCommand, ScanOutcome } from '../../domain/index.js';
import type { FleetRecord } from '../fleet-record.port.js';
import { commandScan } from './record-command.js';
import type { ScanRecord } from './scan-record.port.js';
import { type NotRecorded, takeTurn } from './take-turn.js';

type Context = Pick<CommandContext, 'actor' | 'correlationId' | 'idempotencyKey'>;

export type EndOutcome =
  /** As it ended, now or before. */
  { readonly outcome: 'ended'; readonly result: ScanOutcome } | { readonly outcome: 'unknown' } | NotRecorded;

export type CancelOutcome =
  /** It ends as soon as those who look have noticed. */
  { readonly outcome: 'cancelling' } | { readonly outcome: 'ended' } | { readonly outcome: 'unknown' } | NotRecorded;

/** Records that a scan has ended. What it came to follows from its looks; one that has not ended by now is over as well. */
export class EndScan {
  constructor(
    private readonly fleet: FleetRecord,
    private readonly record: ScanRecord,
  ) {}

  async execute({
    scan,
    reason = null,
    ...context
  }: { readonly scan: string; readonly reason?: 'abandoned' | null } & Context): Promise<EndOutcome> {
    const handled = await command(this.fleet, this.record, scan, { command: 'end', reason }, context);
    if (handled.outcome === 'not-recorded') return handled;
    return handled.outcome === 'accepted' ? { outcome: 'ended', result: handled.state.outcome! } : { outcome: 'unknown' };
  }
}

export class CancelScan {
  constructor(
    private readonly fleet: FleetRecord,
    private readonly record: ScanRecord,
  ) {}

  async execute({ scan, ...context }: { readonly scan: string } & Context): Promise<CancelOutcome> {
    const handled = await command(this.fleet, this.record, scan, { command: 'cancel' }, context);
    if (handled.outcome === 'not-recorded') return handled;
    if (handled.outcome === 'accepted') return { outcome: 'cancelling' };
    return { outcome: handled.refusal === 'ended' ? 'ended' : 'unknown' };
  }
}

/** Ends scans that nobody runs any more: their sources would never be looked at again. */
export class EndAbandonedScans {
  constructor(
    private readonly record: ScanRecord,
    private readonly endScan: EndScan,
  ) {}

  /** @param isRunning whether somebody still works on it, or will; asked once for each scan that has not ended */
  async execute(isRunning: (scan: KnownScan) => Promise<boolean>): Promise<readonly string[]> {
    const ended: string[] = [];
    await this.record.catchUp();
    for (const scan of await this.record.listRunningScans()) {
      if (await isRunning(scan)) continue;
      const { outcome } = await this.endScan.execute({ scan: scan.id, reason: 'abandoned', actor: 'system:scans' });
      if (outcome === 'ended') ended.push(scan.id);
    }
    return ended;
  }
}

async function command(fleet: FleetRecord, record: ScanRecord, scan: string, one: ScanCommand, context: Context) {
  const handled = await takeTurn(fleet, undefined, ({ events }) => commandScan(events, scan, one, context));
  if (handled.outcome === 'conflict') return { outcome: 'not-recorded', reason: 'the scan changed under every attempt' } as const;
  const position = handled.outcome === 'accepted' ? handled.events.at(-1)?.position : undefined;
  if (position !== undefined) await record.catchUp(position);
  return handled;
}
