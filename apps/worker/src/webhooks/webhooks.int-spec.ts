import { randomUUID } from 'node:crypto';
import { createMigratedDatabase, type MigratedDatabase, testRedisUrl } from '@lockstep/testing';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { answer, openGarbage, openReceiver, type Receiver, verified } from '../../test/webhook-receiver.js';
import { eventually, openWebhooks, type WebhooksUnderTest } from '../../test/webhooks-under-test.js';

const actor = 'token:test';
const open: { close(): Promise<void> }[] = [];
const receiver = async (...with_: Parameters<typeof openReceiver>): Promise<Receiver> => {
  const opened = await openReceiver(...with_);
  open.push(opened);
  return opened;
};
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

describeWebhooks('PostgreSQL', () => ({}));

describe.skipIf(testRedisUrl() === undefined)('with Redis', () => {
  describeWebhooks('Redis', () => ({ redisUrl: testRedisUrl()! }));
});

function describeWebhooks(backend: string, urls: () => { readonly redisUrl?: string }): void {
  describe(`webhooks, with jobs on ${backend}`, () => {
    const prefix = `lockstep-test-${randomUUID()}`;
    let database: MigratedDatabase;
    let hooks: WebhooksUnderTest;
    beforeAll(async () => {
      database = await createMigratedDatabase();
      hooks = await openWebhooks({
        databaseUrl: database.url,
        prefix,
        ...urls(),
      });
      await hooks.start();
    });
    afterEach(async () => {
      for (const { id } of await hooks.webhooks.list({ limit: 100 })) await hooks.webhooks.remove(id, { actor });
    });
    afterAll(async () => {
      await hooks?.close();
      if (urls().redisUrl !== undefined) await removeKeys(urls().redisUrl!, prefix);
      await database?.drop();
    });

    it('are sent what is recorded, signed so that the library of receivers takes it', async () => {
      const [a, b] = [await receiver(), await receiver()];
      const secret = await hooks.create('signed', { url: a.url, events: ['dev.lockstep.plan.*'] });
      await hooks.create('others', { url: b.url, events: ['dev.lockstep.matrix.*'] });
      const id = await hooks.tell('not needed');
      const [delivery] = await hooks.until('signed', 'delivered');
      const event = verified(a.received[0]!, secret);
      expect(event).toMatchObject({ id, specversion: '1.0', type: 'dev.lockstep.plan.withdrawn.v1', data: { reason: 'not needed' } });
      expect(a.received[0]!.headers).toMatchObject({
        'webhook-id': id,
        'content-type': expect.stringMatching(/^application\/cloudevents\+json/),
      });
      expect(delivery).toMatchObject({ messageId: id, position: Number(event.sequence), body: a.received[0]!.body });
      expect(delivery!.attempts).toMatchObject([{ number: 1, outcome: 'accepted', status: 204 }]);
      expect(() => verified({ ...a.received[0]!, body: a.received[0]!.body.replace('not needed', 'needed') }, secret)).toThrow('signature');
      expect(await hooks.list('others')).toEqual([]);
    });

    it('are sent it again, under the same id, until they accept it', async () => {
      const a = await receiver(answer(500, {}, 'out of \u0000 order'));
      const secret = await hooks.create('repaired', { url: a.url });
      const id = await hooks.tell('again');
      await eventually(() => a.received[1], 'a second attempt');
      a.will(answer(200));
      const [delivery] = await hooks.until('repaired', 'delivered');
      expect(new Set(a.received.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([id]));
      expect(new Set(a.received.map(({ body }) => body)).size).toBe(1);
      for (const one of a.received) verified(one, secret);
      expect(delivery!.attempts[0]).toMatchObject({ outcome: 'refused', status: 500, response: 'out of  order' });
      expect((await hooks.webhooks.find('repaired'))!.failingSince).toBeNull();
      await hooks.webhooks.remove('repaired', { actor });
      expect(await hooks.list('repaired')).toEqual([]);
    });

    it('that do not answer, answer wrongly or are not there hold up nobody else, and are given up', async () => {
      const dead = await Promise.all([
        receiver(() => {}),
        receiver(answer(301, { location: 'http://127.0.0.1:1/' })),
        receiver((response) => void response.destroy()),
        openGarbage().then((garbage) => (open.push(garbage), garbage)),
      ]);
      const gone = await openReceiver();
      await gone.close();
      const urls = [...dead, gone].map(({ url }) => url);
      for (const [index, url] of urls.entries()) await hooks.create(`dead-${index}`, { url });
      const alive = await receiver();
      await hooks.create('alive', { url: alive.url });
      await hooks.tell('news');
      await hooks.until('alive', 'delivered');
      expect((await hooks.list('dead-0')).filter(({ status }) => status === 'delivered')).toEqual([]);
      const details = ['timed-out', 'redirected', 'unreachable', '(unreadable-answer|unreachable)', 'unreachable'];
      for (const [index, kind] of details.entries()) {
        const [given] = await hooks.until(`dead-${index}`, 'failed');
        expect(given!.attempts).toHaveLength(3);
        expect(given!.attempts[0]).toMatchObject({ outcome: 'unanswered', status: null, detail: expect.stringMatching(`^${kind}: `) });
      }
    });

    it('that answer 410 are disabled at once, and the others hear of it', async () => {
      const [a, b] = [await receiver(answer(410)), await receiver()];
      const secret = await hooks.create('watching', { url: b.url });
      await hooks.create('gone', { url: a.url });
      await hooks.tell('to nobody');
      await hooks.until('gone', 'failed');
      await hooks.until('watching', 'delivered', 2);
      const heard = b.received.map((one) => verified(one, secret)).find(({ type }) => type === 'dev.lockstep.webhook.disabled.v1');
      expect(heard).toMatchObject({ data: { webhook: 'gone', cause: 'gone' } });
      expect(await hooks.webhooks.find('gone')).toMatchObject({ disabled: { cause: 'gone' } });
      await hooks.tell('unheard');
      await hooks.until('watching', 'delivered', 3);
      expect(await hooks.list('gone')).toHaveLength(1);
    });

    it('that accepted nothing for days are disabled when something is given up', async () => {
      const a = await receiver(answer(500));
      await hooks.create('failing', { url: a.url });
      await hooks.tell('first');
      await hooks.until('failing', 'failed');
      expect((await hooks.webhooks.find('failing'))!.disabled).toBeNull();
      await database.source.query(`update lockstep.webhook_health set failing_since = now() - interval '4 days' where webhook = 'failing'`);
      await hooks.tell('second');
      const disabled = await eventually(
        async () => (await hooks.webhooks.find('failing'))!.disabled ?? undefined,
        'the webhook to be disabled',
      );
      expect(disabled).toMatchObject({ cause: 'failing', reason: expect.stringContaining('every attempt since') });
      const { url, description, events, domains, version } = (await hooks.webhooks.find('failing'))!;
      a.will(answer(200));
      await hooks.webhooks.change('failing', { url, description, events, domains }, null, { actor, expectedVersion: version });
      expect(await hooks.webhooks.find('failing')).toMatchObject({ disabled: null, failingSince: null });
      await hooks.tell('third');
      await hooks.until('failing', 'delivered');
    });

    it('are signed with the old secret too until the overlap is over, and with the new one alone from then on', async () => {
      const a = await receiver();
      const old = await hooks.create('rotated', { url: a.url });
      const fresh = await hooks.rotate('rotated', 3_600);
      // By what it says: a message may come more than once.
      const sent = async (reason: string) => {
        await hooks.tell(reason);
        return eventually(() => a.received.find(({ body }) => body.includes(`"${reason}"`)), `the message "${reason}"`);
      };
      const both = await sent('both');
      expect(verified(both, old)).toEqual(verified(both, fresh));
      const last = await hooks.rotate('rotated', 0);
      const alone = await sent('the new one');
      verified(alone, last);
      expect(() => verified(alone, fresh)).toThrow('signature');
      // Its overlap goes on: a receiver may be two rotations behind.
      verified(alone, old);
    });

    it('are sent what was given up when somebody asks for it, under the same id', async () => {
      const a = await receiver(answer(503, { 'retry-after': '0' }));
      await hooks.create('redelivered', { url: a.url });
      await hooks.tell('late');
      const [given] = await hooks.until('redelivered', 'failed');
      a.will(answer(200));
      expect(await hooks.deliveries.repeat('redelivered', given!.id)).toBe('repeated');
      const [delivered] = await hooks.until('redelivered', 'delivered');
      expect(delivered).toMatchObject({ id: given!.id, messageId: given!.messageId, attempts: { length: 4 } });
      expect(a.received.at(-1)!.headers['webhook-id']).toBe(given!.messageId);
      expect(await hooks.deliveries.repeat('redelivered', randomUUID())).toBe('absent');
    });

    it('are pinged once when somebody tries them, disabled or not', async () => {
      const a = await receiver(answer(500));
      const secret = await hooks.create('pinged', { url: a.url, events: ['dev.lockstep.matrix.*'] });
      const { version, url, description, events, domains } = (await hooks.webhooks.find('pinged'))!;
      await hooks.webhooks.change('pinged', { url, description, events, domains }, 'not yet', { actor, expectedVersion: version });
      await hooks.webhooks.test('pinged', actor);
      const [failed] = await hooks.until('pinged', 'failed');
      expect(failed!.attempts).toHaveLength(1);
      a.will(answer(200));
      await hooks.webhooks.test('pinged', actor);
      await hooks.until('pinged', 'delivered');
      expect(verified(a.received[1]!, secret)).toMatchObject({
        type: 'dev.lockstep.webhook.ping.v1',
        data: { webhook: 'pinged', by: actor },
      });
    });

    it('are sent nothing unsigned when their secret is gone, and do not count as failing for it', async () => {
      const a = await receiver();
      await hooks.create('unsigned', { url: a.url });
      await hooks.signing.remove('unsigned');
      await hooks.tell('nothing');
      const [given] = await hooks.until('unsigned', 'failed');
      expect(given!.attempts[0]).toMatchObject({ outcome: 'not-sent', detail: expect.stringContaining('rotate the secret') });
      expect([a.received, (await hooks.webhooks.find('unsigned'))!.failingSince]).toEqual([[], null]);
    });

    it('are counted by how each attempt came out', async () => {
      const counts = async () =>
        Object.fromEntries(
          [
            ...(await hooks.metrics.render()).matchAll(/^lockstep_webhook_attempt_duration_seconds_count\{outcome="([^"]+)"\} (\d+)$/gm),
          ].map(([, outcome, count]) => [outcome!, Number(count)]),
        );
      const before = await counts();
      const a = await receiver(answer(500));
      await hooks.create('counted', { url: a.url });
      await hooks.tell('counted');
      await hooks.until('counted', 'failed');
      const grown = async () =>
        Object.fromEntries(Object.entries(await counts()).map(([outcome, count]) => [outcome, count - before[outcome]!]));
      await expect.poll(grown).toEqual({ delivered: 0, retried: 2, 'given-up': 1, disabled: 0 });
    });

    it('leave their secrets in no table, no job and no log', async () => {
      const a = await receiver((response, { headers }) => response.writeHead(500).end(JSON.stringify(headers)));
      const secret = (await hooks.create('canary', { url: a.url })).slice('whsec_'.length);
      await hooks.tell('canary');
      await hooks.until('canary', 'failed');
      const tables = await database.source.query<{ name: string }[]>(
        `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
      );
      for (const { name } of tables) {
        const [row] = await database.source.query<{ found: boolean }[]>(
          `select exists (select 1 from ${name} t where position($1 in t::text) > 0) as found`,
          [secret],
        );
        expect({ name, found: row?.found }).toEqual({ name, found: false });
      }
      expect(hooks.logged.join('')).toContain('canary');
      expect(hooks.logged.join('')).not.toContain(secret);
    });
  });
}

async function removeKeys(redisUrl: string, prefix: string): Promise<void> {
  const client = new Redis(redisUrl);
  for await (const keys of client.scanStream({ match: `${prefix}:*`, count: 500 }) as AsyncIterable<string[]>)
    if (keys.length > 0) await client.unlink(keys);
  client.disconnect();
}
