import { randomUUID } from 'node:crypto';
import { type EventStore, readAs } from '@lockstep/event-store';
import { PostgresEventStore, rebuildList } from '@lockstep/event-store/postgres';
import type { DataSource, EntityManager } from 'typeorm';
import { approvalEventTypes } from '../../application/approval-event-types.js';
import type {
  ChangeRecordQuery,
  ChangeRecords,
  DueRecord,
  FollowedChange,
  MakingStanding,
  SettledLook,
  UnrecordedPlan,
} from '../../application/changes/change-records.port.js';
import { foldChangeRecord } from '../../application/changes/read-change-records.use-case.js';
import { type ChangeRecordState, changeRecordStream } from '../../domain/changes/index.js';
import { holdLock } from './hold-lock.js';

interface Row {
  readonly plan: string;
  readonly version: string;
  readonly system: string;
  readonly status: FollowedChange['status'];
  readonly digest: string;
  readonly number: string | null;
  readonly read_at: Date | null;
  readonly poll_at: Date | null;
  readonly failures: number;
  readonly failing: FollowedChange['failing'];
}

/** Whether a row says of its system that nothing of it is looked at yet. A look that runs ends at its claim, and says no such thing. */
const paused = (row: string, now: string): string =>
  `${row}.claim is null and ${row}.failing ->> 'fault' = 'unauthorized' and ${row}.poll_at > ${now}`;

/** Looks at the same time at records of a system that does not answer. */
const LOOKS_AT_SILENT = 2;

/** Faults that no look mends. */
const TO_MEND = `('unauthorized', 'forbidden', 'misconfigured', 'fields-ignored')`;

const making = `case when making_until = 'infinity' then 'barred' when making_until > now() then 'busy' else 'free' end as is,
  case when making_until > now() and making_until < 'infinity' then ceil(extract(epoch from making_until - now()))::integer end as seconds`;

interface MakingRow {
  readonly is: MakingStanding['is'];
  readonly seconds: number | null;
}

const columns = 'plan, version, system, status, digest, number, read_at, poll_at, failures, failing';

/** Change records in PostgreSQL: events in the record, and in `lockstep.change_record` what is listed and when it is looked at. */
export class PostgresChangeRecords implements ChangeRecords {
  readonly events: EventStore;

  constructor(private readonly source: DataSource) {
    this.events = readAs(new PostgresEventStore(source), approvalEventTypes);
  }

  transact<Result>(plan: string, work: (events: EventStore) => Promise<Result>): Promise<Result> {
    return this.source.transaction(async (manager) => {
      const events = readAs(new PostgresEventStore(manager), approvalEventTypes);
      const result = await work(events);
      await project(manager, events, plan);
      return result;
    });
  }

  async find(plan: string): Promise<FollowedChange | undefined> {
    const rows = await this.source.query<Row[]>(`select ${columns} from lockstep.change_record where plan = $1`, [plan]);
    return rows.map(changeOf)[0];
  }

  async list({ limit, after, system, status }: ChangeRecordQuery): Promise<readonly FollowedChange[]> {
    const rows = await this.source.query<Row[]>(
      `select ${columns} from lockstep.change_record
       where ($2::text is null or plan > $2 collate "C") and ($3::text is null or system = $3) and ($4::text is null or status = $4)
       order by plan collate "C" limit $1`,
      [limit, after ?? null, system ?? null, status ?? null],
    );
    return rows.map(changeOf);
  }

  async listDue(now: string, limit: number): Promise<readonly DueRecord[]> {
    const rows = await this.source.query<{ plan: string; poll_at: Date }[]>(
      `with due as (
         select plan, poll_at, system, row_number() over (
           partition by system order by coalesce(failing ->> 'fault', '') = 'unauthorized' desc, poll_at, plan) as turn
         from lockstep.change_record where poll_at <= $1 and (claimed_until is null or claimed_until <= $1)
       ), silent as (
         select system, count(*) filter (where claimed_until > $1) as looks,
           bool_or(coalesce(failing ->> 'fault', '') = 'unauthorized') as refused,
           bool_or(coalesce(failing ->> 'fault', '') = 'unauthorized' and poll_at > $1) as paused
         from lockstep.change_record
         where system in (
           select system from lockstep.change_record
           where poll_at is not null and failing ->> 'fault' in ('unreachable', 'timed-out', 'server-error', 'too-many-requests', 'unauthorized')
         ) and poll_at is not null group by system
       )
       select plan, poll_at from due left join silent using (system)
       where looks is null or (not paused and turn + looks <= case when refused then 1 else $3 end) order by poll_at, plan limit $2`,
      [now, limit, LOOKS_AT_SILENT],
    );
    return rows.map(({ plan, poll_at }) => ({ plan, since: poll_at.toISOString() }));
  }

