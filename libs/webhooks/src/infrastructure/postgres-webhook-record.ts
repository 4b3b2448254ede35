import { type EventStore, readAs } from '@lockstep/event-store';
import { PostgresEventStore, rebuildList } from '@lockstep/event-store/postgres';
import type { DataSource, EntityManager } from 'typeorm';
import { webhookEventTypes } from '../application/followed-event-types.js';
import type { SigningSecrets } from '../application/signing-secrets.port.js';
import type { RecordedWebhook, WebhookRecord } from '../application/webhook-record.port.js';
import { type Disabling, PING, type WebhookContent, webhookDecider, type WebhookEvent, webhookStream } from '../domain/index.js';
import type { KeptSigningSecrets } from './kept-signing-secrets.js';

interface WebhookRow {
  readonly id: string;
  readonly version: string;
  readonly content: WebhookContent;
  readonly disabled: Disabling | null;
  readonly created_at: Date;
  readonly changed_at: Date;
  readonly failing_since: Date | null;
  readonly last_accepted_at: Date | null;
}

const select = `select w.id, w.version, w.content, w.disabled, w.created_at, w.changed_at, h.failing_since, h.last_accepted_at
  from lockstep.webhook w left join lockstep.webhook_health h on h.webhook = w.id`;

/** Webhooks in PostgreSQL: events in the record, the list in `lockstep.webhook`, written with them. */
export class PostgresWebhookRecord implements WebhookRecord {
  constructor(
    private readonly source: DataSource,
    private readonly signing: KeptSigningSecrets,
  ) {}

  transact<Result>(webhook: string, work: (events: EventStore, secrets: SigningSecrets) => Promise<Result>): Promise<Result> {
    return this.source.transaction(async (manager) => {
      const events = readAs(new PostgresEventStore(manager), webhookEventTypes);
      const result = await work(events, this.signing.within(manager));
      await project(manager, events, webhook);
      return result;
    });
  }

  async find(id: string): Promise<RecordedWebhook | undefined> {
    const rows = await this.source.query<WebhookRow[]>(`${select} where w.id = $1`, [id]);
    return rows.map(webhookOf)[0];
  }

  async list({ limit, after }: { readonly limit: number; readonly after?: string }): Promise<readonly RecordedWebhook[]> {
    const rows = await this.source.query<WebhookRow[]>(`${select} where $1::text is null or w.id > $1 order by w.id limit $2`, [
      after ?? null,
      limit,
    ]);
    return rows.map(webhookOf);
  }

  async listEnabled(): Promise<readonly RecordedWebhook[]> {
    return (await this.source.query<WebhookRow[]>(`${select} where w.disabled is null order by w.id`)).map(webhookOf);
  }

  /** Makes the list anew from the events. Deliveries stay. */
  static rebuildList(source: DataSource): Promise<number> {
    return rebuildList(source, { table: 'lockstep.webhook', streams: webhookStream(''), types: webhookEventTypes, project });
  }
}

/** Folded from the stream as it stands after the append, which holds the stream's head until the commit. */
async function project(manager: EntityManager, events: EventStore, id: string): Promise<void> {
  const history = await events.readStream(webhookStream(id));
  const state = history.reduce(
    (folded, event) => webhookDecider.evolve(folded, event as unknown as WebhookEvent),
    webhookDecider.initialState,
  );
  const last = history.at(-1);
  if (state.status === 'absent' || last === undefined) {
    await manager.query('delete from lockstep.webhook where id = $1', [id]);
    await manager.query('delete from lockstep.webhook_health where webhook = $1', [id]);
    await manager.query('delete from lockstep.webhook_delivery where webhook = $1', [id]);
    return;
  }
  const created = history.findLast(({ type }) => type === ('WebhookCreated' satisfies WebhookEvent['type']))!;
  await manager.query(
    `insert into lockstep.webhook (id, version, content, disabled, created_at, changed_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (id) do update set version = excluded.version, content = excluded.content, disabled = excluded.disabled,
       created_at = excluded.created_at, changed_at = excluded.changed_at`,
    [
      id,
      last.version,
      JSON.stringify(state.content),
      state.disabled && JSON.stringify(state.disabled),
      created.recordedAt,
      last.recordedAt,
    ],
  );
  if (state.disabled !== null)
    await manager.query(
      `update lockstep.webhook_delivery set status = 'cancelled', next_at = null, ended_at = now()
       where webhook = $1 and status = 'pending' and type <> $2`,
      [id, PING],
    );
  // Whoever enables it again has repaired it: how long it failed before does not count.
  if (last.type === ('WebhookEnabled' satisfies WebhookEvent['type']))
    await manager.query('update lockstep.webhook_health set failing_since = null where webhook = $1', [id]);
}

const webhookOf = (row: WebhookRow): RecordedWebhook => ({
  ...row.content,
  id: row.id,
  version: Number(row.version),
  disabled: row.disabled,
  createdAt: row.created_at.toISOString(),
  changedAt: row.changed_at.toISOString(),
  failingSince: row.failing_since?.toISOString() ?? null,
  lastAcceptedAt: row.last_accepted_at?.toISOString() ?? null,
});
