import type { ProjectionRunner } from '@lockstep/event-store/postgres';
import { PostgresFleetRecord, PostgresScanRecord, ReadScans } from '@lockstep/fleet';
import { MatrixRevisions, PostgresMatrixRecord } from '@lockstep/matrix';
import type { DataSource } from 'typeorm';
import { ExecutionProgress } from '../application/execution/index.js';
import { FollowPremises } from '../application/follow-premises.use-case.js';
import { JudgeFreshness } from '../application/judge-freshness.use-case.js';
import type { Progress } from '../application/progress.port.js';
import { ReadPlans } from '../application/read-plans.use-case.js';
import { PostgresExecutionRecord } from './execution/postgres-execution-record.js';
import { PostgresPlanRecord } from './postgres-plan-record.js';
import { PostgresPremiseFollowing } from './postgres-premise-following.js';
import { RecordedPresentFleet } from './present-fleet.js';

export interface PremiseParts {
  readonly source: DataSource;
  readonly projections: ProjectionRunner;
  /** Absent: what those who execute plans have reported. */
  readonly progress?: Progress;
  /** Seconds. */
  readonly evidenceAge: number;
  /** RFC 3339. */
  readonly now: () => string;
}

export interface Premises {
  readonly record: PostgresPlanRecord;
  readonly plans: ReadPlans;
  readonly revisions: MatrixRevisions;
  readonly following: PostgresPremiseFollowing;
  readonly fleet: RecordedPresentFleet;
  readonly follow: FollowPremises;
  readonly judge: JudgeFreshness;
}

/** All that compares plans with what is so now, on PostgreSQL: in workers again and again, in the API at the moment of a decision. */
export function assemblePremises({ source, projections, evidenceAge, now, ...parts }: PremiseParts): Premises {
  const record = new PostgresPlanRecord(source);
  const revisions = new MatrixRevisions(new PostgresMatrixRecord(source));
  const plans = new ReadPlans(record, revisions);
  const following = new PostgresPremiseFollowing(source);
  const scans = new ReadScans(new PostgresScanRecord(source, projections));
  const fleet = new RecordedPresentFleet(new PostgresFleetRecord(source, projections), scans);
  const progress = parts.progress ?? new ExecutionProgress(new PostgresExecutionRecord(source, projections));
  const follow = new FollowPremises(record, following, plans, revisions, fleet, progress, now);
  const judge = new JudgeFreshness(follow, plans, fleet, evidenceAge, now);
  return { record, plans, revisions, following, fleet, follow, judge };
}
