import { beginning, MemoryEventStore } from '@lockstep/event-store';
import { propertyRuns } from '@lockstep/testing/problems';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryFleetRecord } from '../../../test/memory-fleet-record.js';
import { MemoryScanRecord } from '../../../test/memory-scan-record.js';
import { ScanBench, type Unplaced } from '../../../test/scan-bench.js';
import type { Sighting } from '../../domain/index.js';

const SOURCES = ['sup-0', 'sup-1', 'nsx-0'] as const;
type Source = (typeof SOURCES)[number];

const small = fc.nat({ max: 2 });
const state = fc.constantFrom('ok' as const, 'failed' as const);
/** What one look at one cluster shows; parts of it may not be looked at. */
const shown = fc.record(
  {
    versions: fc.record({ vkr: small.map((minor) => `v1.3${minor}.0`), antrea: fc.option(small.map((minor) => `2.${minor}.0`)) }),
    labels: fc.record({ env: small.map((value) => `e${value}`) }),
    nodes: small.map((workers) => ({ controlPlane: 3, workers })),
    signals: state.map((one) => [{ name: 'ccp-session' as const, state: one, detail: null }]),
    mixed: fc.record({ vkr: small.map((nodes) => (nodes === 0 ? [] : [{ part: 'np', version: 'v1.33.1', nodes }])) }),
  },
  { requiredKeys: [] },
);
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ source: fc.constantFrom(...SOURCES), cluster: small, shown, inside: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ again: fc.nat({ max: 99 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({ end: fc.constantFrom(...SOURCES), outcome: fc.constantFrom('completed' as const, 'partial' as const) }),
  },
);

interface Told {
  readonly scan: string;
  readonly source: Source;
  readonly sighting: Unplaced;
  readonly inside: boolean;
}

/** Sends what sources see at ever later times, again at any later time, and ends looks in between. */
async function tell(steps: readonly (typeof step extends fc.Arbitrary<infer Step> ? Step : never)[]) {
  const store = new MemoryEventStore();
  const bench = new ScanBench('', store, new MemoryFleetRecord(store), new MemoryScanRecord(store));
  for (const source of SOURCES)
    await bench.source(source, source === 'nsx-0' ? { kind: 'nsx-manager', id: 'nsx' } : { kind: 'supervisor', id: source }, 1_000);
  const open = new Map<Source, string>();
  const told: Told[] = [];
  const known: Told[] = [];
  const scanOf = async (source: Source) => {
    const begun = open.get(source) ?? (await bench.start([source]));
    if (typeof begun === 'string') return begun;
    if (begun.outcome !== 'started') throw new Error(JSON.stringify(begun));
    open.set(source, begun.scan);
    return begun.scan;
  };
  const send = ({ scan, source, sighting, inside }: Told) => bench.report(scan, source, [sighting], { inside });
  const root = [bench.nsx(), ...['sup-0', 'sup-1'].map((name) => bench.supervisor(name))];
  await bench.report(await scanOf('sup-0'), 'sup-0', root);
  for (const [second, one] of steps.entries()) {
    if ('end' in one) {
      const scan = open.get(one.end);
      if (scan === undefined) continue;
      // All that it ever tells of, so that it vouches for it on and on.
      const seen = [0, 1, 2].map((n) => ({ kind: 'cluster' as const, id: `${one.end === 'nsx-0' ? 'sup-0' : one.end}/${n}` }));
      await bench.end(scan, one.end, { outcome: one.outcome, seen, entered: seen, changed: [], unreached: [], faults: [] });
      await bench.endScan.execute({ scan, actor: 'token:t' });
      open.delete(one.end);
    } else if ('again' in one) {
      const again = known[one.again % Math.max(1, known.length)];
      if (again) await send(again);
    } else {
      const { source, cluster, shown: parts, inside } = one;
      const isNsx = source === 'nsx-0';
      const subject = { kind: 'cluster' as const, id: isNsx ? `sup-0/${cluster}` : `${source}/${cluster}` };
      const observedAt = new Date(Date.parse('2026-11-20T08:00:00Z') + second * 1_000).toISOString();
      const placed = isNsx || inside ? {} : { placement: { supervisor: source } };
      const sighting = { subject, observedAt, ...placed, ...(isNsx ? { signals: parts.signals } : parts) };
      const next = { scan: await scanOf(source), source, sighting, inside: inside && !isNsx };
      told.push(next);
      const outcome = await send(next);
      // What was told of a cluster that nobody knew yet is news when it is told again.
      if (outcome.outcome === 'recorded' && outcome.seen.length > 0) known.push(next);
    }
  }
  return { bench, told, store };
}

/** The newest thing that anybody was shown of each aspect; a cluster begins with the first sighting that says where it hangs. */
function newest(told: readonly Told[], id: string) {
  const all = told.filter(({ sighting: { subject } }) => 'id' in subject && subject.id === id);
  const first = all.findIndex(({ sighting: { placement } }) => placement !== undefined);
  if (first < 0) return undefined;
  const since = all.slice(first);
  const last = <Part extends keyof Sighting>(part: Part) => since.findLast(({ sighting }) => sighting[part] !== undefined)?.sighting[part];
  const versions: Record<string, string> = {};
  for (const { sighting } of since)
    for (const [component, version] of Object.entries(sighting.versions ?? {}))
      if (version === null) delete versions[component];
      else versions[component] = version;
  const signals: Record<string, unknown> = {};
  for (const { sighting, source, inside } of since)
    if (sighting.signals) signals[inside ? `${source}/inside` : source] = sighting.signals[0]!.state;
  const parts = last('mixed')?.['vkr'] ?? [];
  return { versions, labels: last('labels') ?? {}, nodes: last('nodes') ?? null, signals, parts };
}

describe('looks', () => {
  it('come to the newest that was seen of everything, however they interleave and how often they are told', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
        const { bench, told } = await tell(steps);
        for (const id of ['sup-0/0', 'sup-0/1', 'sup-0/2', 'sup-1/0', 'sup-1/1', 'sup-1/2']) {
          const node = await bench.node(id);
          const found = node && {
            versions: node.versions,
            labels: node.labels,
            nodes: node.capacity.nodes,
            signals: Object.fromEntries(Object.entries(node.signals).map(([observer, one]) => [observer, one.signals[0]!.state])),
            parts: node.mixed['vkr'] ?? [],
          };
          expect(found).toEqual(newest(told, id));
        }
      }),
      { numRuns: propertyRuns(40) },
    );
  });

  it('add nothing to any node when all that was seen last is seen again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const { bench, told, store } = await tell(steps);
        const seen = [...new Map(told.map((one) => [JSON.stringify([one.source, one.sighting.subject]), one])).values()];
        const isNode = ({ stream }: { stream: string }) => stream.startsWith('cluster-');
        for (const one of seen) await bench.report(one.scan, one.source, [one.sighting], { inside: one.inside });
        const before = (await store.readAll(beginning, 10_000)).events.filter(isNode);
        for (const one of seen) await bench.report(one.scan, one.source, [one.sighting], { inside: one.inside });
        expect((await store.readAll(beginning, 10_000)).events.filter(isNode)).toHaveLength(before.length);
      }),
      { numRuns: propertyRuns(20) },
    );
  });
});
