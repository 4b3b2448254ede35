import { describe, expect, it } from 'vitest';
import type { PlanSpec, PlanStep } from '@lockstep/documents';
import { computePlan } from '@lockstep/planner';
import { blockedHop, fleet, type FleetSketch, goal, hop, matrix, validated } from '@lockstep/testing/builders';
import { type PlanningProblem, sealPlan, writePlan } from '@lockstep/testing/oracle';
import { writtenOut } from '../../test/plan-groups.js';
import { verifyPlan } from './index.js';

const ADAPTER = 'antrea-nsx-adapter';

const messagesOf = (of: PlanningProblem, spec: PlanSpec): string[] => {
  const verification = verifyPlan({ ...of, plan: sealPlan(spec) });
  return verification.outcome === 'proven' ? [] : verification.refutations.map(({ message }) => message);
};

/** Four clusters that are alike, under two Supervisors that are alike. */
const problemWith = (statement: ReturnType<typeof validated>): PlanningProblem => ({
  matrix: matrix({
    releases: { nsx: ['4.2.0'], vks: ['3.6.0'], vkr: ['v1.33.1', 'v1.34.1'], [ADAPTER]: ['1.2.0', '1.3.0'] },
    statements: [statement],
  }),
  fleet: fleet({
    nsxManagers: { 'nsx-1': { nsx: '4.2.0' } },
    supervisors: { a: { vks: '3.6.0' }, b: { vks: '3.6.0' } },
    clusters: Object.fromEntries(
      ['c1', 'c2', 'c3', 'c4'].map((id, index) => [id, { on: index < 2 ? 'a' : 'b', vkr: 'v1.33.1', [ADAPTER]: '1.2.0' }]),
    ),
  }),
  goal: goal({ targets: ['vkr =v1.34.1', `${ADAPTER} =1.3.0`] }),
});

/** The adapters stand outside their window. */
const problem = problemWith(validated(`${ADAPTER} 1.3.0`, 'nsx 4.2.0'));

/** s1 moves the adapter and ends the exposure, s2 the VKr; both name the group `all`. */
function planInGroups(): PlanSpec {
  const spec = writtenOut(problem, computePlan(problem).spec);
  return {
    ...spec,
    groups: [{ id: 'all', members: ['c1', 'c2', 'c3', 'c4'] }],
    steps: spec.steps.map((step) => ({ ...step, subjects: [], groups: ['all'] })),
    exposures: [{ ...spec.exposures[0]!, alike: ['c2', 'c3', 'c4'] }],
  };
}

const withStep = (spec: PlanSpec, id: string, change: (step: PlanStep) => Partial<PlanStep>): PlanSpec => ({
  ...spec,
  steps: spec.steps.map((step) => (step.id === id ? { ...step, ...change(step) } : step)),
});

const withExposure = (spec: PlanSpec, change: Partial<PlanSpec['exposures'][number]>): PlanSpec => ({
  ...spec,
  exposures: [{ ...spec.exposures[0]!, ...change }],
});

const EXPOSURE = `plan test: exposure of ${ADAPTER} at`;

