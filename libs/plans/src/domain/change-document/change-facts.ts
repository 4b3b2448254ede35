import type { Evidence, FleetSnapshot, UpgradeGoal, UpgradePlan } from '@lockstep/documents';
import type { MatrixRevision } from '@lockstep/matrix/domain';
import type { EvidenceAge } from '../freshness.js';
import type { Assumptions } from '../hypothesis.js';
import type { PlanStage } from '../plan-stage.js';
import type { ScheduleDurations } from '../schedule-durations.js';
import type { PlanSchedule } from '../schedule-view.js';
import type { ChangeApproval, Headroom } from './change-document.js';
import type { WaysBack } from './ways-back.js';

/** What the plan itself is told from: equal facts give an equal description, whatever is on record about it. */
export interface PlanFacts {
  readonly plan: UpgradePlan;
  readonly matrix: MatrixRevision;
  readonly fleet: FleetSnapshot;
  readonly goal: UpgradeGoal;
  /** What work takes. */
  readonly durations: ScheduleDurations;
  /** Components whose minutes in it come from plans that were carried out. */
  readonly learned: readonly string[];
  /** Evidence of this strength and all weaker is weak. */
  readonly weakFrom: Evidence;
  /** Null: they were not searched. */
  readonly waysBack: WaysBack | null;
}

/** What becomes of a plan. What is null is not there, or not known to whoever asks, and the document says so. */
export interface StandingFacts {
  /** Null: the plan is in no record. */
  readonly record: RecordFacts | null;
  /** Null: nothing was assumed. */
  readonly assumed: Assumptions | null;
  /** Null: none is kept. */
  readonly schedule: ScheduleKept | null;
  readonly approval: ChangeApproval | null;
  readonly headroom: Headroom;
  /** How old the facts are that it leans on. `not-known`: that can not be told now; null: nobody asked, or there is nothing to decide on. */
  readonly evidence: EvidenceAge | 'not-known' | null;
}

export type ChangeFacts = PlanFacts & StandingFacts;

export interface RecordFacts {
  readonly id: string;
  readonly url: string | null;
  readonly status: PlanStage;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly position: number;
  readonly parent: string | null;
  /** Why it is void, in sentences. */
  readonly fallen: readonly string[];
  readonly supersededBy: string | null;
  readonly withdrawn: string | null;
}

export interface ScheduleKept {
  readonly schedule: PlanSchedule;
  readonly zone: string | null;
  /** What the clocks of the zone show, by RFC 3339 of the schedule. */
  readonly local: ReadonlyMap<string, string>;
  readonly keptBy: string;
  readonly keptAt: string;
  readonly isReproduced: boolean;
}
