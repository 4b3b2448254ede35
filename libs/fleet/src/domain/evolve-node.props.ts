import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeEvent } from '../../test/random-history.js';
import {
  confirmNode,
  DEFAULT_CNI,
  evolveNode,
  type FleetNode,
  isLate,
  type NodeEvent,
  NOWHERE,
  type Placement,
  unknownNode,
} from './index.js';

const at = (second: number): string => `2026-11-20T06:00:${String(second).padStart(2, '0')}.000Z`;
const clusterEvents = fc.array(
  nodeEvent.filter(({ kind }) => kind === 'cluster').map(({ change }) => change),
  { maxLength: 20 },
);
/** Each at a time of its own, in the order of times. */
const timely = clusterEvents.map((changes) => changes.map((change, second): NodeEvent => ({ ...change, observedAt: at(second) })));
/** At any times, in any order. */
const untimely = fc.array(
  fc.tuple(nodeEvent, fc.nat({ max: 9 })).map(([{ change }, second]): NodeEvent => ({ ...change, observedAt: at(second) })),
  { maxLength: 20 },
);
const NOT_SHOWN = new Set<NodeEvent['change']>([
  'HealthObserved',
  'LostSight',
  'SignalsObserved',
  'MixedVersionsObserved',
  'IdentityObserved',
  'AddressesObserved',
  'ManagerApiConsumersObserved',
]);
const fold = (events: readonly NodeEvent[]): FleetNode => events.reduce(evolveNode, unknownNode('cluster', 'c'));

