import {
  CountChangeDecision,
  DecideSignoff,
  PostgresApprovalRecord,
  PostgresChangeRecords,
  PostgresRegisterRecord,
  ReadApprovals,
  ReadChangeRecords,
  RequestAwaitedChanges,
  RequestChangeRecord,
  ServingChangeSystems,
} from '@lockstep/approvals';
import { PostgresEventStore, type ProjectionRunner } from '@lockstep/event-store/postgres';
import { PostgresFindingRecord, ReportFindings } from '@lockstep/fleet';
import type { DataSource } from 'typeorm';
import { FindChangeFindings } from '../../application/changes/find-change-findings.use-case.js';
import type { JudgeFreshness } from '../../application/judge-freshness.use-case.js';
import type { ReadPlans } from '../../application/read-plans.use-case.js';
import { assembleExecutions } from '../execution/assemble-executions.js';
import { PostgresExecutionRecord } from '../execution/postgres-execution-record.js';
import { selectStagedPlansSql, type StagedPlanRow } from '../plan-row.js';
import { PlansOfTheRecord } from '../plans-of-the-record.js';
import { postgresTimetables } from '../schedule-timetables.js';
import { RecordedPlansUnderChange } from './recorded-plans-under-change.js';

export interface ChangeRecordParts {
  readonly source: DataSource;
  readonly projections: ProjectionRunner;
  readonly plans: ReadPlans;
  readonly freshness: Pick<JudgeFreshness, 'execute'>;
  /** RFC 3339. */
  readonly now: () => string;
}

/** All that keeps change records of plans, on PostgreSQL, but for the systems themselves. */
export function assembleChangeRecords({ source, projections, plans, freshness, now }: ChangeRecordParts) {
  const records = new PostgresChangeRecords(source);
  const systems = new ServingChangeSystems(PostgresRegisterRecord.changeSystems(source));
  const underChange = new RecordedPlansUnderChange({
    plans,
    executions: assembleExecutions({ source, projections }).reading,
    events: { executions: new PostgresExecutionRecord(source, projections).events, timetables: postgresTimetables(source) },
    now,
  });
  const approvalRecord = new PostgresApprovalRecord(source);
  const approvals = new ReadApprovals(approvalRecord, PostgresRegisterRecord.owners(source), now);
  const decide = new DecideSignoff(approvalRecord, new PlansOfTheRecord(plans, freshness), approvals, now);
  const request = new RequestChangeRecord(records, underChange, systems);
  const reporting = new ReportFindings(new PostgresEventStore(source), new PostgresFindingRecord(source));
  const reading = new ReadChangeRecords(records, systems, now);
  const atRisk = {
    listWithoutRecord: async (limit: number) => {
      await projections.catchUp('executions');
      const rows = await source.query<StagedPlanRow[]>(
        `${selectStagedPlansSql} where id in (select plan from lockstep.change_record where status in ('lost', 'closed'))
           and stage in ('computed', 'signed-off', 'executing') order by id collate "C" limit $1`,
        [limit],
      );
      return rows.map(({ id, domain }) => ({ plan: id, nsxManager: domain }));
    },
  };
  return {
    records,
    systems,
    underChange,
    request,
    reading,
    awaited: new RequestAwaitedChanges(records, underChange, systems, request),
    findings: new FindChangeFindings(atRisk, reading, records, systems, reporting),
    count: new CountChangeDecision(decide, approvals),
  };
}

export type ChangeRecordKeeping = ReturnType<typeof assembleChangeRecords>;
