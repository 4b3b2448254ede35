import { describe, expect, it } from 'vitest';
import { type FleetNode, type NodeKind, SIGNALS, unknownNode } from '../../domain/index.js';
import type { NodeQuery, RecordedNode } from '../fleet-record.port.js';
import { FindRunningPairs } from './find-running-pairs.use-case.js';

const at = '2026-11-23T08:00:00Z';
const recorded = (node: FleetNode): RecordedNode => ({
  ...node,
  registered: true,
  root: 'nsx-1',
  position: 1,
  streamVersion: 1,
  heardPosition: 0,
  placedPosition: 0,
});
const placed = (kind: NodeKind, id: string, placement: Partial<FleetNode['placement']>, more: Partial<FleetNode> = {}) => {
  const node = unknownNode(kind, id);
  return recorded({ ...node, placement: { ...node.placement, ...placement }, ...more });
};
const signals = Object.values(SIGNALS).flatMap((names) => names.map((name) => ({ name, state: 'ok' as const, detail: null })));
const clusterOf = (index: number) =>
  placed(
    'cluster',
    `c${String(index).padStart(4, '0')}`,
    { supervisor: `sup-${index % 2}` },
    {
      cni: { cni: 'antrea', adapter: 'enabled' },
      versions: { antrea: '2.4.0', 'antrea-nsx-adapter': '1.4.0' },
      signals: { 'vc/inside': { signals, observedAt: '2026-11-20T08:00:00.000000Z' } },
    },
  );
const nodes = [
  placed('nsx-manager', 'nsx-1', {}, { versions: { nsx: '9.0.2.0' } }),
  placed('supervisor', 'sup-0', { nsxManager: 'nsx-1' }),
  placed('supervisor', 'sup-1', { nsxManager: 'nsx-1' }),
  ...Array.from({ length: 1_100 }, (_, index) => clusterOf(index)),
];
const record = {
  list: async ({ kind, after = '', limit }: NodeQuery) => nodes.filter((node) => node.kind === kind && node.id > after).slice(0, limit),
};
const find = (confirmedAt: string) =>
  new FindRunningPairs(
    record,
    async (names) =>
      new Map(
        names.map(({ kind, id }) => [
          `${kind} ${id}`,
          [{ source: 'vc', speaksFor: { kind: 'supervisor', id: 'sup-0' } as const, confirmedAt }],
        ]),
      ),
    3_600,
    () => at,
  ).execute();

describe('pairs of the fleet', () => {
  it('are told once for each Supervisor, however many clusters run them', async () => {
    const found = await find('2026-11-23T07:30:00Z');
    expect(found.map(({ supervisor, pairs }) => [supervisor, pairs.map(({ place }) => place)])).toEqual([
      ['sup-0', ['cluster c0000', 'cluster c0000']],
      ['sup-1', ['cluster c0001', 'cluster c0001']],
    ]);
  });

  it('are none of clusters whose health nobody has confirmed of late', async () => {
    expect(await find('2026-11-23T06:00:00Z')).toEqual([]);
  });
});
