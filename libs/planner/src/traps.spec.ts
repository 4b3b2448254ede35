import { describe, expect, it } from 'vitest';
import { blockedHop, hop, rejected, transitional, validated } from '@lockstep/testing/builders';
import { expectInfeasible, expectPlan } from '../test/expect-plan.js';

/** Each test is a trap of docs/explanation/planner.md, named by its words there. Traps of the shared path: spine-traps.spec.ts */

const ADAPTER = 'antrea-nsx-adapter';
const ONE_NSX = { 'nsx-1': { nsx: '4.2.0' } };

describe('the order of adapter and NSX', () => {
  it('adapter must go before NSX', () => {
    expectPlan(
      {
        matrix: {
          releases: { nsx: ['4.2.0', '9.0.0'], [ADAPTER]: ['1.3.0', '1.4.0'] },
          statements: [validated(`${ADAPTER} 1.3.0`, 'nsx 4.2.0'), validated(`${ADAPTER} 1.4.0`, 'nsx *')],
        },
        fleet: { nsxManagers: ONE_NSX, clusters: { c1: { [ADAPTER]: '1.3.0' } } },
        goal: { targets: ['nsx =9.0.0'] },
      },
      { steps: [`${ADAPTER} 1.3.0 → 1.4.0 at c1`, 'nsx 4.2.0 → 9.0.0 at nsx-1'], objective: [1, 0, 1] },
    );
  });

  it('adapter must go after NSX', () => {
    expectPlan(
      {
        matrix: {
          releases: { nsx: ['4.2.0', '9.0.0'], [ADAPTER]: ['1.3.0', '1.4.0'] },
          statements: [validated(`${ADAPTER} 1.3.0`, 'nsx *'), validated(`${ADAPTER} 1.4.0`, 'nsx 9.0.0')],
        },
        fleet: { nsxManagers: ONE_NSX, clusters: { c1: { [ADAPTER]: '1.3.0' } } },
        goal: { targets: [`${ADAPTER} =1.4.0`] },
      },
      { steps: ['nsx 4.2.0 → 9.0.0 at nsx-1', `${ADAPTER} 1.3.0 → 1.4.0 at c1`], objective: [1, 0, 1] },
    );
  });

  it('a bridge adapter release in between', () => {
    expectPlan(
      {
        matrix: {
          releases: { nsx: ['4.2.0', '9.0.0'], [ADAPTER]: ['1.2.0', '1.3.0', '1.4.0'] },
          statements: [
            validated(`${ADAPTER} 1.2.0`, 'nsx 4.2.0'),
            validated(`${ADAPTER} 1.3.0`, 'nsx *'),
            validated(`${ADAPTER} 1.4.0`, 'nsx 9.0.0'),
          ],
        },
        fleet: { nsxManagers: ONE_NSX, clusters: { c1: { [ADAPTER]: '1.2.0' } } },
        goal: { targets: ['nsx =9.0.0', `${ADAPTER} =1.4.0`] },
      },
      { steps: [`${ADAPTER} 1.2.0 → 1.3.0 at c1`, 'nsx 4.2.0 → 9.0.0 at nsx-1', `${ADAPTER} 1.3.0 → 1.4.0 at c1`], objective: [1, 0, 2] },
    );
  });

  it('the bundle of the newest VKr is too new for today’s NSX', () => {
    expectPlan(
      {
        matrix: {
          releases: {
            nsx: ['4.2.0', '9.0.0'],
            vkr: [
              { version: 'v1.33.1', bundle: { [ADAPTER]: '1.3.0' } },
              { version: 'v1.34.1', bundle: { [ADAPTER]: '1.4.0' } },
            ],
            [ADAPTER]: [],
          },
          statements: [validated(`${ADAPTER} 1.3.0`, 'nsx *'), validated(`${ADAPTER} 1.4.0`, 'nsx 9.0.0')],
        },
        fleet: { nsxManagers: ONE_NSX, clusters: { c1: { vkr: 'v1.33.1' } } },
        goal: { targets: ['vkr =v1.34.1'] },
      },
      { steps: ['nsx 4.2.0 → 9.0.0 at nsx-1', `vkr v1.33.1 → v1.34.1 +${ADAPTER} 1.4.0 at c1`], objective: [1, 1, 0] },
    );
  });
});

