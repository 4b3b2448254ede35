import { type ChangeDrafts, PostgresApprovalRecord, PostgresRegisterRecord, ReadApprovals, SignoffPolicies } from '@lockstep/approvals';
import type { ProjectionRunner } from '@lockstep/event-store/postgres';
import { PostgresFleetRecord, PostgresScanRecord, ReadScans } from '@lockstep/fleet';
import { ApiTokens, type DataSource } from '@lockstep/platform';
import { ReadChangeDocuments } from '../application/change-document/read-change-documents.use-case.js';
import { PlanChangeDrafts } from '../application/changes/plan-change-drafts.js';
import type { JudgeFreshness } from '../application/judge-freshness.use-case.js';
import { PlanSchedules } from '../application/plan-schedules.use-case.js';
import type { ReadPlans } from '../application/read-plans.use-case.js';
import { RRULE_TIMES } from './calendar-expansion.js';
import { PostgresLearnedDurations } from './execution/postgres-learned-durations.js';
import { RecordedGateFleet } from './gate/recorded-gate-fleet.js';
import { postgresTimetables } from './schedule-timetables.js';
import { ZONE_CLOCKS } from './zone-clocks.js';

export interface ChangeDocumentParts {
  readonly source: DataSource;
  readonly projections: ProjectionRunner;
  readonly plans: ReadPlans;
  /** Null: links are left out. */
  readonly publicUrl: string | null;
  /** Seconds after which what nobody has confirmed of addresses counts as unknown. */
  readonly signalAge: number;
  /** Null: documents say nothing of how old the facts are: what goes into the record of another system stays there. */
  readonly freshness: Pick<JudgeFreshness, 'execute'> | null;
  /** RFC 3339. */
  readonly now: () => string;
}

/** Of what is only read nothing more has to be known: a schedule that is kept says how far the plan was. */
const NOTHING_BEGUN = { findTimes: async () => ({ steps: new Map(), skipped: new Set<string>() }) };

export interface ChangeDocuments {
  readonly documents: ReadChangeDocuments;
  readonly drafts: ChangeDrafts;
}

/** Change documents over the record in PostgreSQL, for API and worker alike. */
export function assembleChangeDocuments({
  source,
  projections,
  plans,
  publicUrl,
  signalAge,
  freshness,
  now,
}: ChangeDocumentParts): ChangeDocuments {
  const approvals = new PostgresApprovalRecord(source);
  const learned = new PostgresLearnedDurations(source);
  const fleet = new RecordedGateFleet(
    new PostgresFleetRecord(source, projections),
    new ReadScans(new PostgresScanRecord(source, projections)),
    { signalAge, now },
  );
  const documents = new ReadChangeDocuments(
    {
      plans,
      // A schedule that is kept brings its freezes along; none is computed here.
      schedules: new PlanSchedules(plans, postgresTimetables(source), RRULE_TIMES, { list: async () => [] }, learned, NOTHING_BEGUN, now),
      learned,
      approvals: new ReadApprovals(approvals, PostgresRegisterRecord.owners(source), now),
      policies: new SignoffPolicies(approvals),
      people: new ApiTokens(source),
      headroom: (clusters) => fleet.judgeHeadroom(clusters),
      freshness,
      clocks: ZONE_CLOCKS,
    },
    publicUrl,
  );
  return { documents, drafts: new PlanChangeDrafts(plans, documents) };
}
