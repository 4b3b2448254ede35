import { describe, expect, it } from 'vitest';
import { blockedHop, hop, validated } from '@lockstep/testing/builders';
import { expectInfeasible, expectPlan } from '../test/expect-plan.js';

/** Traps of docs/explanation/planner.md about the shared path, named by their words there. All others: traps.spec.ts */

const ADAPTER = 'antrea-nsx-adapter';
const ONE_NSX = { 'nsx-1': { nsx: '4.2.0' } };

/** Two ways up for NSX, through 4.3.0 or through 4.4.0; adapter hops only where a test adds them. */
const DIAMOND = {
  releases: { nsx: ['4.2.0', '4.3.0', '4.4.0', '9.0.0'], [ADAPTER]: ['1.1.0', '1.2.0', '1.5.0', '1.6.0', '1.7.0'] },
  statements: [
    validated(`${ADAPTER} 1.1.0`, 'nsx 4.2.0 || 4.3.0 || 9.0.0'),
    validated(`${ADAPTER} 1.2.0`, 'nsx *'),
    validated(`${ADAPTER} 1.5.0`, 'nsx 4.2.0 || 4.4.0 || 9.0.0'),
    validated(`${ADAPTER} 1.6.0`, 'nsx 4.2.0'),
    validated(`${ADAPTER} 1.7.0`, 'nsx *'),
  ],
};
const DIAMOND_HOPS = [hop('nsx', '4.2.0', '4.3.0 || 4.4.0'), hop('nsx', '4.3.0 || 4.4.0', '9.0.0')];
/** To pass 4.4.0, a cluster on 1.1.0 pays one adapter hop; to pass 4.3.0, one on 1.5.0 pays two. */
const DIAMOND_TOLLS = [hop(ADAPTER, '1.1.0', '1.2.0'), hop(ADAPTER, '1.5.0', '1.6.0'), hop(ADAPTER, '1.6.0', '1.7.0')];
const GOAL_NSX_9 = { targets: ['nsx =9.0.0'] };

