import { createHash, randomUUID } from 'node:crypto';
import {
  beginning,
  chainStart,
  computeChainHash,
  type EventStore,
  handleCommand,
  InvalidEventError,
  type NewEvent,
  newEventId,
  type RecordedEvent,
} from '@lockstep/event-store';
import { canonicalJson } from '@lockstep/kernel';
import { beforeAll, describe, expect, it } from 'vitest';
import { counterDecider } from './counter-decider.js';

const event = (data: unknown = {}, more: Partial<NewEvent> = {}): NewEvent => ({
  id: newEventId(),
  type: 'SomethingHappened',
  data,
  actor: 'system:test',
  ...more,
});
/** Readers stop before the oldest writer of the whole server, which may be one that has nothing to do with the test. */
const patience = { timeout: 10_000 };
const newStream = () => `test-${randomUUID()}`;
const dataOf = (events: readonly RecordedEvent[]) => events.map((recorded) => recorded.data);

/** What every event store promises. `getStore` is asked before each test; stores may be shared and filled, streams are always new. */
export function describeEventStore(name: string, getStore: () => EventStore): void {
  let store: EventStore;
  beforeAll(() => {
    store = getStore();
  });
  describe(`${name} as an event store`, () => {
    describeAppend(() => store);
    describeDuplicates(() => store);
    describeReading(() => store);
    describePositions(() => store);
    describeTampering(() => store);
    describeCommands(() => store);
  });
}

function describeAppend(getStore: () => EventStore): void {
  it('gives back what was appended, with versions from 1 and its envelope', async () => {
    const stream = newStream();
    const full = event(
      { b: [1, null, 'ü'], a: 0.1 },
      { schemaVersion: 3, observedAt: '2026-11-23T01:02:03.123456+01:00', correlationId: 'c1', causationId: 'c2', idempotencyKey: 'k' },
    );
    const outcome = await getStore().append(stream, 0, [full, event('second')]);
    expect(outcome).toMatchObject({ outcome: 'appended', stream, version: 2 });
    const [first, second] = await getStore().readStream(stream);
    expect(outcome).toMatchObject({ events: [first, second] });
    expect(first).toMatchObject({ ...full, stream, version: 1, observedAt: '2026-11-23T00:02:03.123456Z' });
    expect(second).toMatchObject({ version: 2, data: 'second', schemaVersion: 1, observedAt: second!.recordedAt });
    expect(second!.position).toBeGreaterThan(first!.position);
    expect(second!.recordedAt > first!.recordedAt).toBe(true);
    expect(second!.recordedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
  });

  it.each([
    ['a missing stream is expected to exist', 3, 0, 0],
    ['an existing stream is expected to be missing', 0, 2, 2],
    ['the expected version is behind', 1, 2, 2],
    ['the expected version is ahead', 3, 2, 2],
  ])('answers conflict with both versions and writes nothing when %s', async (_case, expectedVersion, existing, actualVersion) => {
    const stream = newStream();
    if (existing > 0) await getStore().append(stream, 0, [event(1), event(2)]);
    expect(await getStore().append(stream, expectedVersion, [event(3)])).toEqual({
      outcome: 'conflict',
      stream,
      expectedVersion,
      actualVersion,
    });
    expect(await getStore().readStream(stream)).toHaveLength(existing);
  });

  it('appends to any version when asked so, to a missing stream too', async () => {
    const stream = newStream();
    await getStore().append(stream, 'any', [event(1)]);
    expect(await getStore().append(stream, 'any', [event(2)])).toMatchObject({ outcome: 'appended', version: 2 });
  });

  it('lets exactly one of many writers with the same expected version win', async () => {
    const stream = newStream();
    const outcomes = await Promise.all(Array.from({ length: 12 }, (_, writer) => getStore().append(stream, 0, [event(writer)])));
    expect(outcomes.filter((outcome) => outcome.outcome === 'appended')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome.outcome === 'conflict')).toHaveLength(11);
    expect(await getStore().readStream(stream)).toHaveLength(1);
  });

  it('judges the requests of a batch one by one: a conflict does not fail its neighbours', async () => {
    const [one, two] = [newStream(), newStream()];
    const outcomes = await getStore().appendMany([
      { stream: one, expectedVersion: 0, events: [event(1), event(2)] },
      { stream: two, expectedVersion: 5, events: [event(3)] },
      { stream: one, expectedVersion: 2, events: [event(4)] },
      { stream: one, expectedVersion: 2, events: [event(5)] },
    ]);
    expect(outcomes.map((outcome) => outcome.outcome)).toEqual(['appended', 'conflict', 'appended', 'conflict']);
    expect(outcomes[1]).toMatchObject({ actualVersion: 0 });
    expect(dataOf(await getStore().readStream(one))).toEqual([1, 2, 4]);
    expect(await getStore().readStream(two)).toEqual([]);
  });

  it.each([
    ['an id that is no UUID', 's', [event({}, { id: 'x' })]],
    ['an empty batch', 's', []],
    ['a control character in the actor', 's', [event({}, { actor: 'a\u0000b' })]],
    ['a date that no calendar has', 's', [event({}, { observedAt: '2026-02-30T00:00:00Z' })]],
    ['a type in snake case', 's', [event({}, { type: 'it_happened' })]],
    ['an empty stream name', '', [event()]],
  ])('throws on %s', async (_case, stream, events) => {
    await expect(getStore().append(stream, 'any', events)).rejects.toThrow(InvalidEventError);
  });
}

