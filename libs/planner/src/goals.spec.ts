import { describe, expect, it } from 'vitest';
import { computePlan } from '@lockstep/planner';
import { blockedHop, fleet, goal, hop, matrix, outline, validated } from '@lockstep/testing/builders';
import { expectInfeasible, expectPlan, type ProblemSketch } from '../test/expect-plan.js';

const ONE_NSX = { 'nsx-1': { nsx: '4.2.0' } };
const latestOf = (sketch: ProblemSketch) =>
  computePlan({ matrix: matrix(sketch.matrix), fleet: fleet(sketch.fleet), goal: goal(sketch.goal) }).spec;

describe('a target `latest`', () => {
  /** NSX 9.1 goes with VKS 3.5 only, VKS 3.6 with NSX 9.0 only. */
  const excluding = (targets: string[]): ProblemSketch => ({
    matrix: {
      releases: { nsx: ['4.2.0', '9.0.0', '9.1.0'], vks: ['3.5.0', '3.6.0'] },
      statements: [validated('nsx <9.1', 'vks *'), validated('nsx 9.1.0', 'vks 3.5.0')],
    },
    fleet: { nsxManagers: ONE_NSX, supervisors: { sup: { vks: '3.5.0' } } },
    goal: { targets },
  });

  it('is decided before those behind it in the list', () => {
    const { spec } = expectPlan(excluding(['nsx latest', 'vks latest']), { steps: ['nsx 4.2.0 → 9.1.0 at nsx-1'], objective: [1, 0, 0] });
    expect(spec.latest.map(({ version }) => version)).toEqual(['9.1.0', '3.5.0']);
    const turned = expectPlan(excluding(['vks latest', 'nsx latest']), {
      steps: ['vks 3.5.0 → 3.6.0 at sup', 'nsx 4.2.0 → 9.0.0 at nsx-1'],
      objective: [2, 0, 0],
    });
    expect(turned.spec.latest.map(({ version }) => version)).toEqual(['3.6.0', '9.0.0']);
  });

  it('gives up no range for it, be it further down the list', () => {
    const { spec } = expectPlan(excluding(['nsx latest', 'vks =3.6.0']), {
      steps: ['vks 3.5.0 → 3.6.0 at sup', 'nsx 4.2.0 → 9.0.0 at nsx-1'],
      objective: [2, 0, 0],
    });
    expect(spec.latest.map(({ version }) => version)).toEqual(['9.0.0']);
  });

  it('is what all selected instances reach, and whoever runs a later one stays there', () => {
    const { spec } = expectPlan(
      {
        matrix: { releases: { vkr: ['v1.32.1', 'v1.33.1', 'v1.34.1'] }, hops: [hop('vkr', '1.32', '1.33')] },
        fleet: { nsxManagers: { 'nsx-1': {} }, clusters: { behind: { vkr: 'v1.32.1' }, ahead: { vkr: 'v1.34.1' } } },
        goal: { targets: ['vkr latest'] },
      },
      { steps: ['vkr v1.32.1 → v1.33.1 at behind'], objective: [0, 1, 0] },
    );
    expect(spec.latest).toEqual([{ target: 0, nsxManager: 'nsx-1', version: 'v1.33.1' }]);
  });

  it('is decided for each upgrade domain by itself, and in none that it does not select', () => {
    const { spec } = expectPlan(
      {
        matrix: { releases: { nsx: ['4.2.0', '4.2.3', '9.0.0'] }, hops: [hop('nsx'), blockedHop('nsx', '4.2.3', '*')] },
        fleet: { nsxManagers: { free: { nsx: '4.2.0' }, stuck: { nsx: '4.2.3' }, left: { nsx: '4.2.0' } }, supervisors: {} },
        goal: { targets: [{ target: 'nsx latest', select: { ids: ['free', 'stuck'] } }] },
      },
      { steps: ['nsx 4.2.0 → 9.0.0 at free'], objective: [1, 0, 0] },
    );
    expect(spec.latest).toEqual([
      { target: 0, nsxManager: 'free', version: '9.0.0' },
      { target: 0, nsxManager: 'stuck', version: '4.2.3' },
    ]);
  });

  it('that everybody runs leaves nothing to do, and says so', () => {
    const sketch = (version: string): ProblemSketch => ({
      matrix: { releases: { nsx: ['4.2.0', '9.0.0'] } },
      fleet: { nsxManagers: { 'nsx-1': { nsx: version } } },
      goal: { targets: ['nsx latest'] },
    });
    for (const version of ['9.0.0', '9.0.1'])
      expect(latestOf(sketch(version))).toMatchObject({ outcome: 'nothing-to-do', latest: [{ version: '9.0.0' }] });
  });

  it('is out of reach for a version that nobody could observe, and for one before every release that can not hop', () => {
    const sketch = (version: string): ProblemSketch => ({
      matrix: { releases: { nsx: ['4.2.0', '9.0.0'] }, hops: [] },
      fleet: { nsxManagers: { 'nsx-1': { nsx: version } } },
      goal: { targets: ['nsx latest'] },
    });
    expectInfeasible(sketch('unknown'));
    expectInfeasible(sketch('4.1.0'));
  });

  it('is no newer than what is supported for as long as the goal asks', () => {
    const { spec } = expectPlan(
      {
        matrix: {
          releases: {
            nsx: [
              { version: '4.2.0', endOfSupport: '2027-01-01' },
              { version: '9.0.0', endOfSupport: '2028-06-30' },
              { version: '9.1.0', endOfSupport: '2028-01-01' },
            ],
          },
        },
        fleet: { nsxManagers: ONE_NSX },
        goal: { targets: ['nsx latest'], supportedUntil: '2028-06-30' },
      },
      { steps: ['nsx 4.2.0 → 9.0.0 at nsx-1'], objective: [1, 0, 0] },
    );
    expect(spec.latest.map(({ version }) => version)).toEqual(['9.0.0']);
  });
});

