import type { PlanSpec, Premise } from '@lockstep/documents';
import type { Matrix } from '@lockstep/matrix/domain';
import { fleet } from '@lockstep/testing/builders';
import { describe, expect, it } from 'vitest';
import { touchedWithoutAdapter } from './clusters-without-adapter.js';
import { riskClassesOf } from './risk-classes.js';

const words = {
  components: new Map([
    ['nsx', { scope: 'nsxManager' }],
    ['vkr', { scope: 'cluster' }],
  ]),
  statements: [
    { id: 'listed', evidence: 'vendor' },
    { id: 'seen', evidence: 'operator' },
  ],
} as unknown as Matrix;
const premise = (statement: string): Premise => ({
  between: ['nsx', 'vkr'],
  versions: ['1', '1'],
  phase: 'before',
  basis: 'statement',
  statement,
});
const step = (id: string, component: string, more: Partial<PlanSpec['steps'][number]> = {}): PlanSpec['steps'][number] => ({
  id,
  component,
  subjects: ['c1'],
  moves: [{ component, from: '1', to: '2' }],
  after: [],
  premises: [premise('listed')],
  reversible: true,
  ...more,
});
const spec = (steps: PlanSpec['steps'], more: Partial<PlanSpec> = {}) => ({
  steps,
  exposures: [],
  evidenceFloor: 'vendor' as const,
  waived: [],
  ...more,
});
const classesOf = (given: ReturnType<typeof spec>, weakFrom: 'third-party' | 'assumed' = 'third-party') =>
  riskClassesOf(given, words, weakFrom).classes.map((risk) => risk.class);

describe('a plan', () => {
  it('of cluster steps on vendors’ words is routine and nothing else', () => {
    expect(classesOf(spec([step('s1', 'vkr')]))).toEqual(['routine']);
  });

  it('has a shared hop when a step moves what clusters hang on, or something that the matrix does not know', () => {
    expect(classesOf(spec([step('s1', 'nsx')]))).toEqual(['routine', 'shared-hop']);
    expect(classesOf(spec([step('s1', 'esx')]))).toEqual(['routine', 'shared-hop']);
  });

  it('has a point of no return when a step can not be taken back, and names it', () => {
    expect(riskClassesOf(spec([step('s1', 'vkr'), step('s2', 'vkr', { reversible: false })]), words, 'third-party').classes).toContainEqual(
      {
        class: 'point-of-no-return',
        reasons: ['step s2 can not be taken back'],
      },
    );
  });

  it('is weak from the evidence on that the policy says, and its waivers are about the statements that are', () => {
    const own = spec([step('s1', 'vkr', { premises: [premise('seen'), premise('listed')] })], { evidenceFloor: 'operator' });
    expect(classesOf(own)).toEqual(['routine', 'weak-evidence']);
    expect(riskClassesOf(own, words, 'third-party').weak).toEqual({ evidence: 'operator', statements: ['seen'] });
    expect(classesOf(own, 'assumed')).toEqual(['routine']);
    expect(riskClassesOf(own, words, 'assumed').weak).toEqual({ evidence: null, statements: [] });
  });

  it('is weak where the goal waived a statement, however strong the rest', () => {
    expect(riskClassesOf(spec([step('s1', 'vkr')], { waived: ['listed'] }), words, 'assumed').weak.statements).toEqual(['listed']);
  });

  it('is outside a window when a pairing is exposed in some state', () => {
    const exposures = [
      {
        between: ['nsx', 'vkr'] as [string, string],
        nodes: ['n', 'c1'] as [string, string],
        versions: ['1', '2'] as [string, string],
        verdict: 'unknown' as const,
        endedBy: 's1',
      },
    ];
    expect(riskClassesOf(spec([step('s1', 'vkr')], { exposures }), words, 'third-party').classes.at(-1)).toEqual({
      class: 'outside-window',
      reasons: ['nsx 1 with vkr 2 at n, c1 is outside its window until step s1'],
    });
  });
});

describe('clusters with a CNI of their own', () => {
  const mixed = fleet({
    nsxManagers: { n1: { nsx: '1' }, n2: { nsx: '1' } },
    supervisors: { s1: { on: 'n1' }, s2: { on: 'n2' } },
    clusters: { a: { on: 's1', cni: 'antrea' }, b: { on: 's1', cni: 'calico', project: 'red' }, c: { on: 's2', cni: 'cilium' } },
  });

  it.each([
    ['are touched by a hop of the NSX manager above them', ['n1'], ['b']],
    ['are touched by a hop of their Supervisor', ['s2'], ['c']],
    ['are touched by a hop of their own', ['c'], ['c']],
    ['are not touched by hops of their neighbours', ['a'], []],
  ])('%s', (_, subjects, expected) => {
    expect(touchedWithoutAdapter({ steps: [step('s1', 'x', { subjects })] }, mixed).map(({ id }) => id)).toEqual(expected);
  });

  it('are told with their places', () => {
    expect(touchedWithoutAdapter({ steps: [step('s1', 'nsx', { subjects: ['n1'] })] }, mixed)).toEqual([
      { id: 'b', cni: 'calico', nsxManager: 'n1', supervisor: 's1', project: 'red', labels: {} },
    ]);
  });
});
