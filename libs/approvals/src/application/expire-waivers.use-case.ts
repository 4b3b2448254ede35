import { handleCommand } from '@lockstep/event-store';
import { approvalDecider, approvalStream } from '../domain/index.js';
import type { ApprovalRecord } from './approval-record.port.js';

/** More in one round than are ever due at once; the others come in the next one. */
const MOST = 100;

/** Records what time has done to waivers. Readers judge by the clock and do not wait for it; the record needs it to tell the story. */
export class ExpireWaivers {
  /** @param now RFC 3339 */
  constructor(
    private readonly record: ApprovalRecord,
    private readonly now: () => string,
  ) {}

  /** The plans whose sign-offs are void now. */
  async execute(): Promise<readonly string[]> {
    const now = this.now();
    const voided: string[] = [];
    for (const plan of await this.record.listExpired(now, MOST)) {
      const handled = await this.record.transact(plan, (events) =>
        handleCommand(events, approvalDecider, approvalStream(plan), { command: 'expire-waivers', now }, { actor: 'system:waivers' }),
      );
      if (handled.outcome === 'accepted' && handled.events.length > 0) voided.push(plan);
    }
    return voided;
  }
}