describe('releases that lead nowhere', () => {
  it('the latest release is a dead end', () => {
    const hops = [
      hop('nsx', '4.2.0', '>=4.2.2 <4.3'),
      hop('nsx', '>=4.2.2 <4.3', '9.0.0'),
      blockedHop('nsx', '=4.2.3', '9.0.0'),
      hop(ADAPTER),
    ];
    expectPlan(
      {
        matrix: { releases: { nsx: ['4.2.0', '4.2.2', '4.2.3', '9.0.0'] }, hops: hops.slice(0, 3) },
        fleet: { nsxManagers: ONE_NSX },
        goal: { targets: ['nsx =9.0.0'] },
      },
      { steps: ['nsx 4.2.0 → 4.2.2 at nsx-1', 'nsx 4.2.2 → 9.0.0 at nsx-1'], objective: [2, 0, 0] },
    );
    // The newest adapter is validated with today's NSX only: `latest` stops one release short of it.
    const { spec } = expectPlan(
      {
        matrix: {
          releases: { nsx: ['4.2.0', '9.0.0'], [ADAPTER]: ['1.3.0', '1.4.0', '1.5.0'] },
          statements: [validated(`${ADAPTER} <1.5`, 'nsx *'), validated(`${ADAPTER} 1.5.0`, 'nsx 4.2.0')],
        },
        fleet: { nsxManagers: ONE_NSX, clusters: { c1: { [ADAPTER]: '1.3.0' } } },
        goal: { targets: ['nsx =9.0.0', `${ADAPTER} latest`] },
      },
      { steps: [`${ADAPTER} 1.3.0 → 1.4.0 at c1`, 'nsx 4.2.0 → 9.0.0 at nsx-1'], objective: [1, 0, 1] },
    );
    expect(spec.latest).toEqual([{ target: 1, nsxManager: 'nsx-1', version: '1.4.0' }]);
  });

  it('back-in-time release', () => {
    const sketch = (target: string) => ({
      matrix: {
        releases: {
          nsx: [
            { version: '4.2.3', released: '2026-03-01' },
            { version: '9.0.0', released: '2025-06-17' },
            { version: '9.0.1', released: '2026-04-01' },
            { version: '9.1.0', released: '2026-08-01' },
          ],
        },
        hops: [hop('nsx', '<9', '>=9 <9.1'), hop('nsx', '>=9 <9.1', '9.1.0')],
      },
      fleet: { nsxManagers: { 'nsx-1': { nsx: '4.2.3' } } },
      goal: { targets: [target] },
    });
    expectPlan(sketch('nsx =9.1.0'), { steps: ['nsx 4.2.3 → 9.0.1 at nsx-1', 'nsx 9.0.1 → 9.1.0 at nsx-1'], objective: [2, 0, 0] });
    expectInfeasible(sketch('nsx =9.0.0'));
  });
});

const VKR_RELEASES = [1, 2, 3].map((n) => ({ version: `v1.3${n}.1`, bundle: { antrea: `2.${n}.0`, [ADAPTER]: `1.${n}.0` } }));
const SAME_RELEASE = [1, 2, 3].map((n) => validated(`antrea 2.${n}.0`, `${ADAPTER} 1.${n}.0`));
const RIDERS = { antrea: [], [ADAPTER]: [] };

describe('mixed windows', () => {
  it('a long hop is legal but its mixed window is not, two short ones are', () => {
    expectPlan(
      {
        matrix: { releases: { vkr: VKR_RELEASES, ...RIDERS }, statements: [...SAME_RELEASE, rejected('antrea 2.1.0', `${ADAPTER} 1.3.0`)] },
        fleet: { nsxManagers: { 'nsx-1': {} }, clusters: { c1: { vkr: 'v1.31.1' } } },
        goal: { targets: ['vkr =v1.33.1'] },
      },
      {
        steps: [
          `vkr v1.31.1 → v1.32.1 +antrea 2.2.0 +${ADAPTER} 1.2.0 at c1`,
          `vkr v1.32.1 → v1.33.1 +antrea 2.3.0 +${ADAPTER} 1.3.0 at c1`,
        ],
        objective: [0, 2, 0],
      },
    );
  });

  it('co-moved cross pairing', () => {
    const sketch = (mixedWindow: 'comoved' | 'strict') => ({
      matrix: { releases: { vkr: VKR_RELEASES.slice(0, 2), ...RIDERS }, statements: SAME_RELEASE },
      fleet: { nsxManagers: { 'nsx-1': {} }, clusters: { c1: { vkr: 'v1.31.1' } } },
      goal: { targets: ['vkr =v1.32.1'], policy: { mixedWindow } },
    });
    const { spec } = expectPlan(sketch('comoved'), {
      steps: [`vkr v1.31.1 → v1.32.1 +antrea 2.2.0 +${ADAPTER} 1.2.0 at c1`],
      objective: [0, 1, 0],
    });
    expect(spec.steps[0]!.premises.filter(({ phase }) => phase === 'during').map(({ versions, basis }) => [...versions, basis])).toEqual([
      ['2.1.0', '1.2.0', 'not-rejected'],
      ['2.2.0', '1.1.0', 'not-rejected'],
    ]);
    expectInfeasible(sketch('strict'));
  });

  it('transitional only while passing', () => {
    expectPlan(
      {
        matrix: {
          releases: { nsx: ['4.2.0', '9.0.0'], [ADAPTER]: ['1.3.0', '1.4.0', '1.5.0'] },
          statements: [
            validated(`${ADAPTER} <1.5`, 'nsx 4.2.0'),
            transitional(`${ADAPTER} 1.4.0`, 'nsx 9.0.0'),
            validated(`${ADAPTER} 1.5.0`, 'nsx 9.0.0'),
          ],
        },
        fleet: { nsxManagers: ONE_NSX, clusters: { c1: { [ADAPTER]: '1.3.0' } } },
        goal: { targets: ['nsx =9.0.0'] },
      },
      { steps: [`${ADAPTER} 1.3.0 → 1.4.0 at c1`, 'nsx 4.2.0 → 9.0.0 at nsx-1', `${ADAPTER} 1.4.0 → 1.5.0 at c1`], objective: [1, 0, 2] },
    );
  });
});

