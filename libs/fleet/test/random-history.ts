import fc from 'fast-check';
import type { NewEvent } from '@lockstep/event-store';
import { newEventId } from '@lockstep/event-store';
import {
  type Cni,
  eventType,
  inventoryEventTypes,
  type NodeChange,
  NODE_KINDS,
  type NodeKind,
  nodeStream,
  NOWHERE,
  SCAN_COMPLETED,
  scanStream,
} from '../src/domain/index.js';

/** One event of a small fleet, in which everything meets everything: few nodes, few minutes, parents that may come later or never. */
export type RandomEvent =
  | { readonly kind: NodeKind; readonly node: number; readonly change: NodeChange; readonly minute: number; readonly byScan: boolean }
  | { readonly scanOf: readonly number[]; readonly minute: number; readonly behind: number };

const small = fc.nat({ max: 2 });
const minute = fc.nat({ max: 9 });
const name = (kind: NodeKind, node: number, prefix: string): string => `${prefix}${kind}-${node}`;

const placementOf = (kind: NodeKind) =>
  small.map((parent) => {
    const above = (one: NodeKind) => name(one, parent, '');
    switch (kind) {
      case 'nsx-manager':
        return NOWHERE;
      case 'vcenter':
        return { ...NOWHERE, nsxManager: above('nsx-manager') };
      case 'supervisor':
        return parent === 2 ? { ...NOWHERE, nsxManager: 'nsx-manager-0' } : { ...NOWHERE, vcenter: above('vcenter') };
      case 'cluster':
        return { ...NOWHERE, supervisor: above('supervisor'), project: parent === 2 ? null : `p${parent}`, vpc: parent === 1 ? null : 'v' };
    }
  });

const cniChange = fc
  .constantFrom<Partial<Cni>>({ cni: 'cilium' }, { cni: 'antrea', adapter: 'enabled' }, { adapter: 'disabled' })
  .map((data) => ({ change: 'CniChanged', data }) as const satisfies NodeChange);

/** What only a look into the system can tell. A source may have a space in its name. */
const lookChange: fc.Arbitrary<NodeChange> = fc.oneof(
  fc.tuple(fc.constantFrom('sv 1', 'nsx'), fc.constantFrom(null, 'ok', 'failed'), small).map(([source, state, count]) => {
    const signals = state === null ? [] : [{ name: 'mp-adapter', state, detail: `${count} of 3` }];
    return { change: 'SignalsObserved', data: { source, signals } } as NodeChange;
  }),
  fc.tuple(fc.constantFrom('nsx', 'vkr'), small).map(([component, hosts]): NodeChange => ({
    change: 'MixedVersionsObserved',
    data: { component, parts: hosts === 0 ? [] : [{ part: 'HOST', version: '9.0', nodes: hosts }] },
  })),
  fc
    .tuple(fc.option(small), fc.constantFrom({}, { nsxClusterId: null }, { nsxClusterId: 'n1' }, { nsxClusterId: 'n2' }))
    .map(([uid, nsx]): NodeChange => ({ change: 'IdentityObserved', data: { uid: uid === null ? null : `u${uid}`, ...nsx } })),
  small.map((free): NodeChange => ({
    change: 'AddressesObserved',
    data: { subnets: [{ id: '/s', cidr: '10.0.0.0/24', free }], blocks: [], podsRoutable: null },
  })),
  small.map((count): NodeChange => ({
    change: 'ManagerApiConsumersObserved',
    data: { consumers: Array.from({ length: count }, (_, index) => ({ name: `c${index}`, kind: 'script', lastSeen: null })) },
  })),
);

