import { combineEventTypes, type EventStore, readAs } from '@lockstep/event-store';
import { PostgresEventStore, type ProjectionRunner } from '@lockstep/event-store/postgres';
import type { DataSource } from 'typeorm';
import { domainExecutionEventTypes, executionEventTypes } from '../../application/execution/execution-event-types.js';
import { planEventTypes } from '../../application/plan-event-types.js';
import { viewPlan } from '../../application/plan-view.js';
import { type PlanStatus, planStream } from '../../domain/index.js';
import type { AttemptQuery, ExecutionRecord, RecordedAttempt } from '../../application/execution/execution-record.port.js';

const types = combineEventTypes(executionEventTypes, domainExecutionEventTypes);

/** Executions in PostgreSQL. The rows follow the record by the projection `executions`. */
export class PostgresExecutionRecord implements ExecutionRecord {
  readonly events: EventStore;

  constructor(
    private readonly source: DataSource,
    private readonly projections: Pick<ProjectionRunner, 'catchUp'>,
  ) {
    this.events = readAs(new PostgresEventStore(source), types);
  }

  transact<Result>(work: (events: EventStore) => Promise<Result>): Promise<Result> {
    return this.source.transaction((manager) => work(readAs(new PostgresEventStore(manager), types)));
  }

  /** The head of the plan's stream first, as whoever withdraws the plan takes it: neither waits for what the other holds. */
  transactOver<Result>(plan: string, work: (events: EventStore, status: PlanStatus | undefined) => Promise<Result>): Promise<Result> {
    return this.source.transaction(async (manager) => {
      await manager.query('select from event_store.stream where name = $1 for update', [planStream(plan)]);
      const store = new PostgresEventStore(manager);
      const history = await readAs(store, planEventTypes).readStream(planStream(plan));
      return work(readAs(store, types), viewPlan(plan, history)?.status);
    });
  }

  async listOpen(): Promise<readonly string[]> {
    await this.projections.catchUp('executions');
    const rows = await this.source.query<{ plan: string }[]>('select plan from lockstep.execution where ended_at is null order by plan');
    return rows.map(({ plan }) => plan);
  }

  async listAttempts({ plan, limit, after }: AttemptQuery): Promise<readonly RecordedAttempt[]> {
    await this.projections.catchUp('executions');
    const time = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
    const rows = await this.source.query<(Omit<RecordedAttempt, 'position'> & { readonly position: string })[]>(
      `select step, subject, attempt, component, machines, position, ${time('started_at')} as "startedAt", started_by as "startedBy",
         ${time('ended_at')} as "endedAt", outcome, reason
       from lockstep.step_attempt where plan = $1 and ($2::bigint is null or (position, subject) > ($2, $3))
       order by position, subject limit $4`,
      [plan, after?.position ?? null, after?.subject ?? null, limit],
    );
    return rows.map((row) => ({ ...row, position: Number(row.position) }));
  }
}
