import { propertyRuns } from '@lockstep/testing/problems';
import fc from 'fast-check';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { renderCheckpoint } from './checkpoint.js';
import { MerkleFrontier } from './merkle-tree.js';
import { compareKeys, type EventKey, hexChainStart, rawChainHash, rawContentHash, type RawEvent, sealedEntry } from './raw-event.js';
import type { Seal } from './seal.js';
import { noteSignerOf, signNote } from './signed-note.js';
import { type RecordSource, verifyRecord } from './verify-record.js';

const signer = noteSignerOf('record.example', generateKeyPairSync('ed25519').privateKey);
const uuidOf = (index: number) => `018f0000-0000-7000-8000-${String(index).padStart(12, '0')}`;

/** One event for each number, in the stream of that number. */
function recordOf(streams: readonly number[]): RawEvent[] {
  const heads = new Map<string, RawEvent>();
  return streams.map((number, index) => {
    const stream = `stream-${number}`;
    const before = heads.get(stream);
    const data = `{"index":${index}}`;
    const event: RawEvent = {
      tx: String(1_000 + Math.floor(index / 3)),
      position: String(index * 2 + 1),
      stream,
      version: (before?.version ?? 0) + 1,
      id: uuidOf(index),
      type: 'SomethingHappened',
      schemaVersion: 1,
      recordedAt: `2026-11-23T00:00:00.${String(index).padStart(6, '0')}Z`,
      observedAt: '2026-11-22T00:00:00.000000Z',
      actor: 'token:aaaabbbbcccc',
      correlationId: index % 2 === 0 ? null : 'trace',
      causationId: null,
      idempotencyKey: null,
      data,
      contentHash: createHash('sha256').update(data).digest('hex'),
      chainHash: hexChainStart,
    };
    const chained = { ...event, chainHash: rawChainHash(before?.chainHash ?? hexChainStart, event) };
    heads.set(stream, chained);
    return chained;
  });
}

function sealsOf(events: readonly RawEvent[], sizes: readonly number[]): Seal[] {
  const tree = MerkleFrontier.empty();
  return sizes.map((size) => {
    const previousSize = tree.size;
    const entries = events.slice(previousSize, size).map(sealedEntry);
    for (const entry of entries) tree.append(entry);
    return {
      treeSize: size,
      previousSize,
      last: events[size - 1]!,
      sealedAt: '2026-11-23T00:00:00.000000Z',
      note: signNote(renderCheckpoint({ origin: signer.name, size, root: tree.root() }), signer),
      publicKey: signer.publicKey,
      entries: Buffer.concat(entries),
    };
  });
}

/** Reads as a database does: by keys. */
const sourceOf = (events: readonly RawEvent[], seals: readonly Seal[]): RecordSource => {
  const ordered = events.toSorted(compareKeys);
  return {
    readEvents: async (after: EventKey, limit) => ordered.filter((event) => compareKeys(event, after) > 0).slice(0, limit),
    readSeals: async (after, limit) => seals.filter(({ treeSize }) => treeSize > after).slice(0, limit),
  };
};

const records = fc
  .array(fc.integer({ min: 0, max: 5 }), { minLength: 2, maxLength: 40 })
  .chain((streams) => fc.tuple(fc.constant(streams), fc.uniqueArray(fc.integer({ min: 1, max: streams.length }), { maxLength: 6 })))
  .map(([streams, sizes]) => {
    const events = recordOf(streams);
    return {
      events,
      seals: sealsOf(
        events,
        sizes.toSorted((a, b) => a - b),
      ),
    };
  });
const reading = fc.record({ pageSize: fc.integer({ min: 1, max: 12 }), mostStreams: fc.constantFrom(1, 3, 1_000) });
const verify = (source: RecordSource, options: object) => verifyRecord(source, { keys: [signer], anchors: [], ...options });

/** Ways to change one event; what must hold afterwards is mended as far as the attacker's SQL could. */
const changes: readonly ((events: readonly RawEvent[], at: number) => RawEvent[])[] = [
  (events, at) => events.with(at, { ...events[at]!, data: '{"index":-1}' }),
  (events, at) => {
    const edited = { ...events[at]!, data: '{"index":-1}' };
    return events.with(at, { ...edited, contentHash: rawContentHash(edited) });
  },
  (events, at) => events.with(at, { ...events[at]!, actor: 'token:ccccbbbbaaaa' }),
  (events, at) => events.with(at, { ...events[at]!, type: 'SomethingElseHappened' }),
  (events, at) => events.with(at, { ...events[at]!, observedAt: '2026-11-21T00:00:00.000000Z' }),
  (events, at) => events.with(at, { ...events[at]!, idempotencyKey: '' }),
  (events, at) => events.with(at, { ...events[at]!, chainHash: '07'.repeat(32) }),
  (events, at) => [...events, { ...events[at]!, id: uuidOf(99), position: String(Number(events[at]!.position) + 1) }],
];