const changeOf = (kind: NodeKind): fc.Arbitrary<NodeChange> => {
  const placement = placementOf(kind);
  return fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .tuple(placement, fc.constantFrom(null, 'vpc', 'nsx-t'), fc.option(cniChange))
        .map(([placed, networking, cni]): NodeChange => ({
          change: 'Registered',
          data: {
            id: '',
            placement: placed,
            networking: kind === 'supervisor' ? networking : null,
            cni: kind === 'cluster' ? (cni?.data ?? null) : null,
          },
        })),
    },
    { weight: 2, arbitrary: placement.map((placed): NodeChange => ({ change: 'Moved', data: { placement: placed } })) },
    {
      weight: 4,
      arbitrary: fc.tuple(fc.constantFrom('vkr', 'antrea'), fc.option(small)).map(([component, version]): NodeChange => ({
        change: 'VersionObserved',
        data: { component, version: version === null ? null : `v${version}` },
      })),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom('adapter', 'addresses'), fc.constantFrom('healthy', 'failing'))
        .map(([layer, verdict]) => ({ change: 'HealthObserved', data: { layer, verdict, evidence: [] } }) as NodeChange),
    },
    { weight: 2, arbitrary: small.map((value): NodeChange => ({ change: 'LabelsChanged', data: { labels: { env: `e${value}` } } })) },
    {
      weight: 1,
      arbitrary: small.map((workers): NodeChange => ({
        change: 'CapacityObserved',
        data: { nodes: kind === 'cluster' ? { controlPlane: 3, workers } : null, ipBlocks: [] },
      })),
    },
    { weight: 1, arbitrary: cniChange },
    { weight: 4, arbitrary: lookChange },
    { weight: 2, arbitrary: fc.constant<NodeChange>({ change: 'Decommissioned', data: { id: '' } }) },
    {
      weight: 1,
      arbitrary: small.map((misses): NodeChange => ({ change: 'LostSight', data: { source: 'collector', misses: misses + 1 } })),
    },
  );
};

export const nodeEvent: fc.Arbitrary<Extract<RandomEvent, { node: number }>> = fc
  .constantFrom(...NODE_KINDS, 'cluster' as const)
  .chain((kind) => fc.record({ kind: fc.constant(kind), node: small, change: changeOf(kind), minute, byScan: fc.boolean() }))
  // Others are recorded by nobody, and a reader stops at what it does not know.
  .filter(({ kind, change }) => inventoryEventTypes.some((type) => type.kind === kind && type.change === change.change));

export const randomHistory = (maxLength: number): fc.Arbitrary<RandomEvent[]> =>
  fc.array(
    fc.oneof(
      { weight: 9, arbitrary: nodeEvent },
      { weight: 1, arbitrary: fc.record({ scanOf: fc.uniqueArray(small, { minLength: 1 }), minute, behind: fc.nat({ max: 6 }) }) },
    ),
    { maxLength },
  );

const timeOf = (past: number): string => `2026-11-20T06:0${past}:00.000Z`;

/** As it is appended: ids begin with `prefix`, so that many histories find room in one record. */
export function asAppended(
  event: RandomEvent,
  prefix: string,
  lastPosition: number,
): { readonly stream: string; readonly event: NewEvent } {
  const envelope = { id: newEventId(), observedAt: timeOf(event.minute), actor: 'system:test' };
  if ('scanOf' in event) {
    const data = {
      name: 'random',
      digest: envelope.id,
      takenAt: timeOf(event.minute),
      nsxManagers: event.scanOf.map((node) => name('nsx-manager', node, prefix)),
      late: [],
      counts: {},
      comparedTo: Math.max(0, lastPosition - event.behind),
    };
    return { stream: scanStream(envelope.id), event: { ...envelope, type: SCAN_COMPLETED, data } };
  }
  const { kind, node, change, byScan } = event;
  return {
    stream: nodeStream(kind, name(kind, node, prefix)),
    event: {
      ...envelope,
      type: eventType(kind, change.change),
      data: prefixed(change.data, prefix),
      causationId: byScan ? 'scan-x' : undefined,
    },
  };
}

function prefixed(data: object, prefix: string): object {
  if (!('placement' in data)) return data;
  const { placement } = data as { placement: Record<string, string | null> };
  const named = Object.entries(placement).map(([key, value]) => [
    key,
    value === null || key === 'project' || key === 'vpc' ? value : prefix + value,
  ]);
  return { ...data, placement: Object.fromEntries(named) };
}
