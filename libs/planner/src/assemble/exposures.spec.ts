import { describe, expect, it } from 'vitest';
import { computePlan } from '@lockstep/planner';
import { fleet, goal, matrix, rejected, transitional, validated } from '@lockstep/testing/builders';

it('lists a transitional pairing that nobody touched as a remaining exposure, and not one that was left behind', () => {
  const { spec } = computePlan({
    matrix: matrix({
      releases: { nsx: ['4.2.0', '9.0.0'], vks: ['3.4.0', '3.5.0'], vkr: ['v1.33.1', 'v1.34.1'] },
      statements: [transitional('vkr 1.33', 'vks 3.4'), validated('vkr 1.34', 'vks *')],
    }),
    fleet: fleet({
      nsxManagers: { 'nsx-1': { nsx: '4.2.0' } },
      supervisors: { sup: { vks: '3.4.0' } },
      clusters: { moving: { vkr: 'v1.33.1' }, resting: { vkr: 'v1.33.1' } },
    }),
    goal: goal({ targets: [{ target: 'vkr =1.34', select: { ids: ['moving'] } }] }),
  });
  expect(spec.outcome).toBe('planned');
  expect(spec.exposures).toEqual([
    { between: ['vkr', 'vks'], nodes: ['resting', 'sup'], versions: ['v1.33.1', '3.4.0'], verdict: 'transitional', endedBy: null },
  ]);
});

describe('clusters whose exposures differ in nothing else', () => {
  const problem = (targets: string[]) => ({
    matrix: matrix({
      releases: { nsx: ['4.2.0'], vkr: ['v1.33.1', 'v1.34.1'], antrea: ['2.0.0'] },
      statements: [
        rejected('vkr 1.33', 'nsx *'),
        rejected('vkr 1.33', 'antrea *'),
        validated('vkr 1.34', 'nsx *'),
        validated('vkr 1.34', 'antrea *'),
      ],
    }),
    fleet: fleet({
      nsxManagers: { 'nsx-1': { nsx: '4.2.0' } },
      supervisors: { 'sup-1': {}, 'sup-2': {} },
      clusters: {
        c3: { on: 'sup-1', vkr: 'v1.33.1', antrea: '2.0.0' },
        c1: { on: 'sup-2', vkr: 'v1.33.1', antrea: '2.0.0' },
        c2: { on: 'sup-2', vkr: 'v1.33.1', antrea: '2.0.0', labels: { env: 'prod' } },
      },
    }),
    goal: goal({ targets }),
  });
  const exposuresOf = (targets: string[]) =>
    computePlan(problem(targets)).spec.exposures.map(({ between, nodes, alike, endedBy }) => [between.join(), nodes, alike, endedBy]);

  it('share one, be it with what stands above them all or inside each', () => {
    expect(exposuresOf(['vkr =1.34'])).toEqual([
      ['antrea,vkr', ['c1', 'c1'], ['c2', 'c3'], 's1'],
      ['nsx,vkr', ['nsx-1', 'c1'], ['c2', 'c3'], 's1'],
    ]);
  });

  it('share one in a plan that does not exist, too', () => {
    expect(exposuresOf(['vkr >=2'])).toEqual([
      ['antrea,vkr', ['c1', 'c1'], ['c2', 'c3'], null],
      ['nsx,vkr', ['nsx-1', 'c1'], ['c2', 'c3'], null],
    ]);
  });

  it('have their own when another step, or none, ends them', () => {
    const { spec } = computePlan({
      ...problem([]),
      goal: goal({ targets: [{ target: 'vkr =1.34', select: { labels: { env: 'prod' } } }] }),
    });
    expect(spec.exposures.map(({ nodes, alike, endedBy }) => [nodes, alike, endedBy])).toEqual([
      [['c1', 'c1'], ['c3'], null],
      [['nsx-1', 'c1'], ['c3'], null],
      [['c2', 'c2'], undefined, 's1'],
      [['nsx-1', 'c2'], undefined, 's1'],
    ]);
  });
});
