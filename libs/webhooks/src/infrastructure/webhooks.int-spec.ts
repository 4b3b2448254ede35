import { randomUUID } from 'node:crypto';
import { beginning, newEventId } from '@lockstep/event-store';
import { PostgresEventStore } from '@lockstep/event-store/postgres';
import type { KeptFinding } from '@lockstep/fleet/domain';
import { ConnectorSecrets, readSecretKeys } from '@lockstep/platform';
import { createMigratedDatabase, type MigratedDatabase } from '@lockstep/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DisableWebhooksBehind } from '../application/disable-webhooks-behind.use-case.js';
import { FollowRecord, type Unpublishable } from '../application/follow-record.use-case.js';
import { Webhooks } from '../application/webhooks.use-case.js';
import type { Attempt, WebhookContent } from '../domain/index.js';
import { freshSigningSecret } from './fresh-secret.js';
import { KeptSigningSecrets } from './kept-signing-secrets.js';
import { PostgresDeliveries } from './postgres-deliveries.js';
import { PostgresWebhookFollowing } from './postgres-webhook-following.js';
import { PostgresWebhookRecord } from './postgres-webhook-record.js';

const actor = 'token:test';
const content: WebhookContent = { url: 'https://a.example/', description: 'a', events: ['*'], domains: null };

let database: MigratedDatabase;
let record: PostgresWebhookRecord;
let deliveries: PostgresDeliveries;
let following: PostgresWebhookFollowing;
let webhooks: Webhooks;
let signing: KeptSigningSecrets;
const findings: KeptFinding[] = [];
const unpublishable: Unpublishable[] = [];
const domains = new Map<string, string | null>();

beforeAll(async () => {
  database = await createMigratedDatabase();
  deliveries = new PostgresDeliveries(database.source);
  following = new PostgresWebhookFollowing(database.source);
  const secrets = new ConnectorSecrets(database.source, await readSecretKeys(Buffer.alloc(32, 7).toString('base64')));
  signing = new KeptSigningSecrets(secrets);
  record = new PostgresWebhookRecord(database.source, signing);
  webhooks = new Webhooks(record, following, deliveries, {
    now: () => new Date().toISOString(),
    freshSecret: freshSigningSecret,
    freshId: randomUUID,
  });
});
afterAll(() => database?.drop());

/** As a worker has it; findings are those of the list. */
const follower = () =>
  new FollowRecord(
    following,
    record,
    {
      findStanding: async () => ({ eventId: JSON.stringify(findings) }),
      listChanged: async (after, limit) =>
        findings
          .filter(({ changed, id }) => changed > after.position || (changed === after.position && id > after.id))
          .toSorted((a, b) => a.changed - b.changed || (a.id < b.id ? -1 : 1))
          .slice(0, limit),
    },
    { findDomain: async (plan) => domains.get(plan) },
    (one) => void unpublishable.push(one),
  );
const query = <Row>(sql: string, parameters: unknown[] = []) => database.source.query<Row[]>(sql, parameters);
const messagesOf = async (webhook: string) =>
  (await deliveries.list(webhook, { limit: 500 })).map(({ messageId }) => messageId).toReversed();

/** Transactions in other databases of the server hold readers back, too. */
async function readable(): Promise<void> {
  const store = new PostgresEventStore(database.source);
  const [newest] = await query<{ id: string }>('select id from event_store.event order by position desc limit 1');
  await expect
    .poll(async () => (await store.readAll(beginning, 10_000)).events.map(({ id }) => id), { timeout: 30_000 })
    .toContain(newest!.id);
}

async function follow(): Promise<void> {
  await readable();
  await follower().followEvents();
}

async function tell(plan: string = randomUUID(), store = new PostgresEventStore(database.source)): Promise<string> {
  const id = newEventId();
  await store.append(`plan-${plan}`, 0, [{ id, type: 'PlanWithdrawn', data: { reason: 'x' }, actor }]);
  return id;
}

