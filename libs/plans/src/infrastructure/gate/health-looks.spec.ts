import { type FleetNode, type RecordedNode, unknownNode } from '@lockstep/fleet';
import { describe, expect, it } from 'vitest';
import { type HealthReport, looksAt, mayBeReported } from './health-looks.js';

const time = (minute: number) => `2026-11-20T10:${String(minute).padStart(2, '0')}:00.000000Z`;
const cluster = (more: Partial<FleetNode>): RecordedNode => ({
  ...unknownNode('cluster', 'c'),
  cni: { cni: 'calico', adapter: 'disabled' },
  ...more,
  root: null,
  position: 1,
  streamVersion: 1,
  heardPosition: 0,
  placedPosition: 0,
});
const reported = (minute: number, verdict: 'healthy' | 'failing' = 'healthy') => ({ verdict, evidence: [], observedAt: time(minute) });
const report = (minute: number, isHealthy = true): HealthReport => ({ at: time(minute), layer: 'addresses', isHealthy });
const signal = (state: 'ok' | 'failed') => [{ name: 'subnets' as const, state, detail: null }];
const scanned = { source: 'sup', confirmedAt: time(59) } as Parameters<typeof mayBeReported>[1][number];
const scans = new Map([['sup', [20, 30, 40].map((minute) => ({ at: time(minute), without: new Set<string>() }))]]);
const tell = (looks: ReturnType<typeof looksAt>) =>
  looks.map(({ source, found: all }) => [
    source,
    ...all.map(({ at, isHealthy }) => `${Number(at.slice(14, 16))}${isHealthy ? '' : ' sick'}`),
  ]);

describe('looks of those who only report', () => {
  it('are of each layer that stands on a report, and a layer without one has none', () => {
    const node = cluster({ health: { addresses: reported(30) } });
    expect(mayBeReported(node, [])).toBe(true);
    expect(tell(looksAt(node, [], new Map(), [report(10), report(20, false), report(30)]))).toEqual([
      ['reports of addresses', '10', '20 sick', '30'],
    ]);
  });

  it('are the signals of a collector that is no source of scans, healthy where all that counts is', () => {
    const node = cluster({ signals: { own: { signals: signal('ok'), observedAt: time(30) } } });
    const told = (minute: number, state: 'ok' | 'failed'): HealthReport => ({ at: time(minute), observer: 'own', signals: signal(state) });
    expect(tell(looksAt(node, [], new Map(), [told(10, 'ok'), told(20, 'failed'), told(30, 'ok')]))).toEqual([
      ['own', '10', '20 sick', '30'],
    ]);
    expect(tell(looksAt(node, [], new Map(), [{ at: time(10), observer: 'own', signals: [] }]))).toEqual([['own', '10 sick']]);
  });

  it('come beside those of scans, and none stands in for the other', () => {
    const signals = { sup: { signals: signal('ok'), observedAt: time(1) } };
    const node = cluster({ signals, health: { realization: reported(45) } });
    expect(mayBeReported(node, [scanned])).toBe(true);
    expect(looksAt(node, [scanned], scans, []).map(({ source, found: all }) => [source, all.length])).toEqual([
      ['sup', 3],
      ['reports of realization', 0],
    ]);
  });

  it('start the looks of scans anew when one says that something is wrong, and not when one says that all is well', () => {
    const signals = { sup: { signals: signal('ok'), observedAt: time(1) } };
    const node = cluster({ signals, health: { addresses: reported(35), realization: reported(5) } });
    expect(tell(looksAt(node, [scanned], scans, [report(25), report(35)]))[0]).toEqual(['sup', '20', '30', '40']);
    expect(tell(looksAt(node, [scanned], scans, [report(25, false), report(35)]))[0]).toEqual(['sup', '30', '40']);
  });

  it('are none of a cluster of which nobody tells anything', () => {
    expect(mayBeReported(cluster({}), [])).toBe(false);
    expect(looksAt(cluster({}), [scanned], scans, [])).toEqual([{ cluster: 'c', source: null, found: [] }]);
  });
});
