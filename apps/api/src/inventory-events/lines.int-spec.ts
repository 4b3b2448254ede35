import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { ApiTokens } from '@lockstep/platform';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ApiUnderTest, expectProblem, startApiUnderTest } from '../../test/api-under-test.js';
import { LineClient } from '../../test/event-lines.js';
import { inventoryEvent } from '../../test/inventory-event.js';
import { OpenStreams } from '../http/open-streams.js';
import { LineIngest } from './line-ingest.js';

let api: ApiUnderTest;
let url: string;
let token: string;
beforeAll(async () => {
  api = await startApiUnderTest({ LOCKSTEP_BODY_LIMIT: '20000' });
  await api.app.listen(0, '127.0.0.1');
  url = `http://127.0.0.1:${(api.app.getHttpServer().address() as AddressInfo).port}`;
  ({ token } = await api.app.get(ApiTokens).create({ name: 'collector', roles: ['inventory-writer'] }, 'test'));
});
afterAll(() => api?.close());

const connect = (headers: Record<string, string> = {}) => LineClient.open(url, token, headers);
const eventOf = (stream: string, n: number) => inventoryEvent({ id: `${stream} ${n}`, subject: `cluster-${stream}` });
const recordedIn = async (stream: string) =>
  (
    await api.query<{ key: string }>('select idempotency_key as key from event_store.event where stream = $1 order by version', [
      `cluster-${stream}`,
    ])
  ).map(({ key }) => key.split(' ').slice(1).join(' '));
const waitFor = (client: LineClient, count: number) =>
  vi.waitFor(() => expect(client.answers.length).toBeGreaterThanOrEqual(count), { timeout: 10_000, interval: 5 });

