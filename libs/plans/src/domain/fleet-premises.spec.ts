import type { FleetSnapshot } from '@lockstep/documents';
import { computePlan } from '@lockstep/planner';
import { fleet, type FleetSketch, goal, matrix, validated } from '@lockstep/testing/builders';
import { describe, expect, it } from 'vitest';
import { renderFall } from './fallen-premise.js';
import { fleetPremisesOf, lostFacts } from './fleet-premises.js';

const revision = matrix({
  releases: { nsx: ['4.2.1.0', '9.0.1.0'], vkr: ['v1.33.1', 'v1.34.1'] },
  statements: [validated('vkr >=1.33 <1.34', 'nsx 4.2'), validated('vkr >=1.34 <1.35', 'nsx >=4.2 <9.1')],
});
const supervisors = { east: { on: 'fra' }, west: { on: 'fra' } };
const sketch: FleetSketch = {
  nsxManagers: { fra: { nsx: '4.2.1.0' } },
  supervisors,
  clusters: { ledger: { on: 'east', vkr: 'v1.33.1' }, payments: { on: 'east', vkr: 'v1.33.1' }, search: { on: 'west', vkr: 'v1.34.1' } },
};
const before = fleet(sketch);
const planFor = (targets: string[]) => computePlan({ matrix: revision, fleet: before, goal: goal({ targets }) });
const shared = fleetPremisesOf(planFor(['nsx 9.0.1.0']).spec, before);
const local = fleetPremisesOf(
  computePlan({
    matrix: revision,
    fleet: before,
    goal: goal({ targets: [{ target: 'vkr v1.34.1', select: { ids: ['ledger'] } }] }),
  }).spec,
  before,
);
const now = (changed: Partial<FleetSketch>): FleetSnapshot => fleet({ ...sketch, ...changed });
const clusters = (changed: FleetSketch['clusters']) => now({ clusters: { ...sketch.clusters, ...changed } });
const told = (found: FleetSnapshot, premises = shared, rolling: Parameters<typeof lostFacts>[2] = []) =>
  lostFacts(premises, found, rolling).map((lost) => renderFall({ ...lost, by: { kind: 'unknown' } }).split(' (')[0]);

describe('what a plan leans on in the fleet', () => {
  it('is whoever moves, all above and all below', () => {
    expect([...shared.nodes.keys()].toSorted()).toEqual(['east', 'fra', 'ledger', 'payments', 'search', 'west']);
    expect([...local.nodes.keys()].toSorted()).toEqual(['east', 'fra', 'ledger']);
  });

  it('stands when labels, projects or the time of the look change', () => {
    expect(told(clusters({ ledger: { on: 'east', vkr: 'v1.33.1', labels: { tier: 'gold' }, project: 'p' } }))).toEqual([]);
    expect(told(now({ takenAt: '2026-11-21T06:00:00Z' }))).toEqual([]);
  });

  it.each<[string, FleetSnapshot, string[]]>([
    [
      'another version',
      clusters({ ledger: { on: 'east', vkr: 'v1.34.1' } }),
      ['cluster ledger version of vkr; the plan leans on v1.33.1; found v1.34.1'],
    ],
    [
      'a version out of sight',
      clusters({ ledger: { on: 'east', vkr: 'unknown' } }),
      ['cluster ledger version of vkr; the plan leans on v1.33.1; found unknown'],
    ],
    [
      'another place',
      clusters({ ledger: { on: 'west', vkr: 'v1.33.1' } }),
      ['cluster ledger placement; the plan leans on east; found west'],
    ],
    [
      'another CNI',
      clusters({ ledger: { on: 'east', vkr: 'v1.33.1', cni: 'cilium' } }),
      ['cluster ledger cni; the plan leans on antrea, adapter enabled; found cilium'],
    ],
    [
      'the adapter switched off',
      clusters({ ledger: { on: 'east', vkr: 'v1.33.1', adapter: 'disabled' } }),
      ['cluster ledger cni; the plan leans on antrea, adapter enabled; found antrea, adapter disabled'],
    ],
    [
      'a cluster that is gone',
      now({ clusters: { payments: { on: 'east', vkr: 'v1.33.1' }, search: { on: 'west', vkr: 'v1.34.1' } } }),
      ['cluster ledger presence; the plan leans on there; found nothing'],
    ],
    [
      'a cluster that nobody planned for',
      clusters({ stranger: { on: 'west', vkr: 'v1.33.1' } }),
      ['cluster stranger joined; the plan leans on nothing; found below west'],
    ],
  ])('falls by %s', (_, found, expected) => {
    expect(told(found)).toEqual(expected);
  });

  it('falls while a node rolls', () => {
    const parts = [{ part: 'workers', version: 'v1.34.1', nodes: 2 }];
    expect(told(before, shared, [{ id: 'ledger', component: 'vkr', parts }])).toEqual([
      'cluster ledger rolling of vkr; the plan leans on v1.33.1; found workers v1.34.1 on 2',
    ]);
    expect(told(before, local, [{ id: 'search', component: 'vkr', parts }])).toEqual([]);
  });

  it('stands when others change that meet nobody who moves', () => {
    const others = clusters({ payments: { on: 'east', vkr: 'v1.34.1' }, stranger: { on: 'east', vkr: 'v1.33.1' } });
    expect(told(others, local)).toEqual([]);
    expect(told(others, shared)).toHaveLength(2);
  });

  it('falls while it is carried out when a node above the clusters goes', () => {
    const found = { ...before, spec: { ...before.spec, supervisors: before.spec.supervisors.filter(({ id }) => id !== 'east') } };
    expect(lostFacts(shared, found, [], true).map(({ premise }) => premise)).toContainEqual({
      kind: 'node',
      node: { kind: 'supervisor', id: 'east' },
      fact: 'presence',
      component: null,
    });
  });

  it('stands when versions move and clusters go while it is carried out, and not when a cluster joins', () => {
    const found = clusters({ ledger: { on: 'east', vkr: 'v1.34.1' }, stranger: { on: 'east', vkr: 'v1.33.1' } });
    const parts = [{ part: 'workers', version: 'v1.34.1', nodes: 2 }];
    expect(lostFacts(shared, found, [{ id: 'ledger', component: 'vkr', parts }], true).map(({ premise }) => premise)).toMatchObject([
      { node: { kind: 'cluster', id: 'stranger' }, fact: 'joined' },
    ]);
  });
});