describe('supportedUntil', () => {
  const releases = {
    nsx: [
      { version: '4.2.0', endOfSupport: '2027-06-30' },
      { version: '9.0.0', endOfSupport: '2028-06-30' },
    ],
  };
  const until = (supportedUntil: string, changes: Partial<ProblemSketch> = {}): ProblemSketch => ({
    matrix: { releases },
    fleet: { nsxManagers: ONE_NSX },
    goal: { supportedUntil },
    ...changes,
  });
  const move = { steps: ['nsx 4.2.0 → 9.0.0 at nsx-1'], objective: [1, 0, 0] } as const;

  it('moves whatever is out of support before that day, without a target, and nothing that is not', () => {
    expectPlan(until('2027-07-01'), move);
    expect(latestOf(until('2027-06-30')).outcome).toBe('nothing-to-do');
    expectInfeasible(until('2028-07-01'));
  });

  it('is about instances that no target selects, held ones and those of other domains included', () => {
    const world = { nsxManagers: { 'nsx-1': { nsx: '4.2.0' }, 'nsx-2': { nsx: '4.2.0' } }, supervisors: {} };
    const both = until('2027-12-31', {
      fleet: world,
      goal: { targets: [{ target: 'nsx =9.0.0', select: { ids: ['nsx-1'] } }], supportedUntil: '2027-12-31' },
    });
    expectPlan(both, { steps: ['nsx 4.2.0 → 9.0.0 at nsx-1', 'nsx 4.2.0 → 9.0.0 at nsx-2'], objective: [2, 0, 0] });
    expectInfeasible({ ...both, goal: { ...both.goal, hold: [{ component: 'nsx', select: { ids: ['nsx-2'] } }] } });
  });

  it('takes a release without a day for unsupported, where the matrix knows the day of another one', () => {
    const untold = { releases: { nsx: [releases.nsx[0]!, '9.0.0'] } };
    expectInfeasible(until('2027-12-31', { matrix: untold }));
    expect(latestOf(until('2027-01-01', { matrix: untold })).outcome).toBe('nothing-to-do');
  });

  it('asks nothing of a component whose life nobody tracks', () => {
    const untracked = until('2027-12-31', {
      matrix: { releases: { ...releases, vks: ['3.5.0', '3.6.0'] } },
      fleet: { nsxManagers: ONE_NSX, supervisors: { sup: { vks: '3.5.0' } } },
    });
    expectPlan(untracked, move);
  });

  it('takes a version that is unlisted or could not be observed for unsupported', () => {
    expectPlan(until('2027-01-01', { fleet: { nsxManagers: { 'nsx-1': { nsx: '4.2.5' } } } }), {
      steps: ['nsx 4.2.5 → 9.0.0 at nsx-1'],
      objective: [1, 0, 0],
    });
    expectInfeasible(until('2027-01-01', { fleet: { nsxManagers: { 'nsx-1': { nsx: 'unknown' } } } }));
  });

  it('is asked of what a bundle carries, too', () => {
    const carried = (antrea: object): ProblemSketch => ({
      matrix: {
        releases: {
          vkr: ['v1.33.1', { version: 'v1.34.1', bundle: { antrea: '2.4.0' } }, { version: 'v1.34.2', bundle: { antrea: '2.5.0' } }],
          antrea: ['2.3.0', { version: '2.4.0', ...antrea }, { version: '2.5.0', endOfSupport: '2029-01-01' }],
        },
        hops: [hop('vkr')],
      },
      fleet: { nsxManagers: { 'nsx-1': {} }, clusters: { c1: { vkr: 'v1.33.1', antrea: '2.3.0' } } },
      goal: { targets: ['vkr >=1.34'], supportedUntil: '2027-12-31' },
    });
    const { matrix: sketch, ...rest } = carried({ endOfSupport: '2027-06-30' });
    expect(outline(computePlan({ matrix: matrix(sketch), fleet: fleet(rest.fleet), goal: goal(rest.goal) }))).toEqual([
      'vkr v1.33.1 → v1.34.2 +antrea 2.5.0 at c1',
    ]);
  });

  it('is asked of the last state only: a release on the way may be out of support', () =>
    expectPlan(
      until('2028-01-01', {
        matrix: {
          releases: { nsx: [releases.nsx[0]!, { version: '4.2.5', endOfSupport: '2026-01-01' }, releases.nsx[1]!] },
          hops: [hop('nsx', '4.2.0', '4.2.5'), hop('nsx', '4.2.5', '9.0.0')],
        },
      }),
      { steps: ['nsx 4.2.0 → 4.2.5 at nsx-1', 'nsx 4.2.5 → 9.0.0 at nsx-1'], objective: [2, 0, 0] },
    ));
});