describe('lines', () => {
  it('are answered in order, each with its number, and summed up', async () => {
    const client = connect();
    await client.send(eventOf('order', 1), '\n  \r\n', eventOf('order', 2), '{"specversion":\n', eventOf('order', 1));
    expect(await client.end()).toEqual([
      expect.objectContaining({ line: 1, outcome: 'accepted', stream: 'cluster-order', version: 1 }),
      expect.objectContaining({ line: 4, outcome: 'accepted', version: 2 }),
      {
        line: 5,
        outcome: 'refused',
        errors: [{ pointer: '', rule: expect.stringContaining('must be JSON'), found: '"{\\"specversion\\":"' }],
      },
      expect.objectContaining({ line: 6, outcome: 'duplicate', version: 1 }),
      { outcome: 'summary', complete: true, lines: 4, accepted: 2, duplicate: 1, refused: 1, position: client.answers[1]!['position'] },
    ]);
    expect(client.response!.headers['content-type']).toBe('application/x-ndjson; charset=utf-8');
  });

  it('are answered while more may come, so that a client can wait for an answer before it goes on', async () => {
    const client = connect();
    for (let n = 1; n <= 5; n++) {
      await client.send(eventOf('dialogue', n));
      await waitFor(client, n);
    }
    expect((await client.end()).at(-1)).toMatchObject({ complete: true, accepted: 5 });
  });

  it('may be cut anywhere on their way, and be more than any body may hold', async () => {
    const text = Buffer.from(
      Array.from({ length: 300 }, (_, n) => `${JSON.stringify(eventOf('cut', n))}\n`)
        .join('')
        .trimEnd(),
    );
    expect(text.length).toBeGreaterThan(20_000);
    const client = connect();
    for (let at = 0; at < text.length; at += 777) await client.send(text.subarray(at, at + 777));
    expect((await client.end()).at(-1)).toMatchObject({ complete: true, lines: 300, accepted: 300 });
    expect(await recordedIn('cut')).toEqual(Array.from({ length: 300 }, (_, n) => `cut ${n}`));
  });

  it('that are refused are all that is answered when the client wants no more', async () => {
    const client = connect({ prefer: 'respond-async, return=minimal' });
    await client.send(eventOf('minimal', 1), 'x\n', eventOf('minimal', 2));
    expect((await client.end()).map(({ line, outcome }) => [line, outcome])).toEqual([
      [2, 'refused'],
      [undefined, 'summary'],
    ]);
    expect(client.response!.headers['preference-applied']).toBe('return=minimal, respond-async');
  });

  it.each<[string, string | Buffer, string]>([
    ['is too long', `"${'x'.repeat(1024 * 1024)}"`, 'must have at most 1048576 bytes'],
    ['is not UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'must be UTF-8'],
    ['is cut within a character', Buffer.from('"é').subarray(0, 2), 'must be UTF-8'],
    ['is deep', `${'['.repeat(10_000)}${']'.repeat(10_000)}`, 'must nest at most 64 deep'],
    ['is no event', 'null', 'must be a CloudEvent, a JSON object'],
    ['changes a prototype', '{"__proto__":{}}', 'must be JSON without keys that change prototypes'],
  ])('of which one %s hold up no others', async (_case, bad, rule) => {
    const client = connect();
    await client.send(eventOf('bad', 1), bad, '\n', eventOf('bad', 2));
    const answers = await client.end();
    expect(answers.map(({ outcome }) => outcome).slice(1)).toEqual(['refused', expect.stringMatching(/accepted|duplicate/), 'summary']);
    expect(answers[1]).toMatchObject({ errors: [{ pointer: '', rule }] });
  });

  it('leave a prefix of themselves when the client goes away', async () => {
    const client = connect();
    for (let n = 0; n < 20; n++) await client.send(...Array.from({ length: 100 }, (_, index) => eventOf('prefix', n * 100 + index)));
    await waitFor(client, 1);
    client.request.destroy();
    await client.closed;
    const idle = `select count(*)::int as busy from pg_stat_activity where datname = current_database() and state = 'active' and query like '%append%' and pid <> pg_backend_pid()`;
    await vi.waitFor(async () => expect(await api.query(idle)).toEqual([{ busy: 0 }]));
    const recorded = await recordedIn('prefix');
    expect(recorded).toEqual(Array.from({ length: recorded.length }, (_, n) => `prefix ${n}`));
    expect(recorded.length).toBeGreaterThanOrEqual(client.answers.length);
  });

  it('say that they broke off when the record can not be written, and leave a prefix', async () => {
    const client = connect();
    await client.send(eventOf('broken', 1));
    await waitFor(client, 1);
    await api.query(`alter table event_store.stream add constraint "no more" check (name <> 'cluster-broken') not valid`);
    await client.send(eventOf('broken', 2));
    // The client goes on waiting, and is told all the same.
    await waitFor(client, 2);
    await api.query('alter table event_store.stream drop constraint "no more"');
    expect(client.answers.at(-1)).toMatchObject({
      outcome: 'summary',
      complete: false,
      accepted: 1,
      problem: { code: 'internal', status: 500 },
    });
    await client.end();
    expect(await recordedIn('broken')).toEqual(['broken 1']);
  });

  it('take no Idempotency-Key, and need the role', async () => {
    expectProblem(
      await api
        .as('inventory-writer')
        .post('/v1/inventory/events')
        .set({ 'content-type': 'application/x-ndjson', 'idempotency-key': 'k' })
        .send('{}'),
      400,
      'malformed-request',
    );
    expectProblem(
      await api.as('viewer').post('/v1/inventory/events').set('content-type', 'application/x-ndjson').send('{}'),
      403,
      'forbidden',
    );
  });

  it('sent by many clients at once, with the same events, are each recorded once and in order', async () => {
    const clients = Array.from({ length: 6 }, () => connect());
    const answers = await Promise.all(
      clients.map(async (client) => {
        for (let n = 0; n < 600; n += 50) await client.send(...Array.from({ length: 50 }, (_, index) => eventOf('many', n + index)));
        return client.end();
      }),
    );
    const accepted = answers.flat().filter(({ outcome }) => outcome === 'accepted');
    expect(accepted.length).toBe(600);
    for (const all of answers) expect(all.at(-1)).toMatchObject({ complete: true, lines: 600, refused: 0 });
    expect((await recordedIn('many')).toSorted()).toEqual(Array.from({ length: 600 }, (_, n) => `many ${n}`).toSorted());
  });

  it('that stop to come are ended with a word, and those whose answers nobody takes without', async () => {
    for (const taken of [true, false]) {
      let fall = (): void => {};
      const payload = Object.assign(new PassThrough(), {
        setTimeout: (_: number, silence: () => void) => (fall = silence),
        complete: false,
      });
      const refused = Array.from({ length: 500 }, () => ({
        outcome: 'refused',
        refusals: [{ pointer: '', rule: 'x'.repeat(1_000), found: '' }],
      }));
      const ingest = { execute: async (events: readonly unknown[]) => refused.slice(0, events.length) };
      const lineIngest = new LineIngest(ingest as never, { follow: async () => {} }, new OpenStreams(), undefined as never);
      const answer = await lineIngest.answer({ principal: { id: 'one' } } as never, payload as never, {
        actor: 'a',
        answers: 'all',
        until: 'shown',
      });
      payload.write(`${JSON.stringify(eventOf('silent', 1))}\n`.repeat(taken ? 1 : 500));
      await vi.waitFor(() => expect(answer.readableLength).toBeGreaterThan(0));
      fall();
      if (!taken) {
        await vi.waitFor(() => expect([payload.destroyed, answer.destroyed]).toEqual([true, true]));
        continue;
      }
      let text = '';
      for await (const chunk of answer) text += String(chunk);
      expect(JSON.parse(text.trimEnd().split('\n').at(-1)!)).toMatchObject({
        complete: false,
        lines: 1,
        problem: { code: 'silent-stream' },
      });
    }
  });

  it('are read no faster than they are recorded, and not at all while the answers are not taken', async () => {
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const ingest = {
      execute: async (events: readonly unknown[]) => (await held, events.map(() => ({ outcome: 'refused', refusals: [] }))),
    };
    const lineIngest = new LineIngest(ingest as never, { follow: async () => {} }, new OpenStreams(), undefined as never);
    const payload = Object.assign(new PassThrough({ highWaterMark: 1_000 }), { setTimeout: () => {}, complete: false });
    const answer = await lineIngest.answer({ principal: { id: 'one' } } as never, payload as never, {
      actor: 'a',
      answers: 'all',
      until: 'shown',
    });
    const line = Buffer.from(`${JSON.stringify(eventOf('slow', 1))}\n`.repeat(100));
    let taken = 0;
    const fill = async () => {
      for (let same = 0; same < 20;) {
        if (payload.writableNeedDrain) same++;
        else {
          payload.write(line);
          taken += line.length;
          same = 0;
        }
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    await fill();
    const whileHeld = taken;
    release();
    await fill();
    // A portion of 500 lines, and the buffers before it.
    expect(whileHeld).toBeLessThan(4_000_000);
    expect(taken).toBeGreaterThan(whileHeld);
    expect(taken - whileHeld).toBeLessThan(10_000_000);
    payload.complete = true;
    payload.end();
    let text = '';
    for await (const chunk of answer) text += String(chunk);
    expect(JSON.parse(text.trimEnd().split('\n').at(-1)!)).toMatchObject({
      outcome: 'summary',
      complete: true,
      lines: (taken / line.length) * 100,
    });
  });
});

it('a process that stops tells how far it came, and ends', async () => {
  const stopping = await startApiUnderTest();
  await stopping.app.listen(0, '127.0.0.1');
  const { port } = stopping.app.getHttpServer().address() as AddressInfo;
  const made = await stopping.app.get(ApiTokens).create({ name: 'collector', roles: ['inventory-writer'] }, 'test');
  const client = LineClient.open(`http://127.0.0.1:${port}`, made.token);
  await client.send(eventOf('stopping', 1));
  await waitFor(client, 1);
  await stopping.close();
  expect(client.answers.at(-1)).toMatchObject({ outcome: 'summary', complete: false, accepted: 1, problem: { code: 'unavailable' } });
});
