import { fleetDigest, type UpgradePlan } from '@lockstep/documents';
import { combineEventTypes, type EventStore, readAs } from '@lockstep/event-store';
import { PostgresEventStore, type ProjectionRunner, rebuildList } from '@lockstep/event-store/postgres';
import { digestOf } from '@lockstep/kernel';
import type { DataSource, EntityManager } from 'typeorm';
import { planEventTypes } from '../application/plan-event-types.js';
import { domainExecutionEventTypes, executionEventTypes } from '../application/execution/execution-event-types.js';
import { executionStatusOf } from '../application/execution/execution-progress.js';
import type { DocumentKind, PlanBefore, PlanQuery, PlanRecord, PlanTransaction, StagedPlan } from '../application/plan-record.port.js';
import { type PlanView, summarizePlan, viewPlan } from '../application/plan-view.js';
import { executionStream } from '../domain/execution/index.js';
import { type PlanStage, planStream, readFleet, stageOf } from '../domain/index.js';
import {
  insertDocumentSql,
  rowParametersOf,
  selectPlansBeforeSql,
  selectStagedPlansSql,
  type StagedPlanRow,
  summaryOf,
  upsertPlanSql,
} from './plan-row.js';

/** What is recorded together with what becomes of a plan. */
const written = combineEventTypes(planEventTypes, executionEventTypes, domainExecutionEventTypes);

/** Plans in PostgreSQL: events in the record, the list as the projection `lockstep.plan`, large documents in `lockstep.plan_document`. */
export class PostgresPlanRecord implements PlanRecord {
  readonly events: EventStore;

  /** @param projections gives the list executions as they are now; without it, they may lag behind the record a little */
  constructor(
    private readonly source: DataSource,
    private readonly projections?: Pick<ProjectionRunner, 'catchUp'>,
  ) {
    this.events = readAs(new PostgresEventStore(source), planEventTypes);
  }

  transact<Result>(plan: string, work: (transaction: PlanTransaction) => Promise<Result>): Promise<Result> {
    return this.source.transaction(async (manager) => {
      const events = readAs(new PostgresEventStore(manager), written);
      const keepDocument = async (kind: DocumentKind, digest: string, text: string) => {
        await manager.query(insertDocumentSql, [kind, digest, text]);
      };
      const result = await work({ events, keepDocument });
      await projectPlan(manager, events, plan);
      return result;
    });
  }

  async readDocument(kind: DocumentKind, digest: string): Promise<string | undefined> {
    const rows = await this.source.query<{ document: string }[]>(
      'select document::text as document from lockstep.plan_document where kind = $1 and digest = $2',
      [kind, digest],
    );
    const text = rows[0]?.document;
    if (text === undefined) return undefined;
    const found = contentDigest(kind, text);
    if (found !== digest)
      throw new Error(`plan document; ${kind}; what is kept is what its digest says; expected ${digest}, found ${found}`);
    return text;
  }

  async list({ limit, before, stage, domain }: PlanQuery): Promise<readonly StagedPlan[]> {
    await this.projections?.catchUp('executions');
    const rows = await this.source.query<StagedPlanRow[]>(
      `${selectStagedPlansSql} where ($2::bigint is null or requested_position < $2) and ($3::text is null or stage = $3) and ($4::text is null or domain = $4)
       order by requested_position desc limit $1`,
      [limit, before ?? null, stage ?? null, domain ?? null],
    );
    return rows.map((row) => ({ ...summaryOf(row), stage: row.stage }));
  }

  listBefore(plan: string): Promise<readonly PlanBefore[]> {
    return this.source.query<PlanBefore[]>(selectPlansBeforeSql, [plan]);
  }

  async findStage({ id, status, result }: Pick<PlanView, 'id' | 'status' | 'result'>): Promise<PlanStage> {
    // Nothing without a result was ever signed or begun.
    if (result === null) return status;
    const approvals = await this.source.query<{ signed: boolean }[]>(
      'select signed and digest = $2 and (waived_until is null or waived_until > now()) as signed from lockstep.approval where plan = $1',
      [id, result.digest],
    );
    const history = executionEventTypes.read(await new PostgresEventStore(this.source).readStream(executionStream(id)));
    const execution = executionStatusOf(history);
    return stageOf({ plan: status, signed: approvals[0]?.signed ?? false, execution });
  }

  async listRequested(limit: number): Promise<readonly string[]> {
    const rows = await this.source.query<{ id: string }[]>(
      `select id from lockstep.plan where status = 'requested' order by requested_position limit $1`,
      [limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Makes the list anew from the events. */
  rebuildList(): Promise<number> {
    return rebuildList(this.source, { table: 'lockstep.plan', streams: planStream(''), types: planEventTypes, project: projectPlan });
  }
}

/** The row is folded from the stream as it stands after the append, which holds the stream's head until the commit. */
async function projectPlan(manager: EntityManager, events: EventStore, id: string): Promise<void> {
  const view = viewPlan(id, await events.readStream(planStream(id)));
  if (view !== undefined) await manager.query(upsertPlanSql, rowParametersOf(summarizePlan(view), view.version));
}

function contentDigest(kind: DocumentKind, text: string): string {
  switch (kind) {
    case 'plan':
      return digestOf((JSON.parse(text) as UpgradePlan).spec);
    case 'fleet':
      return fleetDigest(readFleet(text));
  }
}
