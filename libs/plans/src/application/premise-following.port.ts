import type { Cursor, RecordedEvent } from '@lockstep/event-store';
import type { PlanSummary } from './plan-view.js';

/** Up to where open plans have been compared with the record, and on which day (YYYY-MM-DD). */
export interface FollowingState {
  readonly cursor: Cursor;
  readonly day: string;
}

export interface VoidPlan {
  readonly id: string;
  /** Whether those who decide on plans have heard of it. */
  readonly told: boolean;
  /** Equal for plans of one goal in one domain. */
  readonly leadsTo: string;
  /** RFC 3339; when no other plan could be asked for in its place; null: it was not tried, or it could. */
  readonly tried: string | null;
  /** Whether a plan was asked for in its place, whatever became of it, or one for the same goal and domain that still stands or is computed. */
  readonly replaced: boolean;
}

/** What the followers of premises remember between their rounds. All of it may be lost: they then do again what they did. */
export interface PremiseFollowing {
  /** Undefined: nothing was ever compared. */
  find(): Promise<FollowingState | undefined>;
  /** False: somebody else moved on since `from` was read, and nothing was written. */
  advance(from: FollowingState | undefined, to: FollowingState): Promise<boolean>;
  /** After all that is certain to be complete now. */
  findSettledCursor(): Promise<Cursor>;
  /** Events that can make a premise fall, and results of plans, in record order. Never skips one for whoever goes on with `cursor`. */
  readNews(after: Cursor): Promise<{ readonly events: readonly RecordedEvent[]; readonly cursor: Cursor; readonly ended: boolean }>;
  /** Position of the newest of such events, up to `until`, that is on record and that `readNews` does not tell yet: a transaction is open somewhere. 0: none. */
  findHeldBack(until?: number): Promise<number>;
  /** Computed plans of steps that can be carried out, the oldest first. */
  listOpen(): Promise<readonly PlanSummary[]>;
  /** The oldest first. */
  listVoid(): Promise<readonly VoidPlan[]>;
  markTold(plan: string): Promise<void>;
  markTried(plan: string): Promise<void>;
  /** Plans in whose place another one was asked for that has its result: a void one's any result, a standing one's a plan that leads to the goal.
   *  A void one is replaced by a later plan for the same goal and domain as well, whoever asked for it. And those whose place was taken although they were
   *  begun: a start may be recorded in the moment in which nothing was begun yet. */
  listReplaced(): Promise<readonly { readonly plan: string; readonly by: string }[]>;
}
