import type { AddressInfo } from 'node:net';
import { inventoryEventTypes } from '@lockstep/fleet';
import { ApiTokens } from '@lockstep/platform';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, startApiUnderTest } from './api-under-test.js';
import { type LineAnswer, LineClient } from './event-lines.js';
import { inventoryEvent } from './inventory-event.js';

/** Whatever is sent as events is answered without a 5xx, and what is on record is what was answered as accepted. */
let api: ApiUnderTest;
let url: string;
let token: string;
beforeAll(async () => {
  api = await startApiUnderTest({ LOCKSTEP_BODY_LIMIT: '200000' });
  await api.app.listen(0, '127.0.0.1');
  url = `http://127.0.0.1:${(api.app.getHttpServer().address() as AddressInfo).port}`;
  ({ token } = await api.app.get(ApiTokens).create({ name: 'anybody', roles: ['inventory-writer'] }, 'test'));
});
afterAll(() => api?.close());

const odd = fc.oneof(
  fc.constantFrom<unknown>(
    '',
    ' ',
    '\u0000',
    '\ud800',
    '1969-01-01T00:00:00Z',
    '9999-12-31T23:59:60Z',
    '2026-02-30T00:00:00Z',
    1e308,
    -0,
    null,
    [],
    {},
    true,
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constant('x'.repeat(5_000)),
  fc.jsonValue({ maxDepth: 3 }),
);
let made = 0;
/** An event that would do, with one place of it replaced, removed or added. */
const damaged = fc
  .record({
    type: fc.constantFrom(...inventoryEventTypes.map(({ publicType }) => publicType)),
    subject: fc.constantFrom('cluster-a', 'supervisor-a', 'vcenter-a', 'nsx-manager-a', 'cluster-é 𝕏'),
    place: fc.constantFrom(
      'id',
      'source',
      'type',
      'subject',
      'time',
      'specversion',
      'data',
      'data/component',
      'data/version',
      'traceparent',
      'correlationid',
      '__proto__',
      'constructor',
    ),
    value: fc.option(odd, { nil: undefined }),
    harm: fc.boolean(),
  })
  .map(({ type, subject, place, value, harm }) => {
    const event: Record<string, unknown> = structuredClone(
      harm ? inventoryEvent({ type, subject }) : inventoryEvent({ subject: 'cluster-a' }),
    );
    event['id'] = `fuzz ${++made}`;
    if (!harm) return JSON.stringify(event);
    const [first, second] = place.split('/') as [string, string?];
    const parent = second === undefined ? event : (event[first] as Record<string, unknown>);
    Object.defineProperty(parent, second ?? first, { value, enumerable: true, configurable: true, writable: true });
    return JSON.stringify(event);
  });
const bytes = fc.oneof(
  { weight: 6, arbitrary: damaged.map((text) => Buffer.from(text)) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 80 }).map((array) => Buffer.from(array)) },
  { weight: 1, arbitrary: fc.json({ maxDepth: 4 }).map((text) => Buffer.from(text)) },
  { weight: 1, arbitrary: fc.tuple(damaged, fc.nat()).map(([text, cut]) => Buffer.from(text).subarray(0, cut % text.length)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('['.repeat(40_000), '{"a":'.repeat(20_000), `"${'é'.repeat(60_000)}"`).map((text) => Buffer.from(text)),
  },
);

const expectRecorded = async (before: number, answers: readonly { outcome: string }[]): Promise<void> => {
  expect((await api.countEvents()) - before).toBe(answers.filter(({ outcome }) => outcome === 'accepted').length);
};

describe('anything', () => {
  it('as a body of any type is answered, and recorded only when that is said', async () => {
    const type = fc.constantFrom(
      'application/cloudevents+json',
      'application/cloudevents-batch+json',
      'application/json',
      'application/cloudevents+json; charset=utf-16',
      'application/cloudevents+xml',
      'application/x-ndjson',
      'application/yaml',
      'text/plain',
      'x',
    );
    const headers = fc.dictionary(
      fc.constantFrom(
        'ce-id',
        'ce-source',
        'ce-type',
        'ce-subject',
        'ce-time',
        'ce-specversion',
        'ce-x',
        'ce-',
        'ce-data',
        'prefer',
        'content-encoding',
        'idempotency-key',
      ),
      fc.constantFrom(
        '',
        '1.0',
        '%',
        '%ff',
        '"a\\"b"',
        'dev.lockstep.cluster.version-observed.v1',
        'cluster-a',
        'return=minimal',
        'gzip',
        '__proto__',
      ),
    );
    await fc.assert(
      fc.asyncProperty(type, headers, bytes, fc.boolean(), async (contentType, sent, body, listed) => {
        const before = await api.countEvents();
        const whole = listed && contentType.includes('batch') ? Buffer.concat([Buffer.from('['), body, Buffer.from(']')]) : body;
        const response = await api
          .as('inventory-writer')
          .post('/v1/inventory/events')
          .set({ ...sent, 'content-type': contentType })
          .serialize((value: unknown) => value as string)
          .send(whole);
        expect({ status: response.status, logged: api.logged.at(-1) }).toEqual({
          status: expect.toSatisfy((status: number) => status < 500),
          logged: undefined,
        });
        const refused = response.status >= 400;
        if (refused) expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
        const answer = response.body as { outcome: string; outcomes?: { outcome: string }[] };
        const isLines = !refused && response.headers['content-type']!.startsWith('application/x-ndjson');
        if (!isLines) await expectRecorded(before, refused ? [] : (answer.outcomes ?? [answer]));
      }),
      { numRuns: 120 },
    );
  });

  it('as lines, cut anywhere, is answered line by line, and what is accepted is what is recorded', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(bytes, { maxLength: 12 }),
        fc.array(fc.integer({ min: 1, max: 3_000 }), { minLength: 1 }),
        async (parts, cuts) => {
          const before = await api.countEvents();
          const client = LineClient.open(url, token);
          const text = Buffer.concat(parts.flatMap((part) => [part, Buffer.from('\n')]));
          for (let at = 0, n = 0; at < text.length; n++) {
            const end = at + cuts[n % cuts.length]! * (text.length > 50_000 ? 50 : 1);
            await client.send(text.subarray(at, end));
            at = end;
          }
          const answers = await client.end();
          const summary = answers.at(-1) as LineAnswer & { lines: number };
          expect(summary).toMatchObject({ outcome: 'summary', complete: true, lines: answers.length - 1 });
          expect(api.logged).toEqual([]);
          await expectRecorded(before, answers);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('as events that are reported is shown by every list afterwards', async () => {
    const list = await api.as('viewer').get('/v1/inventory/events?limit=500');
    expect(list.status).toBe(200);
    expect(list.body.items.length).toBeGreaterThan(20);
    expect((await api.as('viewer').get('/v1/clusters')).status).toBe(200);
  });
});
