import { type FleetRecord, type HealthLayer, type ReadScans, type RecordedNode, unknownNode } from '@lockstep/fleet';
import { describe, expect, it } from 'vitest';
import type { TouchedNode } from '../../application/gate/gate-sources.port.js';
import { RecordedGateFleet } from './recorded-gate-fleet.js';

const time = (minute: number) => `2026-11-20T10:${String(minute).padStart(2, '0')}:00.000000Z`;
const cluster = (id: string, changedAt: number | null): RecordedNode => ({
  ...unknownNode('cluster', id),
  cni: { cni: 'calico', adapter: 'disabled' },
  signals:
    changedAt === null
      ? {}
      : { 'sup/inside': { signals: [{ name: 'realized-state', state: 'failed', detail: null }], observedAt: time(changedAt) } },
  root: null,
  position: 1,
  streamVersion: 1,
  heardPosition: 0,
  placedPosition: 0,
});
const looked = (minute: number, more: object = {}) => ({
  startedAt: time(minute),
  endedAt: time(minute),
  looks: { sup: { outcome: 'completed', takenAt: time(minute), missed: {}, unreached: {}, lost: {}, forgotten: {}, ...more } },
});

const fleetOf = (nodes: readonly RecordedNode[], scans: readonly object[]) => {
  const record = {
    catchUp: async () => 'reached',
    find: async (_: string, id: string) => nodes.find((node) => node.id === id),
  } as unknown as FleetRecord;
  const confirmations = new Map(nodes.map(({ id }) => [`cluster ${id}`, [{ source: 'sup', confirmedAt: time(59) }]]));
  const reads = { confirmations: async () => confirmations, list: async () => ({ scans, next: null }) } as unknown as ReadScans;
  return new RecordedGateFleet(record, reads, { signalAge: 3_600, now: () => time(59) });
};
const read = (...given: Parameters<typeof fleetOf>) => fleetOf(...given).readLooks(['c'], time(10));
const minutesOf = async (looks: ReturnType<typeof read>) =>
  ((await looks) as readonly { source: string | null; found: readonly { at: string }[] }[]).map(({ source, found }) => [
    source,
    found.map(({ at }) => Number(at.slice(14, 16))),
  ]);

it('tells of the layers that are not well beside the one that is to blame', async () => {
  const bad = (layer: HealthLayer, verdict: 'failing' | 'degraded') => ({ [layer]: { verdict, evidence: [], observedAt: time(50) } });
  const sick = {
    ...cluster('c', null),
    cni: { cni: 'antrea', adapter: 'enabled' },
    health: { ...bad('adapter', 'failing'), ...bad('addresses', 'degraded') },
  } as RecordedNode;
  const [touched] = (await fleetOf([sick], []).readTouched([{ kind: 'cluster', id: 'c' }])) as readonly TouchedNode[];
  expect(touched!.health).toMatchObject({ verdict: 'failing', layer: 'adapter', others: ['addresses'] });
});

describe('looks of a soak', () => {
  it('are those since the soak began that saw the cluster, oldest first', async () => {
    const scans = [looked(40), looked(30, { unreached: { cluster: ['c'] } }), looked(20), looked(15, { outcome: 'partial' }), looked(5)];
    expect(await minutesOf(read([cluster('c', 1)], scans))).toEqual([['sup', [20, 40]]]);
  });

  it('count from when what is told of the health last became otherwise', async () => {
    expect(await minutesOf(read([cluster('c', 25)], [looked(40), looked(30), looked(20)]))).toEqual([['sup', [30, 40]]]);
  });

  it('are none of a cluster of whose health no source tells, and of one that is gone', async () => {
    expect(await minutesOf(read([cluster('c', null)], [looked(40)]))).toEqual([[null, []]]);
    expect(await minutesOf(read([], [looked(40)]))).toEqual([[null, []]]);
  });
});
