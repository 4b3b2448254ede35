import { beginning, type Cursor, type RecordedEvent } from '@lockstep/event-store';
import { findEvents, findHeldBack, PostgresEventStore } from '@lockstep/event-store/postgres';
import { eventType, NODE_KINDS, nodeStream, type NodeChange } from '@lockstep/fleet';
import type { DataSource } from 'typeorm';
import type { PlanSummary } from '../application/plan-view.js';
import type { FollowingState, PremiseFollowing, VoidPlan } from '../application/premise-following.port.js';
import type { PlanEvent } from '../domain/index.js';
import { asksForTheSameSql, type PlanRow, selectPlansSql, summaryOf } from './plan-row.js';

const CHANGES: readonly NodeChange['change'][] = [
  'Registered',
  'Moved',
  'Decommissioned',
  'CniChanged',
  'VersionObserved',
  'MixedVersionsObserved',
];

/** Health, signals, labels, capacity and addresses are no premises, and most of what is recorded. */
const NEWS = {
  streams: ['matrix', 'plan-', ...NODE_KINDS.map((kind) => nodeStream(kind, ''))],
  types: [
    'MatrixRevisionPublished',
    'ManagerApiConsumersObserved',
    'PlanComputed' satisfies PlanEvent['type'],
    ...new Set(NODE_KINDS.flatMap((kind) => CHANGES.map((change) => eventType(kind, change)))),
  ],
};

const PAGE = 1_000;

/** `lockstep.premise_following` and `lockstep.plan_fall`, beside the list of plans. */
export class PostgresPremiseFollowing implements PremiseFollowing {
  constructor(private readonly source: DataSource) {}

  async find(): Promise<FollowingState | undefined> {
    const rows = await this.source.query<{ cursor: Cursor; day: string }[]>(
      'select cursor, day::text as day from lockstep.premise_following',
    );
    return rows[0];
  }

  async advance(from: FollowingState | undefined, to: FollowingState): Promise<boolean> {
    const sql = from
      ? 'update lockstep.premise_following set cursor = $1, day = $2 where cursor = $3 and day = $4 returning id'
      : `insert into lockstep.premise_following (id, cursor, day) values ('plans', $1, $2) on conflict do nothing returning id`;
    const rows = await this.source.query<unknown>(sql, from ? [to.cursor, to.day, from.cursor, from.day] : [to.cursor, to.day]);
    // The driver answers an update with rows and their number.
    const returned = from ? (rows as [unknown[], number])[0] : (rows as unknown[]);
    return returned.length > 0;
  }

  async findSettledCursor(): Promise<Cursor> {
    const store = new PostgresEventStore(this.source);
    const position = await store.settledPosition();
    return position === 0 ? beginning : store.findCursor(position);
  }

  readNews(after: Cursor): Promise<{ readonly events: readonly RecordedEvent[]; readonly cursor: Cursor; readonly ended: boolean }> {
    return findEvents(this.source, after, PAGE, NEWS);
  }

  findHeldBack(until?: number): Promise<number> {
    return findHeldBack(this.source, NEWS, until);
  }

  async listOpen(): Promise<readonly PlanSummary[]> {
    const rows = await this.source.query<PlanRow[]>(
      `${selectPlansSql} where status = 'computed' and not hypothetical and result ->> 'outcome' = 'planned'
         and not exists (select from lockstep.execution e where e.plan = lockstep.plan.id and e.ended_at is not null) order by requested_position`,
    );
    return rows.map(summaryOf);
  }

  async listVoid(): Promise<readonly VoidPlan[]> {
    return this.source.query<VoidPlan[]>(
      `select p.id, coalesce(f.told, false) as told, json_build_array(p.domain, p.goal)::text as "leadsTo", to_char(f.tried at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as tried,
         exists (select from lockstep.plan c where c.parent = p.id or (${asksForTheSameSql} and c.status in ('requested', 'computed'))) as replaced
       from lockstep.plan p left join lockstep.plan_fall f on f.plan = p.id where p.status = 'void' order by p.requested_position`,
    );
  }

  async markTold(plan: string): Promise<void> {
    await this.source.query('insert into lockstep.plan_fall (plan, told) values ($1, true) on conflict (plan) do update set told = true', [
      plan,
    ]);
  }

  async markTried(plan: string): Promise<void> {
    await this.source.query(
      'insert into lockstep.plan_fall (plan, tried) values ($1, now()) on conflict (plan) do update set tried = now()',
      [plan],
    );
  }

  listReplaced(): Promise<readonly { readonly plan: string; readonly by: string }[]> {
    return this.source.query<{ plan: string; by: string }[]>(
      `select p.id as plan, (array_agg(c.id order by (c.parent is not distinct from p.id) desc, c.requested_position))[1] as by
       from lockstep.plan p join lockstep.plan c on c.parent = p.id or (p.status = 'void' and ${asksForTheSameSql})
       where p.status in ('computed', 'void') and c.status = 'computed' and (p.status = 'void' or c.result ->> 'outcome' = 'planned')
       group by p.id
       union all
       select p.id, s.data ->> 'by' from lockstep.plan p join lockstep.execution e on e.plan = p.id and e.ended_at is null
       join event_store.event s on s.stream = 'plan-' || p.id and s.type = 'PlanSuperseded'
       where p.status = 'superseded'
       order by plan`,
    );
  }
}
