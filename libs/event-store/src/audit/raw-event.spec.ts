import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeChainHash } from '../core/chain-hash.js';
import { compareKeys, positionOfEntry, rawChainHash, type RawEvent, sealedEntry } from './raw-event.js';

const event: RawEvent = {
  tx: '281474976711425',
  position: '4294967297',
  stream: 'cluster-fra/pay',
  version: 3,
  id: '018f0000-0000-7000-8000-000000000001',
  type: 'LabelsChanged',
  schemaVersion: 1,
  recordedAt: '2026-11-23T01:02:03.123456Z',
  observedAt: '2026-11-23T01:02:03.000001Z',
  actor: 'token:über',
  correlationId: null,
  causationId: 'c',
  idempotencyKey: null,
  data: '{"a":"é"}',
  contentHash: '01'.repeat(32),
  chainHash: '02'.repeat(32),
};
const previous = '09'.repeat(32);
const recordedHash = (raw: RawEvent) =>
  computeChainHash(`sha256:${previous}`, {
    ...raw,
    correlationId: raw.correlationId ?? undefined,
    causationId: raw.causationId ?? undefined,
    idempotencyKey: raw.idempotencyKey ?? undefined,
    contentHash: `sha256:${raw.contentHash}`,
  });

describe('the chain hash of a verifier', () => {
  it('is that of the event store, for any text and any time', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 });
    const time = fc
      .tuple(fc.date({ min: new Date(-1e12), max: new Date(4e12), noInvalidDate: true }), fc.integer({ min: 0, max: 999 }))
      .map(([date, micros]) => date.toISOString().replace('Z', `${String(micros).padStart(3, '0')}Z`));
    fc.assert(
      fc.property(text, fc.option(text), time, time, (actor, correlationId, recordedAt, observedAt) => {
        const raw = { ...event, actor, correlationId, recordedAt, observedAt };
        expect(`sha256:${rawChainHash(previous, raw)}`).toBe(recordedHash(raw));
      }),
    );
  });

  it.each([
    { actor: 'token:other' },
    { recordedAt: '2026-11-23T01:02:03.123457Z' },
    { version: 4 },
    { correlationId: '' },
  ] as Partial<RawEvent>[])('changes with %j', (change) => {
    expect(rawChainHash(previous, { ...event, ...change })).not.toEqual(rawChainHash(previous, event));
  });
});

it('holds the whole position in an entry', () => {
  expect(positionOfEntry(sealedEntry(event))).toBe(4_294_967_297);
});

it('orders by order key, then by position, as numbers', () => {
  const key = (tx: string, position: string) => ({ tx, position });
  expect(compareKeys(key('9', '100'), key('10', '1'))).toBeLessThan(0);
  expect(compareKeys(key('10', '9'), key('10', '10'))).toBeLessThan(0);
  expect(compareKeys(key('10', '10'), key('10', '10'))).toBe(0);
});
