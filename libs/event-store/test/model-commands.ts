import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import {
  type AppendOutcome,
  type AppendRequest,
  type EventStore,
  type MemoryEventStore,
  type NewEvent,
  newEventId,
  type RecordedEvent,
} from '../src/index.js';
import type { PostgresEventStore } from '../src/postgres/index.js';

export interface Model {
  readonly memory: MemoryEventStore;
  /** What has been sent, so that it can be sent again. */
  readonly sent: NewEvent[];
}
export interface Real {
  readonly source: DataSource;
  readonly store: PostgresEventStore;
  readonly run: string;
}
type Command = fc.AsyncCommand<Model, Real>;

/** A request drawn as numbers: `back` counts from the newest of what was sent, so that resends happen often. */
export const request = fc.record({
  stream: fc.nat(2),
  expected: fc.oneof(fc.constant('any' as const), fc.constant('right' as const), fc.nat(4)),
  events: fc.array(fc.oneof({ weight: 3, arbitrary: fc.constant('new' as const) }, fc.record({ back: fc.nat(5), changed: fc.boolean() })), {
    minLength: 1,
    maxLength: 3,
  }),
});
type Drawn = typeof request extends fc.Arbitrary<infer Value> ? Value : never;

export class Append implements Command {
  constructor(
    private readonly drawn: readonly Drawn[],
    private readonly inTransaction: 'own' | 'committed' | 'rolled back',
  ) {}

  check = () => true;

  async run({ memory, sent }: Model, { source, store, run }: Real): Promise<void> {
    const versions = new Map<string, number>();
    const requests: AppendRequest[] = [];
    for (const { stream: number, expected, events } of this.drawn) {
      const stream = `model-${run}-${number}`;
      const version = versions.get(stream) ?? (await memory.readStream(stream)).length;
      versions.set(stream, version + events.length);
      requests.push({ stream, expectedVersion: expected === 'right' ? version : expected, events: eventsOf(events, sent) });
    }
    if (this.inTransaction === 'rolled back') {
      const attempt = source.transaction(async (manager) => {
        await store.withManager(manager).appendMany(requests);
        throw new Error('rolled back on purpose');
      });
      await assert.rejects(attempt, /rolled back on purpose/);
      return;
    }
    for (const { events } of requests) sent.push(...events);
    const [wanted, found] = [
      await memory.appendMany(requests),
      this.inTransaction === 'committed'
        ? await source.transaction((manager) => store.withManager(manager).appendMany(requests))
        : await appendOwn(store, requests),
    ];
    assert.deepEqual(found.map(comparable), wanted.map(comparable));
  }

  toString = () => `append ${this.inTransaction} ${JSON.stringify(this.drawn)}`;
}

export class Read implements Command {
  constructor(
    private readonly stream: number,
    private readonly fromVersion: number,
    private readonly limit: number,
  ) {}

  check = () => true;

  async run({ memory }: Model, { store, run }: Real): Promise<void> {
    const read = async (from: EventStore) =>
      (await from.readStream(`model-${run}-${this.stream}`, { fromVersion: this.fromVersion, limit: this.limit })).map(withoutPlace);
    assert.deepEqual(await read(store), await read(memory));
  }

  toString = () => `read ${this.stream} from ${this.fromVersion}, at most ${this.limit}`;
}

const appendOwn = async (store: PostgresEventStore, requests: readonly AppendRequest[]): Promise<readonly AppendOutcome[]> => {
  const [only] = requests;
  return requests.length === 1 ? [await store.append(only!.stream, only!.expectedVersion, only!.events)] : store.appendMany(requests);
};

function eventsOf(drawn: Drawn['events'], sent: readonly NewEvent[]): NewEvent[] {
  const events: NewEvent[] = [];
  for (const one of drawn) {
    const known = one === 'new' ? undefined : sent.at(-1 - one.back);
    const event: NewEvent = known ?? { id: newEventId(), type: 'SomethingHappened', data: { number: sent.length }, actor: 'system:model' };
    const changed = one !== 'new' && one.changed ? { ...event, data: 'changed' } : event;
    // One id twice in one request is refused before any store is asked.
    if (!events.some(({ id }) => id === changed.id)) events.push(changed);
  }
  return events;
}

/** Positions, times and hashes over them differ between stores. */
const withoutPlace = ({ id, stream, version, type, data, actor, contentHash }: RecordedEvent) => ({
  id,
  stream,
  version,
  type,
  data,
  actor,
  contentHash,
});
const comparable = (outcome: AppendOutcome) =>
  'events' in outcome
    ? { ...outcome, events: outcome.events.map(withoutPlace) }
    : 'eventIds' in outcome
      ? { ...outcome, eventIds: outcome.eventIds.toSorted() }
      : outcome;