/** Sentence, what is done to the proven plan, and all refutations that must follow. */
const RULES: readonly [string, (spec: PlanSpec) => PlanSpec, readonly string[]][] = [
  [
    'gives two groups one id',
    (spec) => ({ ...spec, groups: [...spec.groups!, { id: 'all', members: ['c1'] }] }),
    ['plan test, group all: group ids must be unique; found another group of this id'],
  ],
  [
    'names a group that is not there',
    (spec) => withStep(spec, 's2', () => ({ groups: ['all', 'more'] })),
    ['plan test, step s2: a step names groups of its plan; found "more"'],
  ],
  [
    'names a member twice through two groups',
    (spec) => ({
      ...withStep(spec, 's2', () => ({ groups: ['all', 'some'] })),
      groups: [...spec.groups!, { id: 'some', members: ['c3', 'c4'] }],
    }),
    ['plan test, step s2: subject c3 (and 1 alike); the subjects of a step are distinct; found it twice'],
  ],
  [
    'names a member twice in one group',
    (spec) => ({ ...spec, groups: [{ id: 'all', members: ['c1', 'c2', 'c3', 'c4', 'c2'] }] }),
    ['plan test, step s1: subject c2; the subjects of a step are distinct; found it twice'],
  ],
  [
    'names a member of a group by itself, too',
    (spec) => withStep(spec, 's1', () => ({ subjects: ['c4'] })),
    ['plan test, step s1: subject c4; the subjects of a step are distinct; found it twice'],
  ],
  [
    'has a member that is no node',
    (spec) => ({ ...spec, groups: [{ id: 'all', members: ['c1', 'c2', 'c3', 'c4', 'c9'] }] }),
    ['plan test, step s1: subject c9; subjects are nodes of scope cluster, the scope of antrea-nsx-adapter; the fleet has none of this id'],
  ],
  [
    'has a member of another scope',
    (spec) => ({ ...spec, groups: [{ id: 'all', members: ['a', 'c1', 'c2', 'c3', 'c4'] }] }),
    ['plan test, step s1: subject a; subjects are nodes of scope cluster, the scope of antrea-nsx-adapter; the fleet has none of this id'],
  ],
  [
    'has a group of strangers that no step names',
    (spec) => ({ ...spec, groups: [...spec.groups!, { id: 'idle', members: ['c1', 'c9'] }] }),
    ['plan test, group idle: members are nodes of the fleet; found "c9"'],
  ],
  [
    'has a step without subjects',
    (spec) => withStep(spec, 's1', () => ({ groups: undefined })),
    ['plan test, step s1: subjects; a step has at least one; found none'],
  ],
  [
    'moves all of a class from another version',
    (spec) => withStep(spec, 's2', () => ({ moves: [{ component: 'vkr', from: 'v1.33.0', to: 'v1.34.1' }] })),
    [
      'plan test, step s2: moves of c1 (and 3 alike); a step moves from the current version to the target, and what the target release bundles; found vkr v1.33.0 → v1.34.1, expected vkr v1.33.1 → v1.34.1',
    ],
  ],
  [
    'leaves some of a class behind',
    (spec) => ({
      ...withStep(spec, 's2', () => ({ groups: ['some'] })),
      groups: [...spec.groups!, { id: 'some', members: ['c1', 'c4'] }],
      objective: { ...spec.objective, clusterRollouts: 2 },
    }),
    ['plan test, final state: vkr at c2 (and 1 alike); target 0 wants =v1.34.1; found v1.33.1'],
  ],
  [
    'counts a group once',
    (spec) => ({ ...spec, objective: { ...spec.objective, clusterRollouts: 1 } }),
    [
      'plan test: objective; it counts the hops of the steps; found 0 shared hops, 1 cluster rollouts, 4 addon hops, expected 0 shared hops, 4 cluster rollouts, 4 addon hops',
    ],
  ],
  [
    'forgets an alike cluster',
    (spec) => withExposure(spec, { alike: ['c2', 'c4'] }),
    [
      `${EXPOSURE} c3 with nsx at nsx-1; every pairing outside its window at the start, or transitional from start to end, is listed; found ${ADAPTER} 1.2.0 at c3 with nsx 4.2.0 at nsx-1 (unknown)`,
    ],
  ],
  [
    'lists no exposure',
    (spec) => ({ ...spec, exposures: [] }),
    [
      `${EXPOSURE} c1 (and 3 alike) with nsx at nsx-1; every pairing outside its window at the start, or transitional from start to end, is listed; found ${ADAPTER} 1.2.0 at c1 (and 3 alike) with nsx 4.2.0 at nsx-1 (unknown)`,
    ],
  ],
  [
    'lists a cluster as alike to itself',
    (spec) => withExposure(spec, { alike: ['c1', 'c2', 'c3', 'c4'] }),
    [`${EXPOSURE} c1 with nsx at nsx-1; an exposure is listed once; found it twice`],
  ],
  [
    'lists a stranger as alike',
    (spec) => withExposure(spec, { alike: ['c2', 'c3', 'c4', 'c9'] }),
    [`${EXPOSURE} c9 with nsx at nsx-1; an exposure is of two instances that meet under an enforced relation; found none`],
  ],
  [
    'lists a cluster with a node that it does not hang on',
    (spec) => ({
      ...spec,
      exposures: [
        ...withExposure(spec, { alike: ['c2', 'c3'] }).exposures,
        { ...spec.exposures[0]!, nodes: ['c4', 'nsx-2'], alike: undefined },
      ],
    }),
    [
      `${EXPOSURE} c4 with nsx at nsx-2; an exposure is of two instances that meet under an enforced relation; found none`,
      `${EXPOSURE} c4 with nsx at nsx-1; every pairing outside its window at the start, or transitional from start to end, is listed; found ${ADAPTER} 1.2.0 at c4 with nsx 4.2.0 at nsx-1 (unknown)`,
    ],
  ],
  [
    'says that another step ended the exposures of a class',
    (spec) => withExposure(spec, { endedBy: 's2' }),
    [`${EXPOSURE} c1 with nsx at nsx-1; it is ended by s1; found s2`],
  ],
];