const moment = (position: number) => ({ position, at: new Date(Date.UTC(2026, 0, 1, 0, 0, position * 10)).toISOString() });
function finding(id: string, changed: number, ...spells: readonly (readonly [number, number | null])[]): KeptFinding {
  const fact = { subjects: 'cluster', statement: null, sources: [], detail: null } as const;
  return {
    id,
    nsxManager: null,
    topic: { kind: 'unknown-version', of: 'cluster', component: 'vkr' },
    fact,
    nodes: spells.at(-1)?.[1] === null ? 1 : 0,
    spells: spells.map(([opened, closed]) => ({
      opened: moment(opened),
      closed: closed === null ? null : moment(closed),
      last: closed === null ? null : { nsxManager: null, fact },
    })),
    forgetful: false,
    acknowledgements: [],
    changed,
  };
}

describe('following', () => {
  it('does nothing before there is a webhook, and begins with what is recorded after it', async () => {
    const before = [await tell()];
    expect(await follower().followEvents()).toBe(0);
    expect(await follower().followFindings()).toBe(0);
    // Kept before there is a webhook, as the projection keeps it.
    const known = finding('known', 3, [1, null]);
    await query(`insert into lockstep.finding (id, kind, rank, open, changed, kept) values ('known', 'x', 1, true, 3, $1)`, [
      JSON.stringify(known),
    ]);
    findings.push(known);
    // Begun to be written before, and committed after: with a place in the record before what is committed meanwhile, and held back from readers.
    const other = database.source.createQueryRunner();
    await other.startTransaction();
    const late = await tell(randomUUID(), new PostgresEventStore(other.manager));
    before.push(await tell(), await tell());
    await webhooks.create('a', content, { actor });
    expect(await follower().followEvents()).toBe(0);
    await other.commitTransaction();
    await other.release();
    const after = await tell();
    await follow();
    await follower().followFindings();
    const messages = await messagesOf('a');
    expect(messages).toEqual(expect.arrayContaining([late, after]));
    expect(await query(`select place from lockstep.webhook_following where follows = 'record'`)).toEqual([
      { place: expect.stringMatching(/^\d+\.\d+$/) },
    ]);
    expect(messages.filter((id) => before.includes(id))).toEqual([]);
    expect(messages.filter((id) => id.startsWith('known'))).toEqual([]);
  });

  it('makes one delivery of each event, however many follow at once', async () => {
    await webhooks.create('b', { ...content, events: ['dev.lockstep.plan.*'] }, { actor });
    await follow();
    const told: string[] = [];
    for (let round = 0; round < 8; round++) {
      told.push(...(await Promise.all([tell(), tell(), tell()])));
      await Promise.all(Array.from({ length: 4 }, () => follower().followEvents()));
    }
    await follow();
    expect((await messagesOf('b')).toSorted()).toEqual(told.toSorted());
  });

  it('tells of findings as they open and close, once, however many follow at once', async () => {
    const ofFindings = async () => (await messagesOf('a')).filter((id) => /-(opened|closed)-/.test(id));
    const change = async (...changed: readonly KeptFinding[]) => {
      for (const one of changed) findings.splice(findings.findIndex(({ id }) => id === one.id) >>> 0, 1, one);
      await Promise.all(Array.from({ length: 3 }, () => follower().followFindings()));
      await follower().followFindings();
    };
    await change(finding('known', 7, [1, 7]), finding('new', 7, [5, null]));
    expect((await ofFindings()).toSorted()).toEqual(['known-closed-7', 'new-opened-5']);
    // At the same position as before: recorded later, with a lower position of its own.
    await change(finding('late', 7, [6, null]));
    await change(finding('known', 9, [1, 7], [8, 9]));
    expect((await ofFindings()).toSorted()).toEqual([
      'known-closed-7',
      'known-closed-9',
      'known-opened-8',
      'late-opened-6',
      'new-opened-5',
    ]);
  });

  it('makes no delivery for a webhook that is being disabled', async () => {
    await webhooks.create('resting', content, { actor });
    await follow();
    await tell();
    await readable();
    const followed = await database.source.transaction(async (manager) => {
      await manager.query(`update lockstep.webhook set disabled = '{"cause": "person", "reason": "x"}' where id = 'resting'`);
      const working = follower().followEvents();
      await expect
        .poll(() => query(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`), {
          timeout: 20_000,
        })
        .toHaveLength(1);
      return { working };
    });
    await followed.working;
    expect(await deliveries.list('resting', { limit: 10, status: 'pending' })).toEqual([]);
    await webhooks.remove('resting', { actor });
  });

  it('goes on past an event that does not fit, and says so', async () => {
    const before = newEventId();
    const bad = { id: before, type: 'PlanWithdrawn', data: { reason: 7 }, actor };
    await new PostgresEventStore(database.source).append(`plan-${randomUUID()}`, 0, [bad]);
    const after = await tell();
    await Promise.all(Array.from({ length: 4 }, () => follower().followEvents()));
    await follow();
    expect(await messagesOf('b')).toContain(after);
    expect(await messagesOf('b')).not.toContain(before);
    expect(unpublishable).toMatchObject([{ id: before, type: 'PlanWithdrawn', position: expect.any(Number) }]);
  });

  it('goes on past a finding that does not fit, and says so', async () => {
    const [bad, good] = [finding('bad', 20, [20, null]), finding('good', 20, [20, null])];
    findings.push({ ...bad, nsxManager: 7 as unknown as string }, good);
    await follower().followFindings();
    await follower().followFindings();
    expect((await messagesOf('a')).filter((id) => /^(bad|good)-/.test(id))).toEqual(['good-opened-20']);
    expect(unpublishable.slice(1)).toEqual([{ id: 'bad', position: 20, stream: 'finding-bad', type: 'a finding' }]);
    findings.splice(-2);
  });

  it('asks for upgrade domains where somebody wants one alone', async () => {
    await webhooks.create('c', { ...content, domains: ['nsx-1'] }, { actor });
    const [here, there, whole] = [randomUUID(), randomUUID(), randomUUID()];
    domains.set(here, 'nsx-1').set(there, 'nsx-2').set(whole, null);
    await follow();
    const told = [await tell(here), await tell(there), await tell(whole)];
    await follow();
    expect(await messagesOf('c')).toEqual([told[0], told[2]]);
  });
});

it('each secret that rotations at the same time have answered with signs', async () => {
  const rotated = await Promise.all(Array.from({ length: 3 }, () => webhooks.rotate('b', 60, { actor })));
  const answered = rotated.flatMap((outcome) => (outcome.outcome === 'recorded' ? [outcome.secret] : []));
  expect(answered).toHaveLength(3);
  expect((await signing.read('b')).map(({ secret }) => secret)).toEqual(expect.arrayContaining(answered));
});

it('what is recorded of a webhook and its secrets are kept together, or neither is', async () => {
  const [{ version }, kept] = [(await record.find('b'))!, await signing.read('b')];
  await query('alter table lockstep.connector_secret add constraint full_up check (false) not valid');
  await expect(webhooks.rotate('b', 60, { actor })).rejects.toThrow('full_up');
  await expect(webhooks.create('unkept', content, { actor })).rejects.toThrow('full_up');
  await query('alter table lockstep.connector_secret drop constraint full_up');
  expect([(await record.find('b'))!.version, await signing.read('b'), await record.find('unkept')]).toEqual([version, kept, undefined]);
});

it('nobody is pinged whose webhook is gone', async () => {
  expect(await webhooks.test('gone', actor)).toBeUndefined();
});

it('the list of webhooks can be made anew from their events, and leaves deliveries as they are', async () => {
  await webhooks.create('removed', content, { actor });
  await webhooks.remove('removed', { actor });
  const [before, made] = [await record.list({ limit: 10 }), await deliveries.list('a', { limit: 10 })];
  await query('delete from lockstep.webhook');
  // Two were removed: their streams are there all the same.
  expect(await PostgresWebhookRecord.rebuildList(database.source)).toBe(before.length + 2);
  expect(await record.list({ limit: 10 })).toEqual(before);
  expect(await deliveries.list('a', { limit: 10 })).toEqual(made);
});

it('more webhooks may change at once than there are connections', async () => {
  const ids = Array.from({ length: 24 }, (_, number) => `many-${number}`);
  await Promise.all(ids.map((id) => webhooks.create(id, { ...content, events: ['dev.lockstep.matrix.*'] }, { actor })));
  expect(await Promise.all(ids.map(async (id) => (await signing.read(id)).length))).toEqual(ids.map(() => 1));
  await Promise.all(ids.map((id) => webhooks.remove(id, { actor })));
  expect((await Promise.all(ids.map((id) => signing.read(id)))).flat()).toEqual([]);
});

describe('deliveries', () => {
  const refused: Attempt = {
    number: 1,
    at: '2026-01-01T00:00:00Z',
    milliseconds: 1,
    outcome: 'refused',
    status: 500,
    detail: null,
    response: '',
  };
  const ended = (id: string, number = 1) => ({ ...refused, number, at: new Date().toISOString(), id }) as Attempt;

  it('are handed out once, four of a webhook that answers and one of a webhook that fails, and again when nobody ended them in time', async () => {
    await query('delete from lockstep.webhook_delivery');
    for (let turn = 0; turn < 6; turn++) await tell();
    await follow();
    await query(`insert into lockstep.webhook_health (webhook, failing_since) values ('b', now())`);
    const handed = (await Promise.all([deliveries.hand(), deliveries.hand()])).flat();
    const counts = await query<{ webhook: string; count: number }>(
      `select webhook, count(*)::integer as count from lockstep.webhook_delivery where id = any ($1::uuid[]) group by 1 order by 1`,
      [handed.map(({ id }) => id)],
    );
    expect(counts).toEqual([
      { webhook: 'a', count: 4 },
      { webhook: 'b', count: 1 },
    ]);
    expect(new Set(handed.map(({ id }) => id)).size).toBe(handed.length);
    expect(await deliveries.hand()).toEqual([]);
    await query(`update lockstep.webhook_delivery set handed_until = now() - interval '1 second'`);
    expect((await deliveries.hand()).map(({ id }) => id).toSorted()).toEqual(handed.map(({ id }) => id).toSorted());
  });

  it('are measured: how many are pending, for how long, and how long none was begun that is due at a webhook which answers', async () => {
    const none = {
      webhooks: { working: 2, failing: 1, disabled: 0 },
      pending: 12,
      oldest: expect.any(Number),
      overdue: expect.any(Number),
    };
    expect(await deliveries.measure()).toEqual(none);
    await query(
      `update lockstep.webhook_delivery set asked_at = now() - interval '2 hours', next_at = now() - interval '1 hour' where webhook = 'b'`,
    );
    await query(`update lockstep.webhook_delivery set next_at = now() - interval '10 minutes' where webhook = 'a'`);
    const { oldest, overdue } = await deliveries.measure();
    expect([Math.round(oldest / 60), Math.round(overdue / 60)]).toEqual([120, 10]);
  });

  it('are begun by one alone, and by another when that one has died', async () => {
    const [{ id }] = (await query<{ id: string }>(`select id from lockstep.webhook_delivery where status = 'pending' limit 1`)) as [
      { id: string },
    ];
    const begun = (await Promise.all(Array.from({ length: 4 }, () => deliveries.begin(id)))).filter((one) => one !== undefined);
    expect(begun).toHaveLength(1);
    await query(`update lockstep.webhook_delivery set run_until = now() - interval '1 second' where id = $1`, [id]);
    const again = (await deliveries.begin(id))!;
    await deliveries.end(begun[0]!, ended(id), { status: 'delivered' }, 'accepted');
    expect((await deliveries.find(again.webhook, id))!).toMatchObject({ status: 'pending', attempts: [] });
    await deliveries.end(again, ended(id), { status: 'pending', delay: 3_600 }, 'failed');
    expect(await deliveries.begin(id)).toBeUndefined();
    const { nextAttemptAt } = (await deliveries.find(again.webhook, id))!;
    expect(Math.abs(Date.parse(nextAttemptAt!) - Date.now() - 3_600_000)).toBeLessThan(60_000);
  });

  it('keep their newest 50 attempts, and count all', async () => {
    const delivery = (await deliveries.list('a', { limit: 1 }))[0]!;
    for (let number = 1; number <= 53; number++) {
      const begun = (await deliveries.begin(delivery.id))!;
      await deliveries.end(begun, ended(delivery.id, begun.attempts + 1), { status: 'pending', delay: 0 }, 'not-at-all');
    }
    const { attempts } = (await deliveries.find('a', delivery.id))!;
    expect([attempts.length, attempts[0]!.number, attempts.at(-1)!.number]).toEqual([50, 4, 53]);
  });

  it('that run while their webhook is disabled stay cancelled, unless they have arrived', async () => {
    const open = (await deliveries.list('a', { limit: 10, status: 'pending' })).slice(0, 2);
    const begun = [];
    for (const { id } of open) begun.push((await deliveries.begin(id))!);
    await webhooks.disable('a', { cause: 'gone', reason: 'x' }, { actor });
    await deliveries.end(begun[0]!, ended(open[0]!.id), { status: 'pending', delay: 1 }, 'failed');
    await deliveries.end(begun[1]!, ended(open[1]!.id), { status: 'delivered' }, 'accepted');
    const statuses = await Promise.all(open.map(async ({ id }) => (await deliveries.find('a', id))!.status));
    expect(statuses).toEqual(['cancelled', 'delivered']);
    expect(await deliveries.list('a', { limit: 10, status: 'pending' })).toEqual([]);
    expect((await deliveries.hand()).length).toBe(0);
    await tell();
    await follow();
    expect(await deliveries.list('a', { limit: 10, status: 'pending' })).toEqual([]);
  });

  it('are forgotten by age and by number once they have ended, never before', async () => {
    const open = (await deliveries.list('b', { limit: 500 })).length;
    await query(`update lockstep.webhook_delivery set ended_at = now() - interval '31 days' where id in (
      select id from lockstep.webhook_delivery where webhook = 'a' and status <> 'pending' order by number limit 2)`);
    const before = (await deliveries.list('a', { limit: 500 })).length;
    expect(await deliveries.prune({ days: 30, count: 1_000 })).toBe(2);
    expect(await deliveries.list('a', { limit: 500 })).toHaveLength(before - 2);
    await deliveries.prune({ days: 30, count: 1 });
    expect(await deliveries.list('a', { limit: 500 })).toHaveLength(1);
    expect(await deliveries.list('b', { limit: 500 })).toHaveLength(open);
  });

  it('that wait in too great a number disable their webhook, and no other', async () => {
    await webhooks.create('slow', content, { actor });
    for (let turn = 0; turn < 3; turn++) await tell();
    await follow();
    // Those of the tests before.
    await query(`update lockstep.webhook_delivery set status = 'failed', next_at = null where webhook <> 'slow' and status = 'pending'`);
    const waiting = (await deliveries.list('slow', { limit: 100, status: 'pending' })).length;
    const behind = async (most: number) => {
      await new DisableWebhooksBehind(deliveries, webhooks, most).execute();
      return (await record.list({ limit: 100 })).filter(({ disabled }) => disabled?.cause === 'behind').map(({ id }) => id);
    };
    expect(await behind(waiting)).toEqual([]);
    expect(await behind(waiting - 1)).toEqual(['slow']);
    expect((await record.find('slow'))!.disabled!.reason).toContain(`${waiting} deliveries wait for it`);
    expect(await deliveries.list('slow', { limit: 10, status: 'pending' })).toEqual([]);
    await webhooks.remove('slow', { actor });
  });
});