  async listUnrecorded(after: string, limit: number): Promise<readonly UnrecordedPlan[]> {
    const rows = await this.source.query<{ plan: string; version: string }[]>(
      `select a.plan, a.version from lockstep.approval a
       where a.plan > $1 collate "C" and a.status = 'open' and not exists (select from lockstep.change_record c where c.plan = a.plan)
       order by a.plan collate "C" limit $2`,
      [after, limit],
    );
    return rows.map(({ plan, version }) => ({ plan, version: Number(version) }));
  }

  async listFailing(failures: number, limit: number): Promise<readonly FollowedChange[]> {
    const rows = await this.source.query<Row[]>(
      `select ${columns} from lockstep.change_record
       where poll_at is not null and failing is not null and (failures >= $1 or failing ->> 'fault' in ${TO_MEND}) order by plan collate "C" limit $2`,
      [failures, limit],
    );
    return rows.map(changeOf);
  }

  async claim(plan: string, now: string, until: string): Promise<string | undefined> {
    const claim = randomUUID();
    const [rows] = await this.source.query<[unknown[], number]>(
      `update lockstep.change_record c set claim = $2, claimed_until = $4, poll_at = $4
       where plan = $1 and (claimed_until is null or claimed_until <= $3)
         and not exists (select from lockstep.change_record p where p.system = c.system and ${paused('p', '$3')}) returning plan`,
      [plan, claim, now, until],
    );
    return rows.length > 0 ? claim : undefined;
  }

  /** Whoever made it due during the look is not forgotten: a claim leaves its own end there. */
  async settle(plan: string, claim: string, { readAt, pollAt, failures, failing }: SettledLook): Promise<void> {
    await this.source.query(
      `update lockstep.change_record
       set read_at = coalesce($3, read_at), failures = $5, failing = $6, claim = null, claimed_until = null,
         poll_at = case when $4::timestamptz is not null and poll_at is distinct from claimed_until then poll_at else $4 end
       where plan = $1 and claim = $2`,
      [plan, claim, readAt ?? null, pollAt, failures, failing === null ? null : JSON.stringify(failing)],
    );
  }

  alone(system: string, plan: string, seconds: number, work: (lost: AbortSignal) => Promise<void>): Promise<'done' | 'busy'> {
    const { url } = this.source.options as { readonly url: string };
    return holdLock(url, ['change-record', `${system} ${plan}`], seconds, work);
  }

  async listHolders(system: string, number: string): Promise<readonly string[]> {
    const rows = await this.source.query<{ plan: string }[]>(
      `select plan from lockstep.change_record where system = $1 and number = $2 and status = 'open' order by plan collate "C"`,
      [system, number],
    );
    return rows.map(({ plan }) => plan);
  }

  async beginMaking(plan: string, seconds: number): Promise<MakingStanding> {
    const [marked] = await this.source.query<[unknown[], number]>(
      `update lockstep.change_record set making_until = now() + make_interval(secs => $2)
       where plan = $1 and (making_until is null or making_until <= now()) returning plan`,
      [plan, seconds],
    );
    return marked.length > 0 ? { is: 'free' } : this.findMaking(plan);
  }

  async findMaking(plan: string): Promise<MakingStanding> {
    const [row] = await this.source.query<MakingRow[]>(`select ${making} from lockstep.change_record where plan = $1`, [plan]);
    return row?.is === 'busy' ? { is: 'busy', seconds: row.seconds! } : { is: row?.is ?? 'free' };
  }

  async endMaking(plan: string): Promise<void> {
    await this.source.query('update lockstep.change_record set making_until = null where plan = $1', [plan]);
  }

