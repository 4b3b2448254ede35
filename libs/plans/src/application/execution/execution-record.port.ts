import type { EventStore } from '@lockstep/event-store';
import type { PlanStatus } from '../../domain/index.js';

export interface ExecutionRecord {
  /** For reading. */
  readonly events: EventStore;
  /** Runs `work` in one transaction; what throws is rolled back whole. */
  transact<Result>(work: (events: EventStore) => Promise<Result>): Promise<Result>;
  /** As `transact`, while nothing else becomes of the plan: `status` is what has become of it by now; undefined: there is none. */
  transactOver<Result>(plan: string, work: (events: EventStore, status: PlanStatus | undefined) => Promise<Result>): Promise<Result>;
  /** Plans whose execution has not ended, in text order: as far as the rows follow the record. */
  listOpen(): Promise<readonly string[]>;
  /** The oldest first. */
  listAttempts(query: AttemptQuery): Promise<readonly RecordedAttempt[]>;
}

export interface AttemptQuery {
  readonly plan: string;
  readonly limit: number;
  /** The last one of the page before. */
  readonly after?: { readonly position: number; readonly subject: string };
}

/** One attempt at one subject of a step. Times are RFC 3339 in UTC, by the clock of the record. */
export interface RecordedAttempt {
  readonly step: string;
  readonly subject: string;
  readonly attempt: number;
  readonly component: string;
  readonly machines: number | null;
  readonly position: number;
  readonly startedAt: string;
  readonly startedBy: string;
  readonly endedAt: string | null;
  /** `skipped`: its cluster was gone before anybody said how it ended. */
  readonly outcome: 'running' | 'succeeded' | 'failed' | 'skipped';
  readonly reason: string | null;
}
