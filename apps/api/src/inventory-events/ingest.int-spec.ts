import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, expectProblem, startApiUnderTest } from '../../test/api-under-test.js';
import { inventoryEvent } from '../../test/inventory-event.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApiUnderTest();
});
afterAll(() => api?.close());

const structured = 'application/cloudevents+json';
const batch = 'application/cloudevents-batch+json';
const post = (type: string, body: unknown, headers: Record<string, string> = {}) =>
  api
    .as('inventory-writer')
    .post('/v1/inventory/events')
    .set({ ...headers, 'content-type': type })
    .serialize((value: unknown) => value as string)
    .send(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body));
const get = (path: string) => api.as('viewer').get(path);

describe('one event', () => {
  it('in structured mode is recorded once, and read back as it was sent', async () => {
    const event = inventoryEvent({ id: 'one', subject: 'cluster-one', correlationid: 'c', causationid: 'b' });
    const first = await post(structured, event);
    expect(first.status).toBe(200);
    expect(first.body).toEqual({
      outcome: 'accepted',
      eventId: expect.any(String),
      stream: 'cluster-one',
      version: 1,
      position: Number(first.headers['lockstep-position']),
    });
    expect((await post(`${structured}; charset=utf-8`, event)).body).toEqual({ ...first.body, outcome: 'duplicate' });
    const read = await get(`/v1/inventory/events/${first.body.eventId}`);
    expect(read.body).toMatchObject({
      ...event,
      time: '2026-11-20T06:00:00.000000Z',
      sequence: String(first.body.position),
      streamversion: 1,
    });
    expect(read.body.actor).toMatch(/^token:/);
    // What is read may be sent back: it is the same event.
    expect((await post(structured, read.body)).body).toEqual({ ...first.body, outcome: 'duplicate' });
  });

  it('in binary mode is the same event', async () => {
    const { data, specversion, ...attributes } = inventoryEvent({ id: 'binär é', subject: 'cluster-binary', source: '/a%20b' });
    const headers = Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [
        `ce-${name}`,
        name === 'id' ? encodeURIComponent(value) : value.replace('%', '%25'),
      ]),
    );
    const first = await post('application/json', data, { ...headers, 'ce-specversion': specversion });
    expect(first.body).toMatchObject({ outcome: 'accepted', stream: 'cluster-binary' });
    const again = await post(structured, { specversion, data, ...attributes });
    expect(again.body).toEqual({ ...first.body, outcome: 'duplicate' });
  });

  it('in the name of Lockstep is 422, alone and among others', async () => {
    const forged = inventoryEvent({ id: '018f4e9a-7c00-7000-8000-000000000001', source: 'urn:lockstep:record', subject: 'cluster-forged' });
    expectProblem(await post(structured, forged), 422, 'unprocessable', ['/source']);
    const { body } = await post(batch, [forged, inventoryEvent({ id: 'beside', subject: 'cluster-forged' })]);
    expect(body.outcomes).toMatchObject([{ outcome: 'refused' }, { outcome: 'accepted', version: 1 }]);
  });

  it('that is refused is 422, with every place', async () => {
    const wrong = inventoryEvent({ id: 'wrong', data: { component: 'vkr', version: 7, x: 1 } });
    expectProblem(await post(structured, wrong), 422, 'unprocessable', ['/data/version', '/data']);
    const { data, ...attributes } = wrong;
    const headers = Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`ce-${name}`, String(value)]));
    expectProblem(await post('application/json', data, headers), 422, 'unprocessable', ['/version', '']);
    expectProblem(await post('application/json', data, { ...headers, 'ce-type': 'x' }), 422, 'unprocessable', ['header:/ce-type']);
  });

  it.each<[string, object, string[]]>([
    ['without an id', { id: undefined }, ['/id']],
    ['without most', { id: undefined, source: null, specversion: '0.3' }, ['/specversion', '/id', '/source']],
    ['with extensions that nobody keeps', { colour: 'red', 'a/b': 1 }, ['/colour', '/a~1b']],
    ['with data in base64', { data: undefined, data_base64: 'e30=' }, ['/data', '/data_base64']],
    ['whose source has spaces', { source: 'a b' }, ['/source']],
    ['whose data is no JSON', { datacontenttype: 'text/xml' }, ['/datacontenttype']],
    ['of the next hour', { time: new Date(Date.now() + 3_600_000).toISOString() }, ['/time']],
    ['without data', { data: undefined }, ['/data']],
  ])('%s is 422', async (_case, change, pointers) => {
    const before = await api.countEvents();
    expectProblem(await post(structured, inventoryEvent(change)), 422, 'unprocessable', pointers);
    expect(await api.countEvents()).toBe(before);
  });

  it('belongs to the trace of its producer, or of its request', async () => {
    const trace = 'a'.repeat(32);
    const own = inventoryEvent({ id: 'traced', subject: 'cluster-traced', traceparent: `00-${trace}-${'b'.repeat(16)}-01` });
    const { body } = await post(structured, own);
    expect((await get(`/v1/inventory/events/${body.eventId}`)).body.correlationid).toBe(trace);
    const requested = await post(structured, inventoryEvent({ id: 'untraced', subject: 'cluster-traced' }), {
      traceparent: `00-${'c'.repeat(32)}-${'b'.repeat(16)}-01`,
    });
    expect((await get(`/v1/inventory/events/${requested.body.eventId}`)).body.correlationid).toBe('c'.repeat(32));
  });

  it.each(['application/json', 'text/plain', 'application/yaml', 'application/xml', 'x'])('as %s is 415', async (type) =>
    expectProblem(await post(type, inventoryEvent({})), 415, 'unsupported-media-type'),
  );

  it('that is compressed is 415', async () =>
    expectProblem(await post(structured, inventoryEvent({}), { 'content-encoding': 'gzip' }), 415, 'unsupported-media-type'));

  it('with an Idempotency-Key is answered with the first answer', async () => {
    const event = inventoryEvent({ id: 'keyed', subject: 'cluster-keyed' });
    const [first, second] = [
      await post(structured, event, { 'idempotency-key': 'k' }),
      await post(structured, event, { 'idempotency-key': 'k' }),
    ];
    expect(second.body).toEqual(first.body);
    expect(first.body.outcome).toBe('accepted');
    expect(first.headers['lockstep-position']).toBe(String(first.body.position));
    expect(second.headers).toMatchObject({ 'idempotency-replayed': 'true', 'lockstep-position': first.headers['lockstep-position'] });
  });

  it('with an Idempotency-Key is another request when its headers say so', async () => {
    const { data, specversion, ...attributes } = inventoryEvent({ id: 'bound', subject: 'cluster-bound' });
    const headers = Object.fromEntries(Object.entries({ ...attributes, specversion }).map(([name, value]) => [`ce-${name}`, value]));
    const send = (more: Record<string, string>) => post('application/json', data, { ...headers, 'idempotency-key': 'bound', ...more });
    const first = await send({});
    expect(first.body.outcome).toBe('accepted');
    expect((await send({ 'x-request-id': 'another' })).body).toEqual(first.body);
    expectProblem(await send({ 'ce-id': 'bound-2' }), 422, 'idempotency-key-reused');
    const other = await post('application/json; charset=utf-8', data, { ...headers, 'idempotency-key': 'bound' });
    expectProblem(other, 422, 'idempotency-key-reused');
  });
});

