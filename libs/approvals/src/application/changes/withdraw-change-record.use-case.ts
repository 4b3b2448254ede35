import { type CommandContext, handleCommand } from '@lockstep/event-store';
import { changeRecordDecider, changeRecordStream } from '../../domain/changes/index.js';
import type { ChangeRecords } from './change-records.port.js';

/** Takes a change record back. From now on it counts no more; the worker cancels it there. */
export class WithdrawChangeRecord {
  constructor(private readonly records: Pick<ChangeRecords, 'transact'>) {}

  /** `not-open`: there is none that could be taken back. `stale`: it is at another version than the caller has seen. */
  async execute(plan: string, reason: string, context: CommandContext): Promise<'withdrawn' | 'not-open' | 'stale'> {
    const command = { command: 'withdraw', by: context.actor, reason } as const;
    const handled = await this.records.transact(plan, (events) =>
      handleCommand(events, changeRecordDecider, changeRecordStream(plan), command, context),
    );
    if (handled.outcome === 'conflict') return 'stale';
    return handled.outcome === 'accepted' ? 'withdrawn' : 'not-open';
  }
}
