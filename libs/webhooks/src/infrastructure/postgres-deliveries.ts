import type { DataSource } from 'typeorm';
import type {
  AfterAttempt,
  BegunAttempt,
  Deliveries,
  DeliveriesMeasure,
  Delivery,
  DeliveryOrder,
  DeliveryStatus,
} from '../application/deliveries.port.js';
import { type Attempt, PING } from '../domain/index.js';
import { addDeliveries } from './add-deliveries.js';

interface DeliveryRow {
  readonly id: string;
  readonly number: string;
  readonly webhook: string;
  readonly message: string;
  readonly type: string;
  readonly subject: string;
  readonly position: string;
  readonly body: string;
  readonly status: DeliveryStatus;
  readonly attempts: readonly Attempt[];
  readonly created_at: Date;
  readonly next_at: Date | null;
  readonly ended_at: Date | null;
}

interface BegunRow {
  readonly id: string;
  readonly run: string;
  readonly webhook: string;
  readonly version: string;
  readonly url: string;
  readonly message: string;
  readonly type: string;
  readonly body: string;
  readonly made: number;
  readonly tries: number;
  readonly age: number;
}

interface MeasuredRow extends Omit<DeliveriesMeasure, 'webhooks'> {
  readonly working: number;
  readonly failing: number;
  readonly disabled: number;
}

/** How long something is somebody's alone: longer than an attempt may take, however slow the database is. */
const LEASE = `interval '60 seconds'`;
/** Of one webhook at a time: enough for a receiver that answers, and so few that dead ones do not take all places. */
const AT_ONCE = 4;
const KEPT_ATTEMPTS = 50;
const PRUNED_AT_ONCE = 1_000;

const columns = 'id, number, webhook, message, type, subject, position, body, status, attempts, created_at, next_at, ended_at';

/** Times are those of the database, so that the clocks of several workers do not matter. */
export class PostgresDeliveries implements Deliveries {
  constructor(private readonly source: DataSource) {}

  async add(order: DeliveryOrder): Promise<Delivery | undefined> {
    await this.source.transaction((manager) => addDeliveries(manager, [order]));
    const rows = await this.source.query<DeliveryRow[]>(
      `select ${columns} from lockstep.webhook_delivery where webhook = $1 and message = $2`,
      [order.webhook, order.message.id],
    );
    return rows.map(deliveryOf)[0];
  }

  async list(
    webhook: string,
    { limit, before, status }: { readonly limit: number; readonly before?: number; readonly status?: DeliveryStatus },
  ): Promise<readonly Delivery[]> {
    const rows = await this.source.query<DeliveryRow[]>(
      `select ${columns} from lockstep.webhook_delivery
       where webhook = $1 and ($2::bigint is null or number < $2) and ($3::text is null or status = $3) order by number desc limit $4`,
      [webhook, before ?? null, status ?? null, limit],
    );
    return rows.map(deliveryOf);
  }

  async find(webhook: string, id: string): Promise<Delivery | undefined> {
    const rows = await this.source.query<DeliveryRow[]>(`select ${columns} from lockstep.webhook_delivery where webhook = $1 and id = $2`, [
      webhook,
      id,
    ]);
    return rows.map(deliveryOf)[0];
  }

  async repeat(webhook: string, id: string): Promise<'repeated' | 'running' | 'absent'> {
    const [repeated] = await this.source.query<[unknown[], number]>(
      `update lockstep.webhook_delivery set status = 'pending', tries = 0, asked_at = now(), next_at = now(), ended_at = null, handed_until = null
       where webhook = $1 and id = $2 and (run is null or run_until <= now()) returning id`,
      [webhook, id],
    );
    if (repeated.length > 0) return 'repeated';
    return (await this.find(webhook, id)) === undefined ? 'absent' : 'running';
  }

  async hand(): Promise<readonly { readonly id: string; readonly ticket: string }[]> {
    const [rows] = await this.source.query<[{ id: string; ticket: string }[], number]>(
      `with busy as (
         select webhook, count(*) as open from lockstep.webhook_delivery where status = 'pending' and handed_until > now() group by webhook
       ), due as (
         select d.id from lockstep.webhook w
         left join lockstep.webhook_health h on h.webhook = w.id
         left join busy b on b.webhook = w.id
         cross join lateral (
           select d.id from lockstep.webhook_delivery d
           where d.webhook = w.id and (w.disabled is null or d.type = $2) and d.status = 'pending' and d.next_at <= now()
             and (d.handed_until is null or d.handed_until <= now())
           order by d.next_at, d.number
           limit greatest(0, case when h.failing_since is null then $1::integer else 1 end - coalesce(b.open, 0))
         ) d
       )
       update lockstep.webhook_delivery d set handed_until = now() + ${LEASE} from due
       where d.id = due.id and d.status = 'pending' and (d.handed_until is null or d.handed_until <= now())
       returning d.id, (extract(epoch from d.handed_until) * 1000)::bigint::text as ticket`,
      [AT_ONCE, PING],
    );
    return rows;
  }

  async begin(id: string): Promise<BegunAttempt | undefined> {
    const [rows] = await this.source.query<[BegunRow[], number]>(
      `update lockstep.webhook_delivery d set run = gen_random_uuid(), run_until = now() + ${LEASE}
       from lockstep.webhook w
       where d.id = $1 and w.id = d.webhook and (w.disabled is null or d.type = $2) and d.status = 'pending' and d.next_at <= now() and (d.run is null or d.run_until <= now())
       returning d.id, d.run, d.webhook, w.version, w.content ->> 'url' as url, d.message, d.type, d.body, d.made, d.tries,
         extract(epoch from now() - d.asked_at)::float8 as age`,
      [id, PING],
    );
    return rows.map(({ version, message, made, ...row }) => ({
      ...row,
      webhookVersion: Number(version),
      messageId: message,
      attempts: made,
    }))[0];
  }

