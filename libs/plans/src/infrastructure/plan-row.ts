import type { PlanSummary } from '../application/plan-view.js';
import type { PlanResult, PlanStage, PlanStatus } from '../domain/index.js';
import { stageJoinsSql, stageSql } from './plan-stage-sql.js';

/** `lockstep.plan` as the driver reads it. */
export interface PlanRow {
  readonly id: string;
  readonly status: PlanStatus;
  readonly name: string;
  readonly domain: string | null;
  readonly requested_by: string;
  readonly requested_at: string;
  readonly requested_position: string;
  readonly settled_at: string | null;
  readonly matrix: string;
  readonly fleet: string;
  readonly goal: string;
  readonly parent: string | null;
  readonly hypothetical: boolean;
  readonly result: PlanResult | null;
}

/** Times as text with all six decimals: a Date of the driver would cut them to three. */
const timeText = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as ${column}`;

const columns = `id, status, name, domain, requested_by, ${timeText('requested_at')}, requested_position, ${timeText('settled_at')},
  matrix, fleet, goal, parent, hypothetical, result`;

export const selectPlansSql = `select ${columns} from lockstep.plan`;
/** With the stage that each has come to. */
export const selectStagedPlansSql = `select ${columns}, stage from (select p.*, ${stageSql} as stage from lockstep.plan p ${stageJoinsSql}) plan`;

/** `c`, over recorded facts and requested later, leads where `p` was to lead. */
export const asksForTheSameSql = `(c.goal = p.goal and c.domain is not distinct from p.domain and not c.hypothetical
  and c.requested_position > p.requested_position)`;

/** Parameter: a plan. Rows: the plans before it, the newest first. */
export const selectPlansBeforeSql = `
with recursive before as (
  select id, parent, goal, domain, hypothetical, requested_by, requested_position from lockstep.plan where id = $1
  union
  select p.id, p.parent, p.goal, p.domain, p.hypothetical, p.requested_by, p.requested_position
  from before c join lockstep.plan p on p.id = c.parent or (p.status in ('void', 'superseded', 'withdrawn') and ${asksForTheSameSql})
)
select id, parent, requested_by as "requestedBy" from before where id <> $1 order by requested_position desc`;

/** An older state never overwrites a newer one. */
export const upsertPlanSql = `
insert into lockstep.plan (id, status, name, domain, requested_by, requested_at, requested_position, settled_at, matrix, fleet, goal, parent, hypothetical, result, version)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
on conflict (id) do update set status = excluded.status, settled_at = excluded.settled_at, result = excluded.result, version = excluded.version
where lockstep.plan.version < excluded.version`;

export const insertDocumentSql = 'insert into lockstep.plan_document (kind, digest, document) values ($1, $2, $3) on conflict do nothing';

export const rowParametersOf = (plan: PlanSummary, version: number): unknown[] => [
  plan.id,
  plan.status,
  plan.name,
  plan.domain,
  plan.requestedBy,
  plan.requestedAt,
  plan.requestedPosition,
  plan.settledAt,
  plan.matrix,
  plan.fleet,
  plan.goal,
  plan.parent,
  plan.hypothetical,
  plan.result === null ? null : JSON.stringify(plan.result),
  version,
];

export interface StagedPlanRow extends PlanRow {
  readonly stage: PlanStage;
}

export const summaryOf = (row: PlanRow): PlanSummary => ({
  id: row.id,
  status: row.status,
  name: row.name,
  domain: row.domain,
  requestedBy: row.requested_by,
  requestedAt: row.requested_at,
  requestedPosition: Number(row.requested_position),
  settledAt: row.settled_at,
  matrix: row.matrix,
  fleet: row.fleet,
  goal: row.goal,
  parent: row.parent,
  hypothetical: row.hypothetical,
  result: row.result,
});
