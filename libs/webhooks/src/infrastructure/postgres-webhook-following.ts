import type { Cursor } from '@lockstep/event-store';
import { findEnd, findEvents, type FoundEvents, isAfter } from '@lockstep/event-store/postgres';
import type { DataSource, EntityManager } from 'typeorm';
import type { DeliveryOrder } from '../application/deliveries.port.js';
import type { Told, ToldRecord, WebhookFollowing } from '../application/webhook-following.port.js';
import { followedEvents, type ToldFinding } from '../domain/index.js';
import { addDeliveries } from './add-deliveries.js';

const PAGE = 500;

/** `lockstep.webhook_following` and `lockstep.webhook_finding`. */
export class PostgresWebhookFollowing implements WebhookFollowing {
  constructor(private readonly source: DataSource) {}

  async ensure(): Promise<void> {
    const begun = await this.source.query<unknown[]>('select from lockstep.webhook_following');
    if (begun.length === 2) return;
    const { cursor, heldBack } = await findEnd(this.source, followedEvents);
    await this.source.query(`insert into lockstep.webhook_following (follows, place) values ('record', $1) on conflict do nothing`, [
      renderPlace(cursor, heldBack),
    ]);
    // One statement, so that it sees the findings as of one moment.
    await this.source.query(
      `with known as (
         select id, changed, open, (kept -> 'spells' -> -1 -> 'opened' ->> 'position')::bigint as opened from lockstep.finding
       ), begun as (
         insert into lockstep.webhook_following (follows, place) select 'findings', coalesce(max(changed), 0)::text from known
         on conflict do nothing returning follows
       )
       insert into lockstep.webhook_finding (finding, opened, state)
       select id, opened, case when open then 'open' else 'closed' end from known where opened is not null and exists (select from begun)
       on conflict do nothing`,
    );
  }

  async findRecord(): Promise<ToldRecord | undefined> {
    const found = await this.find('record');
    return found && { ...readPlace(found.place), round: found.round };
  }

  async findFindings(): Promise<Told<number> | undefined> {
    const found = await this.find('findings');
    return found && { at: Number(found.place), round: found.round };
  }

  async readRecord({ at, passed }: ToldRecord): Promise<FoundEvents> {
    const page = await findEvents(this.source, at, PAGE, followedEvents);
    return { ...page, events: page.events.filter(({ cursor }) => !passed.has(cursor)) };
  }

  advanceRecord({ round, passed }: ToldRecord, to: Cursor, orders: readonly DeliveryOrder[]): Promise<'advanced' | 'moved'> {
    const ahead = [...passed].filter((cursor) => isAfter(cursor, to));
    return this.advance('record', round, renderPlace(to, ahead), orders);
  }

  async findTold(findings: readonly string[]): Promise<ReadonlyMap<string, ToldFinding>> {
    const rows = await this.source.query<{ finding: string; opened: string; state: ToldFinding['state'] }[]>(
      'select finding, opened, state from lockstep.webhook_finding where finding = any ($1::text[])',
      [findings],
    );
    return new Map(rows.map(({ finding, opened, state }) => [finding, { opened: Number(opened), state }]));
  }

  advanceFindings(
    from: Told<number>,
    to: number,
    told: ReadonlyMap<string, ToldFinding>,
    orders: readonly DeliveryOrder[],
  ): Promise<'advanced' | 'moved'> {
    return this.advance('findings', from.round, String(to), orders, async (manager) => {
      await manager.query(
        `insert into lockstep.webhook_finding (finding, opened, state) select * from unnest($1::text[], $2::bigint[], $3::text[])
         on conflict (finding) do update set opened = excluded.opened, state = excluded.state`,
        [[...told.keys()], [...told.values()].map(({ opened }) => opened), [...told.values()].map(({ state }) => state)],
      );
    });
  }

  private async find(follows: 'record' | 'findings'): Promise<{ readonly place: string; readonly round: number } | undefined> {
    const rows = await this.source.query<{ place: string; round: string }[]>(
      'select place, round from lockstep.webhook_following where follows = $1',
      [follows],
    );
    return rows.map(({ place, round }) => ({ place, round: Number(round) }))[0];
  }

  private advance(
    follows: 'record' | 'findings',
    round: number,
    place: string,
    orders: readonly DeliveryOrder[],
    also: (manager: EntityManager) => Promise<void> = async () => {},
  ): Promise<'advanced' | 'moved'> {
    return this.source.transaction(async (manager) => {
      const [moved] = await manager.query<[unknown[], number]>(
        'update lockstep.webhook_following set place = $3, round = round + 1 where follows = $1 and round = $2 returning follows',
        [follows, round, place],
      );
      if (moved.length === 0) return 'moved';
      await addDeliveries(manager, orders);
      await also(manager);
      return 'advanced';
    });
  }
}

/** A cursor, and behind it, until it has come to them, those of events that are passed over. */
const renderPlace = (at: Cursor, passed: readonly Cursor[]): string => [at, ...passed].join(' ');
function readPlace(place: string): Pick<ToldRecord, 'at' | 'passed'> {
  const [at, ...passed] = place.split(' ') as [Cursor, ...Cursor[]];
  return { at, passed: new Set(passed) };
}
