import fc from 'fast-check';
import { propertyRuns } from '@lockstep/testing/problems';
import { describe, expect, it } from 'vitest';
import { type FleetNode, HEALTH_LAYERS, HEALTH_VERDICTS, type HealthLayer, unknownNode } from '../fleet-node.js';
import { judgeHealth } from './judge-health.js';
import type { Freshness } from './judge-layer.js';
import { type Signal, SIGNAL_STATES, type SignalName, SIGNALS } from './signal.js';

const ALL: readonly SignalName[] = HEALTH_LAYERS.flatMap((layer): readonly SignalName[] => SIGNALS[layer]);
const at = (minute: number): string => `2026-11-20T06:${String(minute).padStart(2, '0')}:00.000000Z`;
const minute = fc.nat({ max: 59 });

/** Most are fine, or no history would ever be healthy. */
const state = fc.constantFrom(...SIGNAL_STATES, ...Array.from({ length: 16 }, () => 'ok' as const));
const signalsOf = (names: fc.Arbitrary<readonly SignalName[]>): fc.Arbitrary<readonly Signal[]> =>
  names.chain((some) => fc.tuple(...some.map((name) => state.map((is): Signal => ({ name, state: is, detail: null })))));
const told = fc.record({
  signals: signalsOf(fc.oneof(fc.constant(ALL), fc.subarray([...ALL]))),
  observedAt: minute.map(at),
});
const report = fc.option(
  fc.record({ verdict: fc.constantFrom(...HEALTH_VERDICTS), evidence: fc.constant([]), observedAt: minute.map(at) }),
  { freq: 2 },
);
const node: fc.Arbitrary<FleetNode> = fc
  .record({
    kind: fc.constantFrom('cluster' as const, 'cluster' as const, 'nsx-manager' as const),
    cni: fc.constantFrom(
      null,
      { cni: 'antrea', adapter: 'enabled' } as const,
      { cni: 'antrea', adapter: 'disabled' } as const,
      { cni: 'calico', adapter: 'disabled' } as const,
    ),
    signals: fc.dictionary(fc.constantFrom('sv', 'nsx'), told, { maxKeys: 2 }),
    reports: fc.record({ adapter: report, realization: report, addresses: report }),
  })
  .map(({ reports, ...known }) => ({
    ...unknownNode('cluster', 'c'),
    ...known,
    health: Object.fromEntries(Object.entries(reports).filter(([, one]) => one !== null)),
  }));
const freshness: fc.Arbitrary<Freshness> = fc.record({
  at: fc.constant(at(59)),
  maxAge: fc.constantFrom(600, 1_800, 7_200),
  confirmed: fc.dictionary(fc.constantFrom('sv', 'nsx'), minute.map(at), { maxKeys: 2 }),
});

/** Slow and obvious: one name after the other, in every source. */
function slowly({ kind, cni, signals, health }: FleetNode, layer: HealthLayer, { at: now, maxAge, confirmed }: Freshness): string {
  const isOld = (time: string) => Date.parse(now) - Date.parse(time) > maxAge * 1_000;
  const hasAdapter = cni === null || (cni.cni === 'antrea' && cni.adapter === 'enabled');
  const counts = (name: SignalName): boolean => {
    if (kind !== 'cluster' || hasAdapter) return true;
    if (layer === 'adapter') return cni?.cni === 'antrea' && ['antrea-controller', 'antrea-agents', 'stored-versions'].includes(name);
    return name !== 'network';
  };
  if (layer === 'adapter' && kind === 'cluster' && cni?.cni === 'calico') return 'not-applicable';
  let newest = '';
  const found = new Set<string>();
  let isAllKnown = true;
  for (const name of SIGNALS[layer]) {
    if (!counts(name)) continue;
    let isKnown = false;
    let isTold = false;
    for (const [source, { signals: list, observedAt }] of Object.entries(signals)) {
      const seenAt = [observedAt, confirmed[source] ?? ''].toSorted().at(-1)!;
      for (const signal of list) {
        if (signal.name !== name) continue;
        isTold = true;
        if (seenAt > newest) newest = seenAt;
        if (isOld(seenAt) || signal.state === 'unknown') continue;
        isKnown = true;
        found.add(signal.state);
      }
    }
    if (!isKnown && (isTold || kind === 'cluster')) isAllKnown = false;
  }
  const said = health[layer];
  if (said && said.observedAt > newest) return isOld(said.observedAt) ? 'unknown' : said.verdict;
  if (newest === '') return kind === 'cluster' ? 'unknown' : 'not-applicable';
  if (found.has('failed')) return 'failing';
  if (found.has('degraded')) return 'degraded';
  return isAllKnown ? 'healthy' : 'unknown';
}

describe('the health of a node', () => {
  it('is judged layer by layer as somebody would who goes through it name by name', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(node, freshness, (one, fresh) => {
        const { layers } = judgeHealth(one, fresh);
        for (const { layer, state: is } of layers) {
          expect(`${layer} ${is}`).toBe(`${layer} ${slowly(one, layer, fresh)}`);
          seen.add(is);
        }
      }),
      { numRuns: propertyRuns(500) },
    );
    expect(seen.size).toBe(5);
  });

  it('blames one layer where one fails or is degraded, never one below a failing one, and none where none does', () => {
    fc.assert(
      fc.property(node, freshness, (one, fresh) => {
        const { verdict, problem, layers } = judgeHealth(one, fresh);
        const states = layers.map((layer) => layer.state);
        const first = states.includes('failing') ? states.indexOf('failing') : states.indexOf('degraded');
        expect(layers.findIndex(({ blamed }) => blamed)).toBe(first);
        expect(layers.filter(({ blamed }) => blamed)).toHaveLength(first < 0 ? 0 : 1);
        expect(problem?.layer).toBe(layers[first]?.layer);
        expect(verdict === 'healthy').toBe(
          states.some((is) => is === 'healthy') && states.every((is) => is === 'healthy' || is === 'not-applicable'),
        );
      }),
      { numRuns: propertyRuns(500) },
    );
  });

  it('does not become healthy from unknown when a signal is taken away or signals grow old', () => {
    fc.assert(
      fc.property(node, freshness, fc.nat(), (one, fresh, pick) => {
        const sources = Object.keys(one.signals);
        fc.pre(sources.length > 0 && Object.keys(one.health).length === 0 && one.kind === 'cluster');
        const source = sources[pick % sources.length]!;
        const { signals } = one.signals[source]!;
        const less = { ...one, signals: { ...one.signals, [source]: { ...one.signals[source]!, signals: signals.slice(1) } } };
        fc.pre(judgeHealth(one, fresh).verdict === 'unknown');
        expect(judgeHealth(less, fresh).verdict).not.toBe('healthy');
        expect(judgeHealth(one, { ...fresh, maxAge: fresh.maxAge / 2 }).verdict).not.toBe('healthy');
      }),
      { numRuns: propertyRuns(500) },
    );
  });
});
