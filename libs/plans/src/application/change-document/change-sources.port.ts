import type { People, ReadApprovals, SignoffPolicies } from '@lockstep/approvals';
import type { Headroom } from '../../domain/index.js';
import type { JudgeFreshness } from '../judge-freshness.use-case.js';
import type { PlanSchedules } from '../plan-schedules.use-case.js';
import type { ReadPlans } from '../read-plans.use-case.js';
import type { LearnedDurations } from '../schedule-sources.port.js';

/** What a change document is read from. */
export interface ChangeSources {
  readonly plans: Pick<ReadPlans, 'find' | 'listBefore' | 'findStage' | 'findDocument' | 'getMatrix' | 'getFleet'>;
  readonly schedules: Pick<PlanSchedules, 'find'>;
  readonly learned: LearnedDurations;
  readonly approvals: Pick<ReadApprovals, 'stateOf'>;
  readonly policies: Pick<SignoffPolicies, 'find'>;
  readonly people: People;
  /** Whether clusters that roll at once find addresses for their surge, as far as it is known now. */
  readonly headroom: (
    clusters: readonly string[],
  ) => Promise<Pick<Headroom, 'detail'> & { readonly verdict: 'enough' | 'short' | 'unknown' }>;
  /** Null: a text that is kept elsewhere says nothing that a look ends. */
  readonly freshness: Pick<JudgeFreshness, 'execute'> | null;
  readonly clocks: Clocks;
}

export interface Clocks {
  /** What the clocks of a zone show at an instant, `2026-11-20 23:00 +01:00`; null: no such zone is known. */
  show(instant: string, zone: string): string | null;
}
