import { setImmediate as turn } from 'node:timers/promises';
import { beginning, type Cursor, type EventStore, MemoryEventStore, newEventId } from '@lockstep/event-store';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordTail } from './record-tail.js';

const append = async (store: EventStore, count: number, stream = 'a') => {
  const events = Array.from({ length: count }, () => ({ id: newEventId(), type: 'Happened', data: {}, actor: 'system:test' }));
  await store.append(stream, 'any', events);
};

/** Says nothing, and lets everybody look again at once. */
const signal = { count: 0, wait: async () => (await turn(), 'nothing' as const) };

/** Positions that a follower was given until it has `count` of them. */
async function take(tail: RecordTail, start: Cursor, count: number, between: () => Promise<unknown> = turn): Promise<number[]> {
  const controller = new AbortController();
  const seen: number[] = [];
  if (count === 0) return seen;
  for await (const { events } of tail.follow(start, controller.signal)) {
    seen.push(...events.map(({ position }) => position));
    if (seen.length >= count) controller.abort();
    else await between();
  }
  return seen;
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** Counts how often the record was asked. */
class WatchedStore extends MemoryEventStore {
  reads = 0;
  override readAll(after: Cursor, limit: number) {
    this.reads++;
    return super.readAll(after, limit);
  }
}

/** What was read is what there was some turns ago. */
class SlowStore extends MemoryEventStore {
  private reads = 0;
  constructor(private readonly delays: readonly number[]) {
    super();
  }
  override async readAll(after: Cursor, limit: number) {
    const page = await super.readAll(after, limit);
    await pause(this.delays[this.reads++ % this.delays.length]!);
    return page;
  }
}

const pause = async (turns: number) => {
  for (let n = 0; n < turns; n++) await turn();
};

describe('the tail of the record', () => {
  it('gives every follower everything after its start, in order and once, whatever its pace', async () => {
    const follower = fc.record({ start: fc.nat(60), turns: fc.nat(6), joins: fc.nat(5) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 20 }),
        fc.array(follower, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 15 }),
        fc.array(fc.nat(5), { minLength: 1 }),
        async (batches, followers, window, delays) => {
          const store = new SlowStore(delays);
          const tail = new RecordTail(store, signal, { window });
          const total = batches.reduce((sum, batch) => sum + batch, 0);
          const following = followers.map(async ({ start, turns, joins }) => {
            await pause(joins);
            const from = Math.min(start, await store.settledPosition());
            const seen = await take(tail, await store.findCursor(from), total - from, () => pause(turns));
            expect(seen).toEqual(range(from + 1, total));
          });
          for (const batch of batches) {
            await append(store, batch);
            await turn();
          }
          await Promise.all(following);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('begins at what is settled when asked for the end', async () => {
    const store = new MemoryEventStore();
    const tail = new RecordTail(store, signal);
    await append(store, 3);
    const end = await tail.findEnd();
    await append(store, 2);
    expect(await take(tail, end, 2)).toEqual([4, 5]);
  });

  it('asks the record once for all who wait, and not at all when nobody does', async () => {
    const store = new WatchedStore();
    const tail = new RecordTail(store, signal);
    const followers = Array.from({ length: 50 }, () => take(tail, beginning, 1));
    await turn();
    const before = store.reads;
    await append(store, 1);
    expect(await Promise.all(followers)).toEqual(Array.from({ length: 50 }, () => [1]));
    // Each has looked for itself once, before it knew that it stands at the end.
    expect(store.reads - before).toBeLessThan(10);
    await pause(2);
    const idle = store.reads;
    await pause(20);
    expect(store.reads).toBe(idle);
  });

  it('does not leave a follower behind whose look at the record was overtaken', async () => {
    const store = new MemoryEventStore();
    const tail = new RecordTail(store, signal);
    const readAll = store.readAll.bind(store);
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    store.readAll = async (...asked) => {
      store.readAll = readAll;
      const page = await readAll(...asked);
      await held;
      return page;
    };
    const overtaken = take(tail, beginning, 1);
    await append(store, 1);
    const other = take(tail, beginning, 2);
    await pause(5);
    release();
    expect(await overtaken).toEqual([1]);
    await append(store, 1);
    expect(await other).toEqual([1, 2]);
  });

  it('gives what was held back to those behind, although somebody began ahead of it', async () => {
    const store = new MemoryEventStore();
    const tail = new RecordTail(store, signal);
    await append(store, 2);
    const [behind, ahead] = [await store.findCursor(1), await store.findCursor(2)];
    const readAll = store.readAll.bind(store);
    let fence = 1;
    store.readAll = async (after, limit) => {
      const { events } = await readAll(after, limit);
      const readable = events.filter(({ position }) => position <= fence);
      return { events: readable, cursor: readable.at(-1)?.cursor ?? after };
    };
    const first = take(tail, ahead, 1);
    await pause(2);
    const second = take(tail, behind, 1);
    await pause(2);
    fence = 2;
    expect(await second).toEqual([2]);
    fence = 3;
    await append(store, 1);
    expect(await first).toEqual([3]);
  });

  it('leaves out what it does not keep, and moves on over it', async () => {
    const store = new MemoryEventStore();
    const tail = new RecordTail(store, signal, { keeps: ({ stream }) => stream === 'b' });
    const seen = take(tail, beginning, 2);
    await append(store, 4, 'a');
    await append(store, 1, 'b');
    await append(store, 4, 'a');
    await append(store, 1, 'b');
    expect(await seen).toEqual([5, 10]);
  });

  it('tells all followers when the record can not be read, and works again when it can', async () => {
    const store = new MemoryEventStore();
    const tail = new RecordTail(store, signal);
    const waiting = [take(tail, beginning, 1), take(tail, beginning, 1)];
    await turn();
    const readAll = store.readAll.bind(store);
    store.readAll = () => Promise.reject(new Error('no connection'));
    const outcomes = await Promise.allSettled(waiting);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    store.readAll = readAll;
    await append(store, 1);
    expect(await take(tail, beginning, 1)).toEqual([1]);
  });
});
