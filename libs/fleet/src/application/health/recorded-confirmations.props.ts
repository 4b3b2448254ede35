import { MemoryEventStore } from '@lockstep/event-store';
import { propertyRuns } from '@lockstep/testing/problems';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryFleetRecord } from '../../../test/memory-fleet-record.js';
import { MemoryScanRecord } from '../../../test/memory-scan-record.js';
import { ScanBench } from '../../../test/scan-bench.js';
import { RecordedConfirmations } from './recorded-confirmations.js';

const NAMES = ['a', 'b'] as const;
/** What a look came to, and where it left each cluster. */
const look = fc.record({
  outcome: fc.constantFrom('completed', 'completed', 'completed', 'partial', 'failed'),
  a: fc.constantFrom('seen', 'seen', 'absent', 'unreached'),
  b: fc.constantFrom('seen', 'absent', 'unreached'),
} as const);

describe('what looks have confirmed', () => {
  it('is told at every earlier position as it was told then', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(look, { minLength: 1, maxLength: 12 }), async (looks) => {
        const store = new MemoryEventStore();
        const scans = new MemoryScanRecord(store);
        const bench = new ScanBench('t-', store, new MemoryFleetRecord(store), scans);
        await bench.source('k8s', undefined, 2);
        const confirmations = new RecordedConfirmations(scans);
        const ask = async (position?: number) => Promise.all(NAMES.map((name) => confirmations.find('cluster', bench.id(name), position)));
        const then: { readonly position: number; readonly said: unknown }[] = [];
        for (const { outcome, ...where } of looks) {
          if (outcome === 'failed') await bench.fail('k8s');
          else {
            const seen = NAMES.filter((name) => where[name] === 'seen').map((name) => bench.cluster(name));
            const unreached = NAMES.filter((name) => where[name] === 'unreached').map((name) => bench.name(name));
            await bench.look('k8s', [bench.nsx(), bench.supervisor(), ...seen], { outcome, unreached });
          }
          then.push({ position: await store.settledPosition(), said: await ask() });
        }
        for (const { position, said } of then) expect(inMicroseconds(await ask(position))).toEqual(inMicroseconds(said));
      }),
      { numRuns: propertyRuns(60) },
    );
  });
});

const inMicroseconds = (said: unknown): unknown => JSON.parse(JSON.stringify(said).replaceAll('.000Z', '.000000Z'));