describe('a batch', () => {
  it('is answered event by event, and what is refused holds up nothing', async () => {
    const events = [
      inventoryEvent({ id: 'b1', subject: 'cluster-batch' }),
      inventoryEvent({ id: 'b2', subject: 'cluster-batch', type: 'nonsense' }),
      inventoryEvent({ id: 'b1', subject: 'cluster-batch' }),
      7,
      inventoryEvent({ id: 'b3', subject: 'cluster-batch' }),
    ];
    const { status, body } = await post(batch, events);
    expect([status, body.accepted, body.duplicate, body.refused]).toEqual([200, 2, 1, 2]);
    expect(body.outcomes).toMatchObject([
      { outcome: 'accepted', version: 1 },
      { outcome: 'refused', errors: [{ pointer: '/type', found: '"nonsense"' }] },
      { outcome: 'duplicate', version: 1 },
      { outcome: 'refused', errors: [{ pointer: '', found: '7' }] },
      { outcome: 'accepted', version: 2, position: body.position },
    ]);
    expect((await post(batch, events)).body).toMatchObject({ accepted: 0, duplicate: 3, refused: 2, position: body.position });
  });

  it('may be empty, and must be a list that is not too long', async () => {
    expect((await post(batch, [])).body).toEqual({ accepted: 0, duplicate: 0, refused: 0, position: 0, outcomes: [] });
    expectProblem(await post(batch, inventoryEvent({})), 400, 'invalid-request');
    expectProblem(
      await post(
        batch,
        Array.from({ length: 10_001 }, () => 0),
      ),
      413,
      'content-too-large',
    );
    expectProblem(await post(batch, '[{]'), 400, 'malformed-request');
  });
});

it('the same event, sent by many at once, is one', async () => {
  const event = inventoryEvent({ id: 'rush', subject: 'cluster-rush' });
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      index % 2 === 0
        ? post(structured, event)
        : post(batch, [event, inventoryEvent({ id: `rush ${index}`, subject: 'cluster-rush' }), event]),
    ),
  );
  const outcomes = answers.flatMap(({ body }) => (body.outcomes ?? [body]) as { outcome: string; eventId: string; position: number }[]);
  const [rush] = outcomes.filter(({ outcome, position }) => outcome === 'duplicate' && position > 0);
  const same = outcomes.filter(({ eventId }) => eventId === rush!.eventId);
  expect(same.length).toBe(60);
  expect(same.filter(({ outcome }) => outcome === 'accepted').length).toBe(1);
  expect(new Set(same.map(({ position }) => position)).size).toBe(1);
  expect(await api.query(`select count(*)::int as events from event_store.event where stream = 'cluster-rush'`)).toEqual([{ events: 21 }]);
});