function describeDuplicates(getStore: () => EventStore): void {
  it('answers duplicate, not conflict, to the retry of an append that was recorded', async () => {
    const stream = newStream();
    const events = [event(1), event(2)];
    const first = await getStore().append(stream, 0, events);
    const again = await getStore().append(stream, 0, events);
    expect(again).toEqual({ ...first, outcome: 'duplicate' });
    expect(await getStore().readStream(stream)).toHaveLength(2);
  });

  it('records an event once that is sent many times at once', async () => {
    const stream = newStream();
    const same = event('once');
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => getStore().append(stream, 'any', [same])));
    expect(outcomes.map((outcome) => outcome.outcome).sort()).toEqual(['appended', ...Array.from({ length: 19 }, () => 'duplicate')]);
  });

  it('records an id once that is sent to two streams at once, and tells the loser', async () => {
    for (let round = 0; round < 10; round++) {
      const same = event('once');
      const outcomes = await Promise.all([newStream(), newStream()].map((stream) => getStore().append(stream, 0, [same])));
      expect(outcomes.map((outcome) => outcome.outcome).sort()).toEqual(['appended', 'id-reused']);
    }
  });

  it('finds a duplicate within one batch', async () => {
    const stream = newStream();
    const same = event('once');
    const request = { stream, expectedVersion: 'any', events: [same] } as const;
    const outcomes = await getStore().appendMany([request, { ...request, events: [event('other')] }, request]);
    expect(outcomes.map((outcome) => outcome.outcome)).toEqual(['appended', 'appended', 'duplicate']);
  });

  it('refuses an id that stands in the record with other content, and a batch recorded in part', async () => {
    const stream = newStream();
    const recorded = event({ value: 1 });
    await getStore().append(stream, 0, [recorded]);
    const refused = { outcome: 'id-reused', stream, eventIds: [recorded.id] };
    expect(await getStore().append(stream, 'any', [{ ...recorded, data: { value: 2 } }])).toEqual(refused);
    expect(await getStore().append(stream, 'any', [recorded, event('new')])).toEqual(refused);
    expect(await getStore().readStream(stream)).toHaveLength(1);
  });
}

