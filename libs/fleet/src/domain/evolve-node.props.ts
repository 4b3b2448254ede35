import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeEvent } from '../../test/random-history.js';
import { confirmNode, evolveNode, type FleetNode, isLate, type NodeEvent, unknownNode } from './index.js';

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
        expect(node.labels).toEqual(last('LabelsChanged')?.data.labels ?? {});
        for (const component of ['vkr', 'antrea'])
          expect(node.versions[component] ?? null).toEqual(
            last('VersionObserved', ({ data }) => data.component === component)?.data.version ?? null,
          );
        expect(node.health.adapter?.verdict).toBe(last('HealthObserved', ({ data }) => data.layer === 'adapter')?.data.verdict);
        expect(node.decommissioned).toBe(
          events.findLast(({ change }) => change === 'Registered' || change === 'Decommissioned')?.change === 'Decommissioned',
        );
        const sight = events.at(-1);
        expect(node.lostSight !== null).toBe(sight?.change === 'LostSight');
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

  it('keeps what a scan has confirmed against all that was observed before the scan, health apart', () => {
    fc.assert(
      fc.property(untimely, nodeEvent, fc.nat({ max: 8 }), (events, { change }, second) => {
        fc.pre(change.change !== 'HealthObserved' && change.change !== 'LostSight');
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
