import type { EventStore } from '@lockstep/event-store';

export interface ApprovalRecord {
  /** For reading. */
  readonly events: EventStore;
  /** Runs `work` in one transaction; what it appends to the approval of `plan` is in the list of waivers when it resolves. */
  transact<Result>(plan: string, work: (events: EventStore) => Promise<Result>): Promise<Result>;
  /** Plans of open approvals with a waiver that is over at `now` (RFC 3339), the one that has been for longest first. */
  listExpired(now: string, limit: number): Promise<readonly string[]>;
}
