import { expect, it } from 'vitest';
import { type FleetNode, type NodeKind, NOWHERE, type Placement, unknownNode } from '../../domain/index.js';
import type { RecordedNode } from '../fleet-record.port.js';
import { ReadClustersInVpcs } from './read-clusters-in-vpcs.use-case.js';

const NSX = { kind: 'nsx-manager', id: 'nsx-1' } as const;

const recorded = (kind: NodeKind, id: string, placement: Partial<Placement>, more: Partial<FleetNode> = {}): RecordedNode => ({
  ...unknownNode(kind, id),
  registered: true,
  placement: { ...NOWHERE, ...placement },
  ...{ root: null, position: 1, streamVersion: 1, rootedPosition: 1, heardPosition: 1, placedPosition: 1 },
  ...more,
});
const IN_PROD = { supervisor: 'sup-1', project: 'shop', vpc: 'prod' };
const cluster = (id: string, more: Partial<FleetNode> = {}) => recorded('cluster', id, IN_PROD, more);

const ABOVE = [
  recorded('vcenter', 'vc-1', { nsxManager: 'nsx-1' }),
  recorded('supervisor', 'sup-1', { vcenter: 'vc-1' }),
  recorded('supervisor', 'sup-2', { nsxManager: 'nsx-1' }),
  recorded('supervisor', 'sup-3', { nsxManager: 'nsx-2' }),
  recorded('supervisor', 'sup-4', { vcenter: 'vc-that-nobody-has-told-of' }),
];

const read = (clusters: readonly RecordedNode[], node: Parameters<ReadClustersInVpcs['execute']>[0] = NSX) =>
  new ReadClustersInVpcs({
    catchUp: () => Promise.resolve('reached' as const),
    list: ({ kind, limit, after = '', supervisor }) =>
      Promise.resolve(
        [...ABOVE, ...clusters]
          .filter((one) => one.kind === kind && one.id > after && (supervisor === undefined || one.placement.supervisor === supervisor))
          .slice(0, limit),
      ),
  }).execute(node);

it('names a cluster as NSX would, and where it lies', async () => {
  expect(await read([cluster('sup-1/shop/batch', { identity: { uid: 'u', nsxClusterId: null } })])).toEqual([
    { id: 'sup-1/shop/batch', nsxName: 'shop-batch', project: 'shop', vpc: 'prod' },
  ]);
});

it.each<[string, RecordedNode]>([
  ['that NSX knows by an id of its own', cluster('sup-1/shop/a', { identity: { uid: 'u', nsxClusterId: 'n' } })],
  ['whose VPC nobody has told', cluster('sup-1/shop/a', { placement: { ...NOWHERE, ...IN_PROD, vpc: null } })],
  ['that is out of sight', cluster('sup-1/shop/a', { lostSight: { source: 's', misses: 3, since: '2026-11-23T10:00:00Z' } })],
  ['whose id does not tell its namespace', cluster('shop/a')],
  ['whose id begins like that of another Supervisor', cluster('sup-10/shop/a')],
  ['whose id has further parts', cluster('sup-1/eu/shop/a')],
])('leaves out a cluster %s', async (_, node) => expect(await read([node])).toEqual([]));

it('takes those of all Supervisors below, by what these say of themselves, and of no other', async () => {
  const everywhere = [1, 2, 3, 4].map((n) => recorded('cluster', `sup-${n}/shop/a`, { ...IN_PROD, supervisor: `sup-${n}` }));
  expect((await read(everywhere)).map(({ id }) => id)).toEqual(['sup-1/shop/a', 'sup-2/shop/a']);
});

it('reads all pages', async () => {
  const many = Array.from({ length: 1_001 }, (_, index) => cluster(`sup-1/shop/c${String(index).padStart(4, '0')}`));
  expect(await read(many)).toHaveLength(1_001);
});

it('has none for who does not speak for an NSX manager', async () => {
  expect(await read([cluster('sup-1/shop/a')], { kind: 'supervisor', id: 'nsx-1' })).toEqual([]);
});
