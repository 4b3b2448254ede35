import type { EventStore } from '@lockstep/event-store';
import type { PlanSummary, PlanView } from './plan-view.js';
import type { PlanStage } from '../domain/index.js';

/** Large documents beside the record, each under the digest that the events name. */
export type DocumentKind = 'plan' | 'fleet';

export interface PlanRecord {
  /** For reading. */
  readonly events: EventStore;

  /** Runs `work` in one transaction and brings the list of plans up to the stream of `plan`. What throws is rolled back whole. */
  transact<Result>(plan: string, work: (transaction: PlanTransaction) => Promise<Result>): Promise<Result>;

  /** The text that was kept; throws when it is no longer what its digest says. Undefined: never kept. */
  readDocument(kind: DocumentKind, digest: string): Promise<string | undefined>;

  /** Newest request first. */
  list(query: PlanQuery): Promise<readonly StagedPlan[]>;

  /**
   * The plans before this one, the newest first: those in whose place it was asked for, those for the same goal and domain that
   * stand no more (void, superseded or withdrawn), and all that were before them in turn.
   */
  listBefore(plan: string): Promise<readonly PlanBefore[]>;

  /** How far the plan has come by now, with what its approval and its execution tell. */
  findStage(plan: Pick<PlanView, 'id' | 'status' | 'result'>): Promise<PlanStage>;

  /** Ids of plans that wait for their result, the oldest first. */
  listRequested(limit: number): Promise<readonly string[]>;
}

export interface PlanBefore {
  readonly id: string;
  readonly requestedBy: string;
  /** The plan in whose place it was asked for; null: there was none. */
  readonly parent: string | null;
}

export interface StagedPlan extends PlanSummary {
  readonly stage: PlanStage;
}

export interface PlanTransaction {
  readonly events: EventStore;
  /** `text` is JSON. Kept once, however often it is given. */
  keepDocument(kind: DocumentKind, digest: string, text: string): Promise<void>;
}

export interface PlanQuery {
  readonly limit: number;
  /** Only plans requested before this position. */
  readonly before?: number;
  readonly stage?: PlanStage;
  readonly domain?: string;
}