describe('a plan that names clusters together', () => {
  it('is proven, and so it is when it names them one by one', () => {
    const spec = planInGroups();
    expect(spec.steps.map(({ component }) => component)).toEqual([ADAPTER, 'vkr']);
    expect(messagesOf(problem, spec)).toEqual([]);
    expect(messagesOf(problem, writtenOut(problem, spec))).toEqual([]);
  });

  it('may have a group that no step names', () => {
    const spec = planInGroups();
    expect(messagesOf(problem, { ...spec, groups: [...spec.groups!, { id: 'idle', members: ['a', 'c1'] }] })).toEqual([]);
  });

  it('lists the exposures of clusters with the Supervisor that each of them hangs on', () => {
    const of = problemWith(validated('vkr v1.34.1', 'vks 3.6.0'));
    const { exposures, ...spec } = writtenOut(of, computePlan(of).spec);
    const [first] = exposures;
    const [a, b] = (['a', 'b'] as const).map((supervisor, index) => ({
      ...first!,
      nodes: [index === 0 ? 'c1' : 'c3', supervisor] as [string, string],
      alike: [index === 0 ? 'c2' : 'c4'],
    }));
    expect(messagesOf(of, { ...spec, exposures: [a!, b!] })).toEqual([]);
    expect(messagesOf(of, { ...spec, exposures: [{ ...a!, alike: ['c2', 'c3', 'c4'] }] })).toEqual([
      'plan test: exposure of vkr at c3 with vks at a; an exposure is of two instances that meet under an enforced relation; found none',
      'plan test: exposure of vkr at c4 with vks at a; an exposure is of two instances that meet under an enforced relation; found none',
      'plan test: exposure of vkr at c3 (and 1 alike) with vks at b; every pairing outside its window at the start, or transitional from start to end, is listed; found vkr v1.33.1 at c3 (and 1 alike) with vks 3.6.0 at b (unknown)',
    ]);
  });

  it.each(RULES)('is refuted when it %s', (_, change, messages) => expect(messagesOf(problem, change(planInGroups()))).toEqual(messages));
});

/** One hop of VKS at both Supervisors, which are alike but for their clusters. */
function hopOfBoth(clusters: FleetSketch['clusters'], ...hops: object[]): string[] {
  const of: PlanningProblem = {
    matrix: matrix({ releases: { vks: ['3.6.0', '3.7.0'], vkr: ['v1.33.1', 'v1.34.1'] }, hops: [...hops] }),
    fleet: fleet({ nsxManagers: { 'nsx-1': {} }, supervisors: { a: { vks: '3.6.0' }, b: { vks: '3.6.0' } }, clusters }),
    goal: goal({ targets: ['vks =3.7.0'] }),
  };
  const step: PlanStep = {
    id: 's1',
    component: 'vks',
    subjects: ['a', 'b'],
    moves: [{ component: 'vks', from: '3.6.0', to: '3.7.0' }],
    after: [],
    premises: [],
    reversible: true,
  };
  const objective = { sharedHops: 2, clusterRollouts: 0, addonHops: 0 };
  return messagesOf(of, { ...writePlan(of, []).spec, outcome: 'planned', steps: [step], objective });
}

describe('a condition on what hangs below a Supervisor', () => {
  const [OLD, NEW] = [{ vkr: 'v1.33.1' }, { vkr: 'v1.34.1' }];
  const needs = (range: string) => hop('vks', '*', '*', { id: `needs ${range}`, requires: [{ component: 'vkr', range }] });
  const unmet = (node: string) =>
    `plan test, step s1: vks 3.6.0 → 3.7.0 does not meet what hop rule needs >=1.34 requires: vkr >=1.34; at ${node}; a hop must be allowed in the state before it (safety rule 3)`;

  it('is asked about the clusters of each Supervisor, be they alike to those of another', () =>
    expect(hopOfBoth({ c1: { ...OLD, on: 'a' }, c2: { ...OLD, on: 'b' } }, needs('>=1.34'))).toEqual([unmet('a'), unmet('b')]));

  it('is not asked about the clusters of another Supervisor', () => {
    const clusters = { c1: { ...NEW, on: 'a' }, c2: { ...NEW, on: 'b' }, c3: { ...OLD, on: 'b' } };
    expect(hopOfBoth(clusters, needs('>=1.34'))).toEqual([unmet('b')]);
    const when = [
      { component: 'vkr', range: '<1.34' },
      { component: 'vkr', range: '>=1.34' },
    ];
    expect(hopOfBoth({ c1: { ...NEW, on: 'a' }, c2: { ...OLD, on: 'b' } }, hop('vks'), blockedHop('vks', '*', '*', { when }))).toEqual([]);
    expect(hopOfBoth(clusters, hop('vks'), blockedHop('vks', '*', '*', { id: 'kb', when }))[0]).toContain('is blocked (hop rule kb); at b');
  });

  it('may be met by one rule at one Supervisor and by another at the next', () =>
    expect(hopOfBoth({ c1: { ...NEW, on: 'a' }, c2: { ...OLD, on: 'b' } }, needs('>=1.34'), needs('<1.34'))).toEqual([]));
});