describe('one path for all clusters', () => {
  it('two clusters that each have a cheap but different spine', () => {
    expectPlan(
      {
        matrix: { ...DIAMOND, hops: [...DIAMOND_HOPS, ...DIAMOND_TOLLS] },
        fleet: { nsxManagers: ONE_NSX, clusters: { c1: { [ADAPTER]: '1.1.0' }, c2: { [ADAPTER]: '1.5.0' } } },
        goal: GOAL_NSX_9,
      },
      { steps: [`${ADAPTER} 1.1.0 → 1.2.0 at c1`, 'nsx 4.2.0 → 4.4.0 at nsx-1', 'nsx 4.4.0 → 9.0.0 at nsx-1'], objective: [2, 0, 1] },
    );
  });

  it('two clusters whose spines exclude each other (infeasible together, feasible alone)', () => {
    const sketch = (clusters: Record<string, Record<string, string>>) => ({
      matrix: { ...DIAMOND, hops: DIAMOND_HOPS },
      fleet: { nsxManagers: ONE_NSX, clusters },
      goal: GOAL_NSX_9,
    });
    const [c1, c2] = [{ [ADAPTER]: '1.1.0' }, { [ADAPTER]: '1.5.0' }];
    expectInfeasible(sketch({ c1, c2 }));
    expectPlan(sketch({ c1 }), { steps: ['nsx 4.2.0 → 4.3.0 at nsx-1', 'nsx 4.3.0 → 9.0.0 at nsx-1'], objective: [2, 0, 0] });
    expectPlan(sketch({ c2 }), { steps: ['nsx 4.2.0 → 4.4.0 at nsx-1', 'nsx 4.4.0 → 9.0.0 at nsx-1'], objective: [2, 0, 0] });
  });

  it('multiplicity decides (500 clusters one way, one the other)', () => {
    const many = (version: string) =>
      Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`many-${index}`, { [ADAPTER]: version }]));
    const sketch = (clusters: Record<string, Record<string, string>>) => ({
      matrix: { ...DIAMOND, hops: [...DIAMOND_HOPS, ...DIAMOND_TOLLS] },
      fleet: { nsxManagers: ONE_NSX, clusters },
      goal: GOAL_NSX_9,
    });
    // One toll for each of 500 is dearer than two tolls for one.
    expectPlan(
      sketch({ ...many('1.1.0'), one: { [ADAPTER]: '1.5.0' } }),
      {
        steps: [
          `${ADAPTER} 1.5.0 → 1.6.0 at one`,
          `${ADAPTER} 1.6.0 → 1.7.0 at one`,
          'nsx 4.2.0 → 4.3.0 at nsx-1',
          'nsx 4.3.0 → 9.0.0 at nsx-1',
        ],
        objective: [2, 0, 2],
      },
      false,
    );
    expectPlan(
      sketch({ ...many('1.5.0'), one: { [ADAPTER]: '1.1.0' } }),
      { steps: [`${ADAPTER} 1.1.0 → 1.2.0 at one`, 'nsx 4.2.0 → 4.4.0 at nsx-1', 'nsx 4.4.0 → 9.0.0 at nsx-1'], objective: [2, 0, 1] },
      false,
    );
  });

  it('shared hops that save rollouts', () => {
    const sketch = (hold: string[]) => ({
      matrix: {
        releases: { nsx: ['4.2.0', '4.3.0', '9.0.0'], vkr: ['v1.33.1', 'v1.34.1'] },
        hops: [
          hop('nsx', '*', '4.3.0'),
          hop('nsx', '4.3.0', '9.0.0'),
          hop('nsx', '4.2.0', '9.0.0', { requires: [{ component: 'vkr', range: '>=1.34' }] }),
          hop('vkr'),
        ],
      },
      fleet: { nsxManagers: ONE_NSX, clusters: { c1: { vkr: 'v1.33.1' }, c2: { vkr: 'v1.33.1' } } },
      goal: { ...GOAL_NSX_9, hold },
    });
    // Shared hops count first, so a detour that saves two rollouts is not worth it; it is taken when the clusters may not move.
    expectPlan(sketch([]), { steps: ['vkr v1.33.1 → v1.34.1 at c1, c2', 'nsx 4.2.0 → 9.0.0 at nsx-1'], objective: [1, 2, 0] });
    expectPlan(sketch(['vkr']), { steps: ['nsx 4.2.0 → 4.3.0 at nsx-1', 'nsx 4.3.0 → 9.0.0 at nsx-1'], objective: [2, 0, 0] });
  });

  it('one laggard that blocks everyone', () => {
    const sketch = (hold: { component: string; select: { ids: string[] } }[]) => ({
      matrix: {
        releases: { nsx: ['4.2.0', '9.0.0'], [ADAPTER]: ['1.2.0', '1.3.0', '1.4.0'] },
        statements: [validated(`${ADAPTER} <1.4`, 'nsx 4.2.0'), validated(`${ADAPTER} 1.4.0`, 'nsx *')],
        hops: [hop('nsx'), hop(ADAPTER, '*', '*', { maxMinorStep: 1 })],
      },
      fleet: { nsxManagers: ONE_NSX, clusters: { c1: { [ADAPTER]: '1.4.0' }, c2: { [ADAPTER]: '1.4.0' }, late: { [ADAPTER]: '1.2.0' } } },
      goal: { ...GOAL_NSX_9, hold },
    });
    expectPlan(sketch([]), {
      steps: [`${ADAPTER} 1.2.0 → 1.3.0 at late`, `${ADAPTER} 1.3.0 → 1.4.0 at late`, 'nsx 4.2.0 → 9.0.0 at nsx-1'],
      objective: [1, 0, 2],
    });
    expectInfeasible(sketch([{ component: ADAPTER, select: { ids: ['late'] } }]));
  });
});

