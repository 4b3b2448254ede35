import { PostgresApprovalRecord, PostgresRegisterRecord, ReadApprovals } from '@lockstep/approvals';
import { PostgresEventStore, type ProjectionRunner } from '@lockstep/event-store/postgres';
import { PostgresFindingRecord, PostgresFleetRecord, ReadFleet, ReportFindings } from '@lockstep/fleet';
import { MatrixRevisions, PostgresMatrixRecord } from '@lockstep/matrix';
import type { DataSource } from 'typeorm';
import { FindPlanFindings } from '../application/find-plan-findings.use-case.js';
import { ReadPlans } from '../application/read-plans.use-case.js';
import { type StagedPlanRow, selectStagedPlansSql, summaryOf } from './plan-row.js';
import { PostgresPlanRecord } from './postgres-plan-record.js';
import { PostgresPremiseFollowing } from './postgres-premise-following.js';

export interface PlanFindingsParts {
  readonly source: DataSource;
  readonly projections: ProjectionRunner;
  /** RFC 3339. */
  readonly now: () => string;
}

/** What tells in workers which plans need to be looked at, on PostgreSQL. */
export function assemblePlanFindings({ source, projections, now }: PlanFindingsParts): FindPlanFindings {
  const following = new PostgresPremiseFollowing(source);
  const plans = new ReadPlans(new PostgresPlanRecord(source), new MatrixRevisions(new PostgresMatrixRecord(source)));
  const approvals = new ReadApprovals(new PostgresApprovalRecord(source), PostgresRegisterRecord.owners(source), now);
  const reporting = new ReportFindings(new PostgresEventStore(source), new PostgresFindingRecord(source));
  const atRisk = {
    listOpen: () => following.listOpen(),
    listBrokenGlass: async () => {
      await projections.catchUp('executions');
      const rows = await source.query<StagedPlanRow[]>(
        `${selectStagedPlansSql} where id in (select plan from lockstep.approval where broken_glass)
           and stage not in ('finished', 'abandoned', 'withdrawn', 'superseded') order by requested_position`,
      );
      return rows.map(summaryOf);
    },
  };
  return new FindPlanFindings(atRisk, plans, approvals, new ReadFleet(new PostgresFleetRecord(source, projections)), reporting);
}