  async end(
    { id, run, webhook }: BegunAttempt,
    attempt: Attempt,
    after: AfterAttempt,
    counts: 'accepted' | 'failed' | 'not-at-all',
  ): Promise<{ readonly failingSince: string | null }> {
    return this.source.transaction(async (manager) => {
      // One that was cancelled meanwhile stays so, unless it has arrived.
      const [ended] = await manager.query<[unknown[], number]>(
        `update lockstep.webhook_delivery set run = null, run_until = null, handed_until = null, made = made + 1, tries = tries + 1,
           attempts = (select coalesce(json_agg(kept order by place), '[]') from (
             select kept, place from json_array_elements(attempts) with ordinality as old (kept, place) where place > json_array_length(attempts) - $3
             union all select $4::json, 1000000) as all_of_them),
           status = case when status = 'cancelled' and $5 <> 'delivered' then status else $5 end,
           next_at = case when status = 'cancelled' or $6::float8 is null then null else now() + make_interval(secs => $6) end,
           ended_at = case when status = 'cancelled' then ended_at when $6 is null then now() end
         where id = $1 and run = $2 returning id`,
        [id, run, KEPT_ATTEMPTS - 1, JSON.stringify(attempt), after.status, after.status === 'pending' ? after.delay : null],
      );
      if (ended.length === 0 || counts === 'not-at-all') return { failingSince: null };
      const [health] = await manager.query<{ failing_since: Date | null }[]>(
        `insert into lockstep.webhook_health as h (webhook, failing_since, last_accepted_at)
         select w.id, case when $2 = 'failed' then $3::timestamptz end, case when $2 = 'accepted' then $3::timestamptz end
         from lockstep.webhook w where w.id = $1
         on conflict (webhook) do update set
           failing_since = case when $2 = 'failed' then coalesce(h.failing_since, excluded.failing_since) end,
           last_accepted_at = coalesce(excluded.last_accepted_at, h.last_accepted_at)
         returning failing_since`,
        [webhook, counts, attempt.at],
      );
      return { failingSince: health?.failing_since?.toISOString() ?? null };
    });
  }

  async release({ id, run }: BegunAttempt): Promise<void> {
    await this.source.query(
      'update lockstep.webhook_delivery set run = null, run_until = null, handed_until = null where id = $1 and run = $2',
      [id, run],
    );
  }

  async listBehind(
    most: number,
  ): Promise<readonly { readonly webhook: string; readonly webhookVersion: number; readonly pending: number }[]> {
    const rows = await this.source.query<{ webhook: string; version: string; pending: string }[]>(
      `select w.id as webhook, w.version, count(*) as pending from lockstep.webhook w
       join lockstep.webhook_delivery d on d.webhook = w.id and d.status = 'pending'
       where w.disabled is null group by w.id having count(*) > $1 order by w.id`,
      [most],
    );
    return rows.map(({ webhook, version, pending }) => ({ webhook, webhookVersion: Number(version), pending: Number(pending) }));
  }

  async measure(): Promise<DeliveriesMeasure> {
    const [row] = await this.source.query<MeasuredRow[]>(
      `select w.working, w.failing, w.disabled, d.pending, d.oldest, d.overdue from (
         select count(*) filter (where w.disabled is null and h.failing_since is null)::int as working,
           count(*) filter (where w.disabled is null and h.failing_since is not null)::int as failing,
           count(*) filter (where w.disabled is not null)::int as disabled
         from lockstep.webhook w left join lockstep.webhook_health h on h.webhook = w.id
       ) w, (
         select count(*)::int as pending, coalesce(extract(epoch from now() - min(asked_at)), 0)::float8 as oldest,
           greatest(0, extract(epoch from now() - min(next_at) filter (where h.failing_since is null and (run is null or run_until <= now()))))::float8
             as overdue
         from lockstep.webhook_delivery d left join lockstep.webhook_health h on h.webhook = d.webhook where d.status = 'pending'
       ) d`,
    );
    const { working, failing, disabled, ...deliveries } = row!;
    return { webhooks: { working, failing, disabled }, ...deliveries };
  }

  async prune({ days, count }: { readonly days: number; readonly count: number }): Promise<number> {
    const [rows] = await this.source.query<[unknown[], number]>(
      `with surplus as (
         select w.id, (select d.number from lockstep.webhook_delivery d where d.webhook = w.id order by d.number desc offset $2 limit 1) as number
         from lockstep.webhook w
       )
       delete from lockstep.webhook_delivery where id in (
         select d.id from lockstep.webhook_delivery d left join surplus s on s.id = d.webhook
         where d.status <> 'pending' and (d.ended_at < now() - make_interval(days => $1) or d.number <= s.number) limit $3
       ) returning id`,
      [days, count, PRUNED_AT_ONCE],
    );
    return rows.length;
  }
}

const deliveryOf = (row: DeliveryRow): Delivery => ({
  id: row.id,
  webhook: row.webhook,
  number: Number(row.number),
  messageId: row.message,
  type: row.type,
  subject: row.subject,
  position: Number(row.position),
  status: row.status,
  createdAt: row.created_at.toISOString(),
  nextAttemptAt: row.next_at?.toISOString() ?? null,
  endedAt: row.ended_at?.toISOString() ?? null,
  attempts: row.attempts,
  body: row.body,
});