describe('a node', () => {
  it('comes to the same whatever the order in which observations of different times arrive', () => {
    const shuffled = timely.chain((events) => fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })));
    fc.assert(
      fc.property(shuffled, ([events, other]) => {
        expect(fold(other)).toEqual(fold(events));
      }),
    );
  });

  it('shows of each aspect what was observed last', () => {
    fc.assert(
      fc.property(timely, (events) => {
        const node = fold(events);
        const gone = events.findLastIndex(({ change }) => change === 'Decommissioned');
        const last = <Change extends NodeEvent['change']>(
          change: Change,
          fits: (event: NodeEvent & { change: Change }) => boolean = () => true,
        ) =>
          events.slice(gone + 1).findLast((event) => event.change === change && fits(event as never)) as
            (NodeEvent & { change: Change }) | undefined;
        type Told = { placement?: Placement; networking?: string | null };
        const told = (member: (data: Told) => unknown) =>
          events
            .slice(gone + 1)
            .map((event) =>
              event.change === 'Moved' ? (member(event.data) ?? 'none') : event.change === 'Registered' ? member(event.data) : null,
            )
            .findLast((one) => one !== null && one !== undefined);
        expect(node.placement.project ?? 'none').toBe(told(({ placement }) => placement?.project) ?? 'none');
        expect(node.placement.vpc ?? 'none').toBe(told(({ placement }) => placement?.vpc) ?? 'none');
        expect(node.labels).toEqual(last('LabelsChanged')?.data.labels ?? {});
        for (const component of ['vkr', 'antrea'])
          expect(node.versions[component] ?? null).toEqual(
            last('VersionObserved', ({ data }) => data.component === component)?.data.version ?? null,
          );
        expect(node.health.adapter?.verdict).toBe(last('HealthObserved', ({ data }) => data.layer === 'adapter')?.data.verdict);
        for (const source of ['sv 1', 'nsx']) {
          const told = last('SignalsObserved', ({ data }) => data.source === source);
          expect(node.signals[source]?.signals ?? []).toEqual(told?.data.signals ?? []);
          if (node.signals[source]) expect(told?.observedAt).toBe(node.signals[source].observedAt.replace('000Z', 'Z'));
        }
        for (const component of ['nsx', 'vkr'])
          expect(node.mixed[component] ?? []).toEqual(
            last('MixedVersionsObserved', ({ data }) => data.component === component)?.data.parts ?? [],
          );
        expect(node.identity?.uid ?? null).toBe(last('IdentityObserved', ({ data }) => data.uid !== null)?.data.uid ?? null);
        expect(node.identity?.nsxClusterId ?? null).toBe(
          last('IdentityObserved', ({ data }) => data.nsxClusterId !== undefined)?.data.nsxClusterId ?? null,
        );
        const cnis = events
          .slice(gone + 1)
          .flatMap(({ change, data }) =>
            change === 'CniChanged' ? [data] : change === 'Registered' && data.cni !== null ? [data.cni] : [],
          );
        const lastOf = (member: 'cni' | 'adapter') => cnis.findLast((one) => one[member] !== undefined)?.[member] ?? DEFAULT_CNI[member];
        if (node.registered && !node.decommissioned) expect(node.cni).toEqual({ cni: lastOf('cni'), adapter: lastOf('adapter') });
        expect(node.addresses).toEqual(last('AddressesObserved')?.data ?? null);
        expect(node.managerApi).toEqual(last('ManagerApiConsumersObserved')?.data ?? null);
        expect(node.decommissioned).toBe(
          events.findLast(({ change }) => change === 'Registered' || change === 'Decommissioned')?.change === 'Decommissioned',
        );
        const sight = events.at(-1);
        expect(node.lostSight !== null).toBe(sight?.change === 'LostSight');
      }),
    );
  });

  it('keeps what is known of it when it is registered again by somebody who does not tell it', () => {
    const register = (data: Partial<(NodeEvent & { change: 'Registered' })['data']>, second: number): NodeEvent => ({
      change: 'Registered',
      data: { id: 's', placement: { ...NOWHERE, supervisor: 's' }, networking: null, cni: null, ...data },
      observedAt: at(second),
    });
    const cilium = { cni: 'cilium', adapter: 'disabled' } as const;
    const placement = { ...NOWHERE, supervisor: 's', project: 'p', vpc: 'v' };
    const told = register({ placement, networking: 'vpc', cni: cilium }, 1);
    expect(fold([told, register({}, 2)])).toMatchObject({ placement, networking: 'vpc', cni: cilium });
    expect(fold([told, register({ networking: 'nsx-t' }, 2)])).toMatchObject({ placement, networking: 'nsx-t', cni: cilium });
    const moved: NodeEvent = { change: 'Moved', data: { placement: { ...placement, project: null } }, observedAt: at(2) };
    expect(fold([told, moved, register({}, 3)]).placement).toEqual({ ...placement, project: null });
    const half: NodeEvent = { change: 'CniChanged', data: { adapter: 'enabled' }, observedAt: at(3) };
    expect(fold([told, half]).cni).toEqual({ cni: 'cilium', adapter: 'enabled' });
    const identity = (data: (NodeEvent & { change: 'IdentityObserved' })['data'], second: number): NodeEvent => {
      return { change: 'IdentityObserved', data, observedAt: at(second) };
    };
    const both = identity({ uid: 'u', nsxClusterId: 'n' }, 1);
    expect(fold([both, identity({ uid: 'w' }, 2)]).identity).toEqual({ uid: 'w', nsxClusterId: 'n' });
    expect(fold([both, identity({ uid: null, nsxClusterId: null }, 2)]).identity).toEqual({ uid: 'u', nsxClusterId: null });
    const gone: NodeEvent = { change: 'Decommissioned', data: { id: 's' }, observedAt: at(2) };
    expect(fold([told, gone, register({}, 3)])).toMatchObject({
      placement: { supervisor: 's', project: null, vpc: null },
      networking: null,
      cni: DEFAULT_CNI,
    });
  });

  it('takes signals, identity, mixed versions and addresses whatever a snapshot has confirmed, because none shows them', () => {
    const look = nodeEvent.filter(({ change }) => NOT_SHOWN.has(change.change) && change.change !== 'LostSight');
    fc.assert(
      fc.property(look, ({ change }) => {
        const node = confirmNode(fold([]), at(9));
        expect(isLate(node, { ...change, observedAt: at(1) })).toBe(false);
      }),
    );
  });

  it('is turned back by nothing that is late', () => {
    fc.assert(
      fc.property(untimely, nodeEvent, fc.nat({ max: 9 }), (events, { change }, second) => {
        const node = fold(events);
        const event: NodeEvent = { ...change, observedAt: at(second) };
        fc.pre(isLate(node, event));
        const { registeredAt: _, observedAt: __, lostSight: ___, ...before } = node;
        expect(evolveNode(node, event)).toMatchObject(before);
      }),
    );
  });

  it('keeps what a snapshot has confirmed against all that was observed before it, apart from what snapshots do not show', () => {
    fc.assert(
      fc.property(untimely, nodeEvent, fc.nat({ max: 8 }), (events, { change }, second) => {
        fc.pre(!NOT_SHOWN.has(change.change));
        const node = confirmNode(
          fold([
            {
              change: 'Registered',
              data: { id: 'c', placement: unknownNode('cluster', 'c').placement, networking: null, cni: null },
              observedAt: at(0),
            },
            ...events,
          ]),
          at(9),
        );
        const { registeredAt: _, lostSight: __, ...before } = node;
        expect(evolveNode(node, { ...change, observedAt: at(second) })).toMatchObject(before);
      }),
    );
  });
});