describe('what a cluster pays', () => {
  const vkr = [
    { version: 'v1.33.1', bundle: { [ADAPTER]: '1.3.0' } },
    { version: 'v1.34.1', bundle: { [ADAPTER]: '1.4.0' } },
  ];
  const windows = [validated(`${ADAPTER} 1.3.0`, 'nsx 4.2.0'), validated(`${ADAPTER} >=1.4`, 'nsx *')];

  it('fold an adapter bump into a VKr hop instead of paying twice', () => {
    expectPlan(
      {
        matrix: { releases: { nsx: ['4.2.0', '9.0.0'], vkr, [ADAPTER]: ['1.3.0', '1.4.0'] }, statements: windows },
        fleet: { nsxManagers: ONE_NSX, clusters: { c1: { vkr: 'v1.33.1' } } },
        goal: { targets: ['nsx =9.0.0', 'vkr =v1.34.1'] },
      },
      { steps: [`vkr v1.33.1 → v1.34.1 +${ADAPTER} 1.4.0 at c1`, 'nsx 4.2.0 → 9.0.0 at nsx-1'], objective: [1, 1, 0] },
    );
  });

  it('keep a newer adapter than the bundle', () => {
    expectPlan(
      {
        matrix: { releases: { nsx: ['4.2.0'], vkr, [ADAPTER]: ['1.5.0'] }, statements: windows },
        fleet: { nsxManagers: ONE_NSX, clusters: { c1: { vkr: 'v1.33.1', [ADAPTER]: '1.5.0' } } },
        goal: { targets: ['vkr =v1.34.1'] },
      },
      { steps: ['vkr v1.33.1 → v1.34.1 at c1'], objective: [0, 1, 0] },
    );
  });

  it('a cluster whose own target is met must still roll so that NSX can move', () => {
    expectPlan(
      {
        matrix: { releases: { nsx: ['4.2.0', '9.0.0'], vkr, [ADAPTER]: [] }, statements: windows },
        fleet: { nsxManagers: ONE_NSX, clusters: { c1: { vkr: 'v1.33.1' } } },
        goal: { targets: ['vkr >=v1.33', 'nsx =9.0.0'] },
      },
      { steps: [`vkr v1.33.1 → v1.34.1 +${ADAPTER} 1.4.0 at c1`, 'nsx 4.2.0 → 9.0.0 at nsx-1'], objective: [1, 1, 0] },
    );
  });

  it('Kubernetes skew', () => {
    expectPlan(
      {
        matrix: { releases: { vkr: ['v1.31.1', 'v1.32.1', 'v1.33.1'] }, hops: [hop('vkr', '*', '*', { maxMinorStep: 1 })] },
        fleet: { nsxManagers: { 'nsx-1': {} }, clusters: { c1: { vkr: 'v1.31.1' } } },
        goal: { targets: ['vkr =v1.33.1'] },
      },
      { steps: ['vkr v1.31.1 → v1.32.1 at c1', 'vkr v1.32.1 → v1.33.1 at c1'], objective: [0, 2, 0] },
    );
  });

  it('a cluster without adapter constrains nothing on that side', () => {
    expectPlan(
      {
        matrix: { releases: { nsx: ['4.2.0', '9.0.0'], vkr, [ADAPTER]: ['1.4.0'] }, statements: windows },
        fleet: {
          nsxManagers: ONE_NSX,
          clusters: { c1: { vkr: 'v1.33.1' }, c2: { vkr: 'v1.33.1', cni: 'calico' }, c3: { vkr: 'v1.33.1', adapter: 'disabled' } },
        },
        goal: { targets: ['nsx =9.0.0', { target: 'vkr =v1.34.1', select: { ids: ['c2'] } }] },
      },
      { steps: [`${ADAPTER} 1.3.0 → 1.4.0 at c1`, 'vkr v1.33.1 → v1.34.1 at c2', 'nsx 4.2.0 → 9.0.0 at nsx-1'], objective: [1, 1, 1] },
    );
  });
});