describe('a record as it was written', () => {
  it('is intact, in whatever pages and passes it is read', async () => {
    await fc.assert(
      fc.asyncProperty(records, reading, async ({ events, seals }, options) => {
        const report = await verify(sourceOf(events, seals), seals.length > 0 ? options : { ...options, keys: [] });
        expect(report).toMatchObject({
          outcome: 'intact',
          events: events.length,
          seals: seals.length,
          sealedSize: seals.at(-1)?.treeSize ?? 0,
        });
      }),
    );
  });
});

describe('a record in which one event was changed, or written again', () => {
  it('is broken, and that event is named first', async () => {
    await fc.assert(
      fc.asyncProperty(records, reading, fc.nat(), fc.constantFrom(...changes), async ({ events, seals }, options, pick, change) => {
        const at = pick % events.length;
        const attacked = change(events, at);
        const { outcome, findings } = await verify(sourceOf(attacked, seals), { ...options, keys: [] });
        const changed = attacked.find((event, index) => event !== events[index])!;
        expect([outcome, findings[0]?.event?.id]).toEqual(['broken', changed.id]);
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  it('is broken as well when the event was moved to another stream', async () => {
    await fc.assert(
      fc.asyncProperty(records, reading, fc.nat(), async ({ events, seals }, options, pick) => {
        const at = pick % events.length;
        const moved = events.with(at, { ...events[at]!, stream: 'elsewhere' });
        expect((await verify(sourceOf(moved, seals), { ...options, keys: [] })).outcome).toBe('broken');
      }),
    );
  });
});

it('is broken when a source gives two neighbours in another order, also where they are not sealed', async () => {
  await fc.assert(
    fc.asyncProperty(records, fc.nat(), async ({ events }, pick) => {
      const at = pick % (events.length - 1);
      const swapped = events.with(at, events[at + 1]!).with(at + 1, events[at]!);
      let given = 0;
      const readEvents = async (_: EventKey, limit: number) => swapped.slice(given, (given += limit));
      const report = await verifyRecord({ readEvents, readSeals: async () => [] }, { keys: [], anchors: [] });
      expect([report.outcome, report.findings.some(({ kind }) => kind === 'reordered')]).toEqual(['broken', true]);
    }),
  );
});

describe('a sealed record', () => {
  const sealed = records.filter(({ seals }) => seals.length > 0);
  it('that lacks an event is broken at its place', async () => {
    await fc.assert(
      fc.asyncProperty(sealed, reading, fc.nat(), async ({ events, seals }, options, pick) => {
        const at = pick % seals.at(-1)!.treeSize;
        const { findings } = await verify(sourceOf(events.toSpliced(at, 1), seals), options);
        expect(findings[0]).toMatchObject({ index: at, kind: 'removed', event: { position: Number(events[at]!.position) } });
      }),
    );
  });

  it('that lacks a seal before the last is broken', async () => {
    await fc.assert(
      fc.asyncProperty(
        sealed.filter(({ seals }) => seals.length > 1),
        reading,
        fc.nat(),
        async ({ events, seals }, options, pick) => {
          const { outcome } = await verify(sourceOf(events, seals.toSpliced(pick % (seals.length - 1), 1)), options);
          expect(outcome).toBe('broken');
        },
      ),
    );
  });

  it('does not reach a checkpoint that was kept elsewhere of a longer one, or of another', async () => {
    await fc.assert(
      fc.asyncProperty(sealed, reading, async ({ events, seals }, options) => {
        const size = seals.at(-1)!.treeSize;
        for (const anchor of [
          { origin: signer.name, size: size + 1, root: Buffer.alloc(32, 1) },
          { origin: signer.name, size, root: Buffer.alloc(32, 1) },
        ]) {
          const { outcome, findings } = await verify(sourceOf(events, seals), { ...options, anchors: [anchor] });
          expect([outcome, findings.map(({ layer }) => layer)]).toEqual(['broken', ['anchor']]);
        }
      }),
    );
  });
});