  async barMaking(plan: string): Promise<void> {
    await this.source.query(`update lockstep.change_record set making_until = 'infinity' where plan = $1`, [plan]);
  }

  async unbarMaking(plan: string): Promise<void> {
    await this.source.query(`update lockstep.change_record set making_until = null where plan = $1 and making_until = 'infinity'`, [plan]);
  }

  /** Rows that somebody else writes are left alone: the one that was looked at holds off looks at all of them. */
  async pauseSystem(plan: string, system: string, until: string): Promise<void> {
    await this.source.query(
      `with own as materialized (
         select from lockstep.change_record where plan = $1 and claim is null and failing ->> 'fault' = 'unauthorized' and poll_at = $3 for update
       ), others as (
         select plan from lockstep.change_record
         where system = $2 and poll_at is not null and claim is null and exists (select from own) for update skip locked
       )
       update lockstep.change_record c set poll_at = greatest(poll_at, $3::timestamptz) from others o where c.plan = o.plan`,
      [plan, system, until],
    );
  }

  async makeSystemDue(system: string, now: string): Promise<void> {
    await this.source.query(
      `update lockstep.change_record set poll_at = $2, making_until = case when making_until < 'infinity' then making_until end
       where system = $1 and status in ('requested', 'open')`,
      [system, now],
    );
  }

  async makeDue(plan: string, now: string): Promise<void> {
    await this.source.query(
      `update lockstep.change_record c set poll_at = $2 where plan = $1 and status in ('requested', 'open')
         and not exists (select from lockstep.change_record p where p.system = c.system and ${paused('p', '$2')})`,
      [plan, now],
    );
  }

  /** Makes the list anew from the events. Each record is looked at at once, and none is made that was not to be made. */
  rebuildList(): Promise<number> {
    return rebuildList(this.source, {
      table: 'lockstep.change_record',
      streams: changeRecordStream(''),
      types: approvalEventTypes,
      kept: { column: 'making_until', by: 'plan' },
      project,
    });
  }
}

/**
 * Folded from the stream as it stands after the append, which holds the stream's head until the commit. One that has begun to be followed is due at once; one
 * that was opened by somebody else's look, too. One that has ended is done with by the look that ends it, which may have sign-offs to take back yet.
 */
async function project(manager: EntityManager, events: EventStore, plan: string): Promise<void> {
  const history = await events.readStream(changeRecordStream(plan));
  const state = foldChangeRecord(history);
  if (state.status === 'absent') return;
  const isLive = state.status === 'requested' || state.status === 'open';
  const { system, digest, number } = heldOf(state);
  await manager.query(
    `insert into lockstep.change_record (plan, version, system, status, digest, number, poll_at)
     values ($1, $2, $3, $4, $5, $6, case when $7 then now() end)
     on conflict (plan) do update set
       version = excluded.version,
       system = excluded.system,
       digest = excluded.digest,
       number = excluded.number,
       status = excluded.status,
       poll_at = case when $7 then coalesce(lockstep.change_record.poll_at, now()) else lockstep.change_record.poll_at end,
       read_at = case when lockstep.change_record.number is distinct from excluded.number then null else lockstep.change_record.read_at end
       where lockstep.change_record.version <= excluded.version`,
    [plan, history.length, system, state.status, digest, number, isLive],
  );
}

function heldOf(state: Exclude<ChangeRecordState, { status: 'absent' }>): { system: string; digest: string; number: string | null } {
  switch (state.status) {
    case 'requested':
      return { system: state.request.system, digest: state.request.digest, number: null };
    case 'open':
      return { system: state.system, digest: state.digest, number: state.reading.number };
    default:
      return { system: state.system, digest: state.digest, number: state.last?.number ?? null };
  }
}

const changeOf = (row: Row): FollowedChange => ({
  plan: row.plan,
  version: Number(row.version),
  system: row.system,
  status: row.status,
  digest: row.digest,
  number: row.number,
  readAt: row.read_at?.toISOString() ?? null,
  pollAt: row.poll_at?.toISOString() ?? null,
  failures: row.failures,
  failing: row.failing,
});
