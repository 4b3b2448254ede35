import type { RecordedEvent } from '@lockstep/event-store';
import type { KeptFinding } from '@lockstep/fleet';
import { type Message, newsOf, publish, renderCloudEvent, selects, standingOf } from '../domain/index.js';
import type { DeliveryOrder } from './deliveries.port.js';
import { followedEventTypes } from './followed-event-types.js';
import type { WebhookFollowing } from './webhook-following.port.js';
import type { RecordedWebhook, WebhookRecord } from './webhook-record.port.js';

/** Findings, as fleet keeps them. */
export interface FindingSource {
  /** Another `eventId`: something may have changed. */
  findStanding(): Promise<{ readonly eventId: string } | undefined>;
  /** In the order of `changed` and id. */
  listChanged(after: { readonly position: number; readonly id: string }, limit: number): Promise<readonly KeptFinding[]>;
}

/** The upgrade domain of a plan, by its NSX manager; null: the whole fleet; undefined: there is no such plan. */
export interface PlanDomains {
  findDomain(plan: string): Promise<string | null | undefined>;
}

/** An event, or the last change of a finding. */
export type Unpublishable = Pick<RecordedEvent, 'id' | 'position' | 'stream' | 'type'>;

const PAGE = 500;

/**
 * Makes a delivery of everything that the catalogue publishes, for every webhook that wants it. Deliveries and how far one got are written together, so each
 * exists once, whoever follows at the same time, and whoever is killed. Webhooks are read after the events: one that was there when an event was recorded
 * is told of it.
 */
export class FollowRecord {
  /** Up to which event of the record the findings were looked at by this process: until another one is folded nothing can have changed. */
  private seen: string | undefined;

  constructor(
    private readonly following: WebhookFollowing,
    private readonly webhooks: Pick<WebhookRecord, 'listEnabled'>,
    private readonly findings: FindingSource,
    private readonly plans: PlanDomains,
    /** Called once for what does not fit its schema in the catalogue: no webhook is told of it, and the others go on. */
    private readonly unpublishable: (of: Unpublishable, error: unknown) => void,
  ) {}

  /** Up to the end of the record. Resolves with how many deliveries were made. */
  async followEvents(): Promise<number> {
    let made = 0;
    for (let ended = false; !ended;) {
      const from = await this.following.findRecord();
      if (from === undefined) return made;
      const page = await this.following.readRecord(from);
      ({ ended } = page);
      if (page.cursor === from.at) return made;
      const [messages, failed] = each(followedEventTypes.read(page.events), (event) => publish(event) ?? []);
      const orders = await this.address(messages);
      if ((await this.following.advanceRecord(from, page.cursor, orders)) === 'moved') return made;
      for (const [{ id, position, stream, type }, error] of failed) this.unpublishable({ id, position, stream, type }, error);
      made += orders.length;
    }
    return made;
  }

  async followFindings(): Promise<number> {
    let from = await this.following.findFindings();
    if (from === undefined) return 0;
    const standing = (await this.findings.findStanding())?.eventId;
    if (standing === this.seen) return 0;
    let made = 0;
    for (let after = { position: from.at, id: '' }; ;) {
      const page = await this.findings.listChanged(after, PAGE);
      const last = page.at(-1);
      if (last === undefined) break;
      const { news, told, failed } = await this.compare(page);
      const orders = await this.address(news);
      if (told.size > 0 || last.changed > from.at) {
        if ((await this.following.advanceFindings(from, last.changed, told, orders)) === 'moved') return made;
        for (const [{ id, changed }, error] of failed)
          this.unpublishable({ id, position: changed, stream: `finding-${id}`, type: 'a finding' }, error);
        from = { at: last.changed, round: from.round + 1 };
        made += orders.length;
      }
      if (page.length < PAGE) break;
      after = { position: last.changed, id: last.id };
    }
    this.seen = standing;
    return made;
  }

  private async compare(page: readonly KeptFinding[]) {
    const before = await this.following.findTold(page.map(({ id }) => id));
    const changed = page.flatMap((kept) => {
      const [told, now] = [before.get(kept.id) ?? null, standingOf(kept)];
      return now === null || (told?.opened === now.opened && told.state === now.state) ? [] : [{ kept, told, now }];
    });
    const [news, failed] = each(changed, ({ kept, told }) => newsOf(kept, told));
    return {
      news,
      told: new Map(changed.map(({ kept, now }) => [kept.id, now])),
      failed: failed.map(([{ kept }, error]) => [kept, error] as const),
    };
  }

  private async address(messages: readonly Message[]): Promise<readonly DeliveryOrder[]> {
    if (messages.length === 0) return [];
    const webhooks = await this.webhooks.listEnabled();
    const domains = await this.findDomains(webhooks, messages);
    return messages.flatMap((message) => {
      const body = renderCloudEvent(message);
      return webhooks
        .filter((webhook) => selects(webhook, message, (plan) => domains.get(plan)))
        .map(({ id }) => ({ webhook: id, message, body }));
    });
  }

  /** Only where somebody asks for it. */
  private async findDomains(
    webhooks: readonly RecordedWebhook[],
    messages: readonly Message[],
  ): Promise<ReadonlyMap<string, string | null | undefined>> {
    const domains = new Map<string, string | null | undefined>();
    if (webhooks.every((webhook) => webhook.domains === null)) return domains;
    for (const { about } of messages)
      if (about !== null && 'plan' in about && !domains.has(about.plan)) domains.set(about.plan, await this.plans.findDomain(about.plan));
    return domains;
  }
}

/** What comes of each, and those of which nothing comes because they are not as they should be. */
function each<Item>(
  items: readonly Item[],
  work: (item: Item) => Message | readonly Message[],
): readonly [readonly Message[], readonly (readonly [Item, unknown])[]] {
  const failed: [Item, unknown][] = [];
  const messages = items.flatMap((item) => {
    try {
      return work(item);
    } catch (error) {
      failed.push([item, error]);
      return [];
    }
  });
  return [messages, failed];
}
