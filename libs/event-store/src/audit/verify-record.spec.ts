import { expect, it } from 'vitest';
import { hexChainStart, rawChainHash, rawContentHash, type RawEvent } from './raw-event.js';
import { verifyRecord } from './verify-record.js';

/** `count` events of one stream with `size` characters of data each. */
function eventsOf(count: number, size: number): RawEvent[] {
  let previous = hexChainStart;
  return Array.from({ length: count }, (_, index) => {
    const event: RawEvent = {
      tx: '1',
      position: String(index + 1),
      stream: 'large',
      version: index + 1,
      id: '018f0000-0000-7000-8000-000000000001',
      type: 'SomethingHappened',
      schemaVersion: 1,
      recordedAt: '2026-11-23T00:00:00.000000Z',
      observedAt: '2026-11-23T00:00:00.000000Z',
      actor: 'system:test',
      correlationId: null,
      causationId: null,
      idempotencyKey: null,
      data: JSON.stringify('x'.repeat(size)),
      contentHash: '',
      chainHash: '',
    };
    const hashed = { ...event, contentHash: rawContentHash(event) };
    previous = rawChainHash(previous, hashed);
    return { ...hashed, chainHash: previous };
  });
}

async function limitsAsked(events: readonly RawEvent[]): Promise<number[]> {
  const limits: number[] = [];
  const readEvents = async ({ position }: { position: string }, limit: number) => {
    limits.push(limit);
    return events.slice(Number(position), Number(position) + limit);
  };
  expect(await verifyRecord({ readEvents, readSeals: async () => [] }, { keys: [], anchors: [] })).toMatchObject({
    outcome: 'intact',
    events: events.length,
  });
  return limits;
}

it('asks for more events at once while they are small', async () => {
  expect((await limitsAsked(eventsOf(3_000, 10))).slice(0, 5)).toEqual([100, 200, 400, 800, 1_600]);
});

it('asks for fewer events at once when they are large', async () => {
  expect((await limitsAsked(eventsOf(110, 500_000))).slice(0, 2)).toEqual([100, 7]);
});