function describeReading(getStore: () => EventStore): void {
  it('reads a part of a stream', async () => {
    const stream = newStream();
    await getStore().append(
      stream,
      0,
      [1, 2, 3, 4, 5].map((number) => event(number)),
    );
    expect(dataOf(await getStore().readStream(stream, { fromVersion: 2, limit: 3 }))).toEqual([2, 3, 4]);
    expect(await getStore().readStream(stream, { fromVersion: 6 })).toEqual([]);
    expect(await getStore().readStream(newStream())).toEqual([]);
  });

  it('gives all events once and each stream in order, whatever the page size', async () => {
    const streams = [newStream(), newStream(), newStream()];
    for (let round = 0; round < 4; round++)
      await Promise.all(streams.map((stream) => getStore().append(stream, 'any', [event(round), event(round)])));
    await expect
      .poll(async () => (await readFrom(getStore(), 1_000)).filter((recorded) => streams.includes(recorded.stream)).length, patience)
      .toBe(24);
    const whole = await readFrom(getStore(), 1_000);
    for (const stream of streams)
      expect(whole.filter((recorded) => recorded.stream === stream).map((recorded) => recorded.version)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    for (const page of [1, 2, 7])
      expect((await readFrom(getStore(), page)).map((recorded) => recorded.id)).toEqual(whole.map((recorded) => recorded.id));
  });

  it('stays where it is at the end, and goes on from there', async () => {
    const end = (await readFrom(getStore(), 1_000)).at(-1)?.cursor ?? beginning;
    expect(await getStore().readAll(end, 10)).toEqual({ events: [], cursor: end });
    const later = event('later');
    await getStore().append(newStream(), 0, [later]);
    await expect.poll(async () => (await getStore().readAll(end, 10)).events.length, patience).toBe(1);
    const { events, cursor } = await getStore().readAll(end, 10);
    expect(events).toMatchObject([later]);
    expect(cursor).toBe(events[0]!.cursor);
  });
}

function describePositions(getStore: () => EventStore): void {
  const appendTo = async (stream: string, count: number): Promise<readonly RecordedEvent[]> => {
    const outcome = await getStore().append(
      stream,
      'any',
      Array.from({ length: count }, (_, index) => event(index)),
    );
    if (outcome.outcome !== 'appended') throw new Error(outcome.outcome);
    return outcome.events;
  };
  const settle = (position: number) => expect.poll(() => getStore().settledPosition(), patience).toBeGreaterThanOrEqual(position);

  it('finds the cursor of an event again by its position, and the one before when there is none at it', async () => {
    const [first, second] = await appendTo(newStream(), 2);
    expect(await getStore().findCursor(first!.position)).toBe(first!.cursor);
    expect(await getStore().findCursor(second!.position)).toBe(second!.cursor);
    expect(await getStore().findCursor(second!.position + 1_000_000)).toBe(second!.cursor);
    expect(await getStore().findCursor(0)).toBe(beginning);
  });

  it('settles what is recorded, and never takes it back', async () => {
    const before = await getStore().settledPosition();
    const [first] = await appendTo(newStream(), 1);
    await settle(first!.position);
    expect(first!.position).toBeGreaterThan(before);
    expect(await getStore().settledPosition()).toBeGreaterThanOrEqual(first!.position);
  });

  it('finds the last position recorded at or before a time, to the microsecond', async () => {
    const [first, second] = await appendTo(newStream(), 2);
    await expect
      .poll(() => getStore().findPosition(second!.recordedAt), patience)
      .toEqual({ outcome: 'found', position: second!.position });
    expect(await getStore().findPosition(first!.recordedAt)).toEqual({ outcome: 'found', position: first!.position });
    expect(await getStore().findPosition('1999-12-31T23:59:59Z')).toEqual({ outcome: 'found', position: 0 });
  });

  it('answers the same for a time when more was recorded since', async () => {
    const [first] = await appendTo(newStream(), 1);
    await expect.poll(() => getStore().findPosition(first!.recordedAt), patience).toMatchObject({ outcome: 'found' });
    const answer = await getStore().findPosition(first!.recordedAt);
    await appendTo(newStream(), 3);
    expect(await getStore().findPosition(first!.recordedAt)).toEqual(answer);
  });

  it('does not answer for a time to come, and throws on what is no time', async () => {
    expect(await getStore().findPosition('2999-01-01T00:00:00Z')).toEqual({ outcome: 'not-settled' });
    await expect(getStore().findPosition('yesterday')).rejects.toThrow(/RFC 3339/);
  });
}

function describeTampering(getStore: () => EventStore): void {
  it('chains each event to the one before, over its canonical bytes and envelope', async () => {
    const stream = newStream();
    await getStore().append(stream, 0, [
      event({ z: 1, a: { y: 2, b: 3 } }, { actor: 'über:1' }),
      event([1.5, 'x'], { correlationId: 'abc' }),
    ]);
    let previous = chainStart;
    for (const recorded of await getStore().readStream(stream)) {
      expect(recorded.contentHash).toBe(`sha256:${createHash('sha256').update(canonicalJson(recorded.data)).digest('hex')}`);
      expect(recorded.chainHash).toBe(computeChainHash(previous, recorded));
      previous = recorded.chainHash;
    }
  });
}

function describeCommands(getStore: () => EventStore): void {
  const add = (stream: string, amount: number, key?: string) =>
    handleCommand(getStore(), counterDecider, stream, { amount }, { actor: 'user:test', idempotencyKey: key });

  it('decides again on the newer state when another command came first', async () => {
    const stream = newStream();
    const outcomes = await Promise.all([1, 2, 3, 4].map((amount) => add(stream, amount)));
    expect(outcomes.map((outcome) => outcome.outcome)).toEqual(['accepted', 'accepted', 'accepted', 'accepted']);
    expect(await add(stream, 0)).toEqual({ outcome: 'accepted', version: 4, state: 10, events: [] });
  });

  it('returns a refusal and writes nothing', async () => {
    const stream = newStream();
    await add(stream, 60);
    expect(await add(stream, 50)).toEqual({ outcome: 'refused', version: 1, refusal: { rule: 'at most 100', found: 110 } });
    expect(await getStore().readStream(stream)).toHaveLength(1);
  });

  it('handles a command with the same idempotency key once', async () => {
    const stream = newStream();
    const first = await add(stream, 5, 'key-1');
    await add(stream, 1);
    const again = await add(stream, 5, 'key-1');
    expect(again).toMatchObject({ outcome: 'accepted', version: 2, state: 6 });
    expect(again.outcome === 'accepted' && again.events).toEqual(first.outcome === 'accepted' && first.events);
  });

  it('does not retry a command that names the version it was based on', async () => {
    const stream = newStream();
    await add(stream, 5);
    const based = await handleCommand(getStore(), counterDecider, stream, { amount: 1 }, { actor: 'user:test', expectedVersion: 0 });
    expect(based).toEqual({ outcome: 'conflict', expectedVersion: 0, actualVersion: 1 });
  });
}

async function readFrom(store: EventStore, page: number): Promise<RecordedEvent[]> {
  const all: RecordedEvent[] = [];
  for (let cursor = beginning; ;) {
    const next = await store.readAll(cursor, page);
    if (next.events.length === 0) return all;
    all.push(...next.events);
    cursor = next.cursor;
  }
}