describe('starts outside the window', () => {
  it('start outside the window', () => {
    const { spec } = expectPlan(
      {
        matrix: { releases: { nsx: ['4.2.0', '9.0.0'], [ADAPTER]: ['1.5.0'] }, statements: [validated(`${ADAPTER} 1.5.0`, 'nsx 9.0.0')] },
        fleet: { nsxManagers: ONE_NSX, clusters: { ahead: { [ADAPTER]: '1.5.0' } } },
        goal: GOAL_NSX_9,
      },
      { steps: ['nsx 4.2.0 → 9.0.0 at nsx-1'], objective: [1, 0, 0] },
    );
    expect(spec.exposures).toEqual([
      { between: [ADAPTER, 'nsx'], nodes: ['ahead', 'nsx-1'], versions: ['1.5.0', '4.2.0'], verdict: 'unknown', endedBy: 's1' },
    ]);
    expect(spec.steps[0]!.premises.map(({ phase, basis }) => [phase, basis])).toEqual([
      ['before', 'start-exposure'],
      ['after', 'statement'],
    ]);
  });

  it('a cluster may climb out over several hops, a shared component may not', () => {
    const adapters = {
      releases: { nsx: ['9.0.0'], [ADAPTER]: ['1.1.0', '1.2.0', '1.3.0'] },
      statements: [validated(`${ADAPTER} 1.3.0`, 'nsx 9.0.0')],
      hops: [hop(ADAPTER, '*', '*', { maxMinorStep: 1 })],
    };
    expectPlan(
      {
        matrix: adapters,
        fleet: { nsxManagers: { 'nsx-1': { nsx: '9.0.0' } }, clusters: { c1: { [ADAPTER]: '1.1.0' } } },
        goal: { targets: [`${ADAPTER} =1.3.0`] },
      },
      { steps: [`${ADAPTER} 1.1.0 → 1.2.0 at c1`, `${ADAPTER} 1.2.0 → 1.3.0 at c1`], objective: [0, 0, 2] },
    );
    expectInfeasible({
      matrix: {
        releases: { nsx: ['4.2.0', '9.0.0', '9.1.0'], [ADAPTER]: ['1.5.0'] },
        statements: [validated(`${ADAPTER} 1.5.0`, 'nsx 9.1.0')],
        hops: [hop('nsx', '4.2.0', '9.0.0'), hop('nsx', '9.0.0', '9.1.0')],
      },
      fleet: { nsxManagers: ONE_NSX, clusters: { c1: { [ADAPTER]: '1.5.0' } } },
      goal: { targets: ['nsx =9.1.0'] },
    });
  });
});

