import type { EventStore } from '@lockstep/event-store';
import type { ChangeFailing, ChangeRecordState } from '../../domain/changes/index.js';

/** A record as it is listed, and when it is looked at. */
export interface FollowedChange {
  readonly plan: string;
  /** Of the stream. */
  readonly version: number;
  /** Id of the change system. */
  readonly system: string;
  readonly status: Exclude<ChangeRecordState['status'], 'absent'>;
  readonly digest: string;
  readonly number: string | null;
  /** Times are RFC 3339 in UTC. When the system last told of it; null: never. */
  readonly readAt: string | null;
  /** When it is looked at next; null: not any more. */
  readonly pollAt: string | null;
  /** Looks in a row that failed, and how the last one did. */
  readonly failures: number;
  readonly failing: (ChangeFailing & { readonly at: string }) | null;
}

export interface ChangeRecordQuery {
  readonly limit: number;
  /** Only plans after this id. */
  readonly after?: string;
  readonly system?: string;
  readonly status?: FollowedChange['status'];
}

/** How a look at a record ended. */
export interface SettledLook {
  /** Absent: the system told nothing. */
  readonly readAt?: string;
  readonly pollAt: string | null;
  readonly failures: number;
  readonly failing: FollowedChange['failing'];
}

export interface DueRecord {
  readonly plan: string;
  /** RFC 3339. */
  readonly since: string;
}

export interface UnrecordedPlan {
  readonly plan: string;
  /** Of its approval. */
  readonly version: number;
}

/** `busy`: one may be being made there, for so many seconds yet. `barred`: none is made before somebody asks for it, or the settings change. */
export type MakingStanding = { readonly is: 'free' } | { readonly is: 'busy'; readonly seconds: number } | { readonly is: 'barred' };

export interface ChangeRecords {
  /** For reading. */
  readonly events: EventStore;
  /** What `work` appends to the stream of a plan is in the list when it resolves. */
  transact<Result>(plan: string, work: (events: EventStore) => Promise<Result>): Promise<Result>;
  find(plan: string): Promise<FollowedChange | undefined>;
  /** In the order of plans. */
  list(query: ChangeRecordQuery): Promise<readonly FollowedChange[]>;
  /** Plans whose records are to be looked at, those that wait longest first; of a system that does not answer, two at a time, so that it takes no turns away from others. */
  listDue(now: string, limit: number): Promise<readonly DueRecord[]>;
  /** Plans for which sign-off was requested and nobody has asked for a record, after this one. */
  listUnrecorded(after: string, limit: number): Promise<readonly UnrecordedPlan[]>;
  /** Live records that were last looked at in vain, so many times in a row, or whose fault somebody has to mend. */
  listFailing(failures: number, limit: number): Promise<readonly FollowedChange[]>;
  /** One at a time looks at a record. `undefined`: somebody does, until at the latest `until`, or the system has refused the login lately. */
  claim(plan: string, now: string, until: string): Promise<string | undefined>;
  /** Ends a look. Nothing happens when the claim has run out and somebody else has taken the record. */
  settle(plan: string, claim: string, look: SettledLook): Promise<void>;
  /**
   * Does what looks for a record of a plan in a system and may make one, alone in all processes, whatever their clocks say. `busy`: another one is about it.
   * Nobody is held up by one that has died. `work` is to end within `seconds`, and at once when the signal says that it is not alone any more.
   */
  alone(system: string, plan: string, seconds: number, work: (lost: AbortSignal) => Promise<void>): Promise<'done' | 'busy'>;
  /**
   * Before a record is made: marks that one may come of it for so many seconds, by the clock of the database, unless another one still may, or none is to be made.
   * The mark outlives the process. `free`: it is marked now.
   */
  beginMaking(plan: string, seconds: number): Promise<MakingStanding>;
  findMaking(plan: string): Promise<MakingStanding>;
  /** Nothing comes of it any more, or it is known what came of it. */
  endMaking(plan: string): Promise<void>;
  /** Trying again would make one in vain. */
  barMaking(plan: string): Promise<void>;
  /** Somebody asks for it. */
  unbarMaking(plan: string): Promise<void>;
  /**
   * Whoever refuses a login may lock the account: nothing of the system is looked at before then, however it is asked for. `plan`: whose record was looked at,
   * and is put off until then. Nothing happens when it is not: the system or its secret was changed since.
   */
  pauseSystem(plan: string, system: string, until: string): Promise<void>;
  /** Plans whose open records have this number in a system: one, but where a record is being handed over. */
  listHolders(system: string, number: string): Promise<readonly string[]>;
  /** Its settings or its secret were changed: all live records of a system are looked at at once, and those that were not to be made may be. */
  makeSystemDue(system: string, now: string): Promise<void>;
  /** Lets it be looked at at once, unless its system has refused the login lately. */
  makeDue(plan: string, now: string): Promise<void>;
}
