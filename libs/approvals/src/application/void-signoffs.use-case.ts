import { handleCommand } from '@lockstep/event-store';
import { approvalDecider, approvalStream, type FallenReason } from '../domain/index.js';
import type { ApprovalRecord } from './approval-record.port.js';

/** What follows for the sign-offs of a plan when a premise falls. May be called again: the second time it records nothing. */
export class VoidSignoffs {
  constructor(private readonly record: ApprovalRecord) {}

  /** Throws while others decide on the plan without a pause; whoever follows the record comes back. */
  async execute(plan: string, digest: string, fallen: readonly FallenReason[]): Promise<'voided' | 'nothing-to-void'> {
    const handled = await this.record.transact(plan, (events) =>
      handleCommand(events, approvalDecider, approvalStream(plan), { command: 'void', digest, fallen }, { actor: 'system:premises' }),
    );
    if (handled.outcome !== 'accepted')
      throw new Error(`sign-off; plan ${plan}; a fallen premise must void it; found ${JSON.stringify(handled)}`);
    return handled.events.length > 0 ? 'voided' : 'nothing-to-void';
  }
}