describe('Supervisors and what hangs on them', () => {
  it('VKS floor needs clusters first', () => {
    expectPlan(
      {
        matrix: {
          releases: { vks: ['3.6.0', '3.7.0'], vkr: ['v1.32.1', 'v1.33.1'] },
          hops: [hop('vks', '*', '>=3.7', { requires: [{ component: 'vkr', range: '>=1.33' }] }), hop('vkr')],
        },
        fleet: { nsxManagers: { 'nsx-1': {} }, supervisors: { 'sup-1': { vks: '3.6.0+v1.35' } }, clusters: { c1: { vkr: 'v1.32.1' } } },
        goal: { targets: ['vks =3.7.0'] },
      },
      { steps: ['vkr v1.32.1 → v1.33.1 at c1', 'vks 3.6.0 → 3.7.0 at sup-1'], objective: [1, 1, 0] },
    );
  });

  it('weave Supervisor and VKS hops', () => {
    expectPlan(
      {
        matrix: {
          releases: { supervisor: ['v1.30.1', 'v1.31.1', 'v1.32.1'], vks: ['3.4.0', '3.5.0', '3.6.0'] },
          statements: [
            validated('vks 3.4.0', 'supervisor <1.32'),
            validated('vks 3.5.0', 'supervisor >=1.31'),
            validated('vks 3.6.0', 'supervisor >=1.32'),
          ],
          hops: [hop('supervisor', '*', '*', { maxMinorStep: 1 }), hop('vks')],
        },
        fleet: { nsxManagers: { 'nsx-1': {} }, supervisors: { 'sup-1': { supervisor: 'v1.30.1', vks: '3.4.0' } } },
        goal: { targets: ['vks =3.6.0'] },
      },
      {
        steps: [
          'supervisor v1.30.1 → v1.31.1 at sup-1',
          'vks 3.4.0 → 3.5.0 at sup-1',
          'supervisor v1.31.1 → v1.32.1 at sup-1',
          'vks 3.5.0 → 3.6.0 at sup-1',
        ],
        objective: [4, 0, 0],
      },
    );
  });

  it('weave across Supervisors', () => {
    expectPlan(
      {
        matrix: {
          releases: { nsx: ['4.2.0', '9.0.0'], vks: ['3.4.0', '3.5.0', '3.6.0'] },
          statements: [validated('vks 3.4.0', 'nsx 4.2.0'), validated('vks 3.5.0', 'nsx *'), validated('vks 3.6.0', 'nsx 9.0.0')],
        },
        fleet: { nsxManagers: ONE_NSX, supervisors: { 'sup-1': { vks: '3.4.0' }, 'sup-2': { vks: '3.5.0' } } },
        goal: { targets: ['vks =3.6.0'] },
      },
      { steps: ['vks 3.4.0 → 3.5.0 at sup-1', 'nsx 4.2.0 → 9.0.0 at nsx-1', 'vks 3.5.0 → 3.6.0 at sup-1, sup-2'], objective: [4, 0, 0] },
    );
  });

  it('Supervisors that share a vCenter', () => {
    expectPlan(
      {
        matrix: {
          releases: { vcenter: ['8.0U3', '9.0.0.0'], supervisor: ['v1.30.1', 'v1.31.1'] },
          statements: [validated('supervisor v1.30.1', 'vcenter 8.0U3'), validated('supervisor v1.31.1', 'vcenter *')],
        },
        fleet: {
          nsxManagers: { 'nsx-1': {} },
          vcenters: { 'vc-1': { vcenter: '8.0U3' }, 'vc-2': { vcenter: '8.0U3' } },
          supervisors: {
            'sup-1': { on: 'vc-1', supervisor: 'v1.31.1' },
            'sup-2': { on: 'vc-1', supervisor: 'v1.30.1' },
            'sup-3': { on: 'vc-2', supervisor: 'v1.30.1' },
          },
        },
        goal: { targets: [{ target: 'vcenter =9.0.0.0', select: { ids: ['vc-1'] } }] },
      },
      { steps: ['supervisor v1.30.1 → v1.31.1 at sup-2', 'vcenter 8.0U3 → 9.0.0.0 at vc-1'], objective: [2, 0, 0] },
    );
  });

  it('a hop is blocked only while its condition holds', () => {
    expectPlan(
      {
        matrix: {
          releases: { vks: ['3.6.0', '3.6.2'], vkr: ['v1.34.1', 'v1.35.0'] },
          hops: [
            hop('vks'),
            hop('vkr'),
            blockedHop('vkr', '>=1.34 <1.35', '>=1.35 <1.36', { when: [{ component: 'vks', range: '>=3.6.0 <3.6.2' }] }),
          ],
        },
        fleet: { nsxManagers: { 'nsx-1': {} }, supervisors: { 'sup-1': { vks: '3.6.0' } }, clusters: { c1: { vkr: 'v1.34.1' } } },
        goal: { targets: ['vkr =v1.35.0'] },
      },
      { steps: ['vks 3.6.0 → 3.6.2 at sup-1', 'vkr v1.34.1 → v1.35.0 at c1'], objective: [1, 1, 0] },
    );
  });
});
