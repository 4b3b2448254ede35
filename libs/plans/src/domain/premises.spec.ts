import { policy } from '@lockstep/documents';
import { computePlan } from '@lockstep/planner';
import { fleet, goal, matrix, type MatrixSketch, validated } from '@lockstep/testing/builders';
import { describe, expect, it } from 'vitest';
import { changedSubjects, lostPremises, type PlanPremises, premisesOf, subjectsOf } from './premises.js';

const sketch: MatrixSketch = {
  releases: { nsx: ['4.2.1.0', '9.0.1.0'], vkr: ['v1.33.1', 'v1.34.1'] },
  statements: [validated('vkr >=1.33 <1.34', 'nsx 4.2', { id: 'old' }), validated('vkr >=1.34 <1.35', 'nsx >=4.2 <9.1', { id: 'bridge' })],
};
const before = matrix(sketch);
const world = fleet({ nsxManagers: { fra: { nsx: '4.2.1.0' } }, clusters: { ledger: { vkr: 'v1.33.1' }, payments: { vkr: 'v1.33.1' } } });
const plan = computePlan({ matrix: before, fleet: world, goal: goal({ targets: ['nsx 9.0.1.0'] }) });
const premises: PlanPremises = { name: 'nsx-9', domain: null, policy: policy.parse({}), day: '2026-11-20', ...premisesOf(plan) };
const lostUnder = (changed: Partial<MatrixSketch>) => lostPremises(premises, before.matrix, matrix({ ...sketch, ...changed }).matrix);
const bridge = (more: object) => [sketch.statements![0]!, validated('vkr >=1.34 <1.35', 'nsx >=4.2 <9.1', { id: 'bridge', ...more })];

describe('the premises of a plan', () => {
  it('are its pairings and hops, each once with all steps that lean on it', () => {
    expect(plan.spec.outcome).toBe('planned');
    expect(premises.hops.map(({ component, from, to }) => `${component} ${from} ${to}`)).toEqual([
      'vkr v1.33.1 v1.34.1',
      'nsx 4.2.1.0 9.0.1.0',
    ]);
    const [first, second] = plan.spec.steps.map(({ id }) => id);
    expect(premises.pairings).toContainEqual({
      between: ['nsx', 'vkr'],
      versions: ['4.2.1.0', 'v1.34.1'],
      basis: 'statement',
      statement: 'bridge',
      steps: [first, second],
    });
    expect(subjectsOf(premises)).toEqual(['nsx', 'nsx vkr', 'vkr']);
  });

  it('hold under the same matrix, and under one that says more about other things', () => {
    expect(lostUnder({})).toEqual([]);
    expect(lostUnder({ releases: { ...sketch.releases, nsx: ['4.2.1.0', '9.0.1.0', '9.1.0.0'] } })).toEqual([]);
  });

  it('fall with the statement that allowed the pairing', () => {
    const lost = lostUnder({ statements: [sketch.statements![0]!] });
    expect(lost.map((one) => one.kind === 'pairing' && [one.versions.join(' '), one.loss, one.before, one.after])).toEqual([
      ['4.2.1.0 v1.34.1', 'falls', 'validated', 'unknown'],
      ['9.0.1.0 v1.34.1', 'falls', 'validated', 'unknown'],
    ]);
  });

  it('fall when a statement expires before the day of the plan, and not when it expires after', () => {
    expect(lostUnder({ statements: bridge({ expires: '2026-11-19' }) }).map(({ loss }) => loss)).toEqual(['falls', 'falls']);
    expect(lostUnder({ statements: bridge({ expires: '2026-11-20' }) }).map(({ loss }) => loss)).toEqual(['restated', 'restated']);
  });

  it('are weaker when a pairing is good for passing through only', () => {
    expect(lostUnder({ statements: bridge({ status: 'transitional' }) }).map(({ loss }) => loss)).toEqual(['weaker', 'weaker']);
  });

  it('are restated when another statement says the same', () => {
    const lost = lostUnder({ statements: [sketch.statements![0]!, validated('vkr >=1.34 <1.35', 'nsx >=4.2 <9.1', { id: 'anew' })] });
    expect(lost.map(({ loss }) => loss)).toEqual(['restated', 'restated']);
  });

  it('fall with a hop that is blocked, or leads to a release that is no longer listed', () => {
    const hops = ['nsx', 'vkr'].map((component) => ({
      id: `${component}-hop`,
      component,
      from: '*',
      to: '*',
      status: 'supported' as const,
    }));
    const blocked = { id: 'kb1', component: 'nsx', from: '*', to: '>=9', status: 'blocked' as const };
    expect(lostUnder({ hops: [...hops, blocked] })).toMatchObject([
      { kind: 'hop', component: 'vkr', loss: 'restated' },
      { kind: 'hop', component: 'nsx', loss: 'falls' },
    ]);
    const conditional = { ...blocked, when: [{ component: 'vkr', range: '>=1.36' }] };
    expect(lostUnder({ hops: [...hops, conditional] })).toContainEqual(expect.objectContaining({ component: 'nsx', loss: 'weaker' }));
    expect(lostUnder({ releases: { nsx: ['4.2.1.0'], vkr: ['v1.33.1', 'v1.34.1'] } })).toContainEqual(
      expect.objectContaining({ kind: 'hop', component: 'nsx', loss: 'falls' }),
    );
  });

  it('fall when the release that a cluster hops to carries something else', () => {
    const bundled = (antrea: string): MatrixSketch => ({
      ...sketch,
      releases: { nsx: sketch.releases['nsx']!, antrea: [], vkr: ['v1.33.1', { version: 'v1.34.1', bundle: { antrea } }] },
    });
    const carried = matrix(bundled('2.4.0'));
    const clusters = { ledger: { vkr: 'v1.33.1', antrea: '2.3.0' } };
    const found = computePlan({
      matrix: carried,
      fleet: fleet({ nsxManagers: { fra: { nsx: '4.2.1.0' } }, clusters }),
      goal: goal({ targets: ['vkr >=1.34'] }),
    });
    const own = { ...premises, ...premisesOf(found) };
    expect(lostPremises(own, carried.matrix, carried.matrix)).toEqual([]);
    expect(lostPremises(own, carried.matrix, matrix(bundled('2.5.0')).matrix)).toMatchObject([
      { kind: 'hop', component: 'vkr', loss: 'falls' },
    ]);
  });
});

describe('what two editions of the matrix say differently', () => {
  it('is told by the pairs and components it is about', () => {
    expect(changedSubjects(before.matrix, before.matrix)).toEqual([]);
    expect(changedSubjects(before.matrix, matrix({ ...sketch, statements: [], relations: [{ between: ['nsx', 'vkr'] }] }).matrix)).toEqual([
      'nsx vkr',
    ]);
    expect(changedSubjects(before.matrix, matrix({ ...sketch, hops: [] }).matrix)).toEqual(['nsx', 'vkr']);
  });
});
