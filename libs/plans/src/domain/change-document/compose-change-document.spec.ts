import { computePlan } from '@lockstep/planner';
import { blockedHop, fleet, goal, hop, matrix, snapshotOf, transitional, validated } from '@lockstep/testing/builders';
import { describe, expect, it } from 'vitest';
import { type ChangeWorld, factsOf, RECORD, scheduleOf } from '../../../test/change-facts.js';
import type { ChangeFacts } from './change-facts.js';
import { levelOf } from './change-risks.js';
import { composeChangeDocument } from './compose-change-document.js';
import { describePlanInTurns } from './describe-plan.js';
import { waysBack } from './ways-back.js';
import { documentPlan } from './document-plan.js';
import { wordWay } from './words.js';

const ADAPTER = 'antrea-nsx-adapter';

/** The double ride: the cluster with the adapter rolls before NSX moves, and NSX does not come back. */
const WORLD: ChangeWorld = {
  matrix: matrix({
    releases: {
      nsx: ['4.2.0', '9.0.0'],
      vcenter: ['8.0U3g', '9.0.0.0'],
      vkr: [
        { version: 'v1.33.1', bundle: { [ADAPTER]: '1.3.0' } },
        { version: 'v1.34.1', bundle: { [ADAPTER]: '1.4.0' } },
      ],
      antrea: ['2.3.0'],
      [ADAPTER]: ['1.3.0', '1.4.0'],
    },
    statements: [
      validated(`${ADAPTER} 1.3.0`, 'nsx 4.2.0', { id: 'old-adapter', evidence: 'vendor' }),
      validated(`${ADAPTER} 1.4.0`, 'nsx *', { id: 'new-adapter', evidence: 'operator', note: 'a week of load', sources: ['lab'] }),
      validated('nsx 4.2.0', 'vcenter 8.0U3g', { evidence: 'vendor' }),
      transitional('nsx 9.0.0', 'vcenter 8.0U3g', { id: 'on-the-way', evidence: 'vendor' }),
      validated('nsx 9.0.0', 'vcenter 9.0.0.0', { evidence: 'vendor' }),
    ],
    hops: [hop('nsx', '*', '*', { id: 'no-way-back', reversible: false, note: 'KB 7', sources: ['lab'] }), hop('vkr'), hop('vcenter')],
    sources: [{ id: 'lab', title: 'Own lab', confidence: 'operator', url: 'https://lab.example/' }],
  }),
  fleet: snapshotOf(
    {
      nsxManagers: [{ id: 'nsx-1', versions: { nsx: '4.2.0' } }],
      vcenters: [{ id: 'vc-1', nsxManager: 'nsx-1', versions: { vcenter: '8.0U3g' } }],
      supervisors: [{ id: 'sup', vcenter: 'vc-1' }],
      clusters: [
        { id: 'shop/a', supervisor: 'sup', project: 'shop', versions: { vkr: 'v1.33.1' }, nodes: { controlPlane: 3, workers: 4 } },
        { id: 'shop/b', supervisor: 'sup', project: 'shop', versions: { vkr: 'v1.33.1' } },
        { id: 'lone', supervisor: 'sup', cni: 'calico', versions: { vkr: 'v1.33.1' }, nodes: { controlPlane: 1, workers: 1 } },
        { id: 'lab/quiet', supervisor: 'sup', project: 'lab', adapter: 'disabled', versions: { vkr: 'v1.34.1' } },
      ],
    },
    '2026-11-20T06:00:00Z',
  ),
  goal: goal({ targets: ['nsx =9.0.0'], hold: [{ component: 'vkr', select: { ids: ['lone'] } }] }),
};
const facts = factsOf(WORLD);
const document = composeChangeDocument(facts);
const stepOf = (component: string) => document.steps.find((step) => step.component === component)!;

describe('the summary', () => {
  it('tells what moves from where the plan begins to where it ends, alike nodes counted', () =>
    expect(document.summary.moves).toEqual([
      { component: 'vkr', from: 'v1.33.1', to: 'v1.34.1', nodes: 2 },
      { component: ADAPTER, from: '1.3.0', to: '1.4.0', nodes: 2 },
      { component: 'nsx', from: '4.2.0', to: '9.0.0', nodes: 1 },
      { component: 'vcenter', from: '8.0U3g', to: '9.0.0.0', nodes: 1 },
    ]));

  it('joins the hops of a node to one move', () => {
    const world = {
      matrix: matrix({ releases: { vkr: ['v1.33.1', 'v1.34.1', 'v1.35.1'] }, hops: [hop('vkr', '*', '*', { maxMinorStep: 1 })] }),
      fleet: fleet({ nsxManagers: { 'nsx-1': {} }, clusters: { c1: { vkr: 'v1.33.1' } } }),
      goal: goal({ targets: ['vkr =1.35'] }),
    };
    const { summary, steps } = composeChangeDocument(factsOf(world));
    expect(steps).toHaveLength(2);
    expect(summary.moves).toEqual([{ component: 'vkr', from: 'v1.33.1', to: 'v1.35.1', nodes: 1 }]);
  });

  it('counts the nodes that roll, and says of which clusters nobody knows', () =>
    expect(document.summary).toMatchObject({ clustersRolled: 2, clustersBelow: 2, nodesRolled: 7, unknownSizes: 1, window: null }));

  it('tells goal, holds and policy', () => {
    expect(document.goal).toMatchObject({ targets: ['nsx =9.0.0'], holds: ['vkr at lone'], latest: [] });
    expect(composeChangeDocument(factsOf({ ...WORLD, goal: goal({ targets: ['nsx latest'] }) })).goal).toMatchObject({
      targets: ['nsx the latest that a safe plan reaches'],
      latest: ['target 1 under nsx-1 is 9.0.0 or later'],
    });
  });
});

it('the impact is told by Project with namespaces, and clusters without a Project come last and are called so', () =>
  expect(document.impact).toEqual([
    {
      project: 'lab',
      rolled: { count: 0, names: [] },
      below: { count: 1, names: ['lab/quiet'] },
      namespaces: { count: 1, names: ['lab'] },
      nodesRolled: 0,
      unknownSizes: 0,
    },
    {
      project: 'shop',
      rolled: { count: 2, names: ['shop/a', 'shop/b'] },
      below: { count: 0, names: [] },
      namespaces: { count: 1, names: ['shop'] },
      nodesRolled: 7,
      unknownSizes: 1,
    },
    {
      project: null,
      rolled: { count: 0, names: [] },
      below: { count: 1, names: ['lone'] },
      namespaces: { count: 0, names: [] },
      nodesRolled: 0,
      unknownSizes: 0,
    },
  ]));

describe('a step', () => {
  it('is proven pairing by pairing, the adapter with NSX first, with evidence and sources', () => {
    const [first] = stepOf('nsx').proof;
    expect(first).toEqual({
      pairing: `${ADAPTER} 1.4.0 with nsx 4.2.0`,
      isAdapterWithNsx: true,
      when: ['before'],
      allowedBy: 'validated; a week of load',
      statement: 'new-adapter',
      evidence: 'operator',
      isWaived: false,
      sources: ['lab'],
    });
    expect(stepOf('vkr').proof.find(({ statement }) => statement === 'old-adapter')).toMatchObject({
      when: ['before'],
      evidence: 'vendor',
    });
  });

  it('has the work of its nodes at once and one after the other where there is no schedule', () => {
    // 7 nodes, and 6 of a cluster whose size nobody observed; 15 minutes each.
    expect(stepOf('vkr').work).toEqual({ least: 105, most: 195 });
    expect(stepOf('vkr').times).toBeNull();
  });

  it('has its times in UTC and by the clocks of the zone where a schedule is kept', () => {
    const { summary, steps } = composeChangeDocument({ ...facts, schedule: scheduleOf(facts) });
    expect(steps[0]!.times!.start).toEqual({ utc: '2026-11-28T21:00:00Z', local: '2026-11-28 22:00 +01:00' });
    expect(summary.window).toMatchObject({ zone: 'Europe/Berlin', keptBy: 'ops-lead' });
    expect(summary.window!.start.utc).toBe('2026-11-28T21:00:00Z');
    expect(summary.window!.end.utc > steps.at(-1)!.times!.start.utc).toBe(true);
  });

  it('names the rule of a point of no return, and only there', () => {
    expect(stepOf('nsx').noReturn).toEqual({ rules: [{ id: 'no-way-back', note: 'KB 7', sources: ['lab'] }] });
    expect(stepOf('vkr').noReturn).toBeNull();
  });

  it('is verified at the clusters that it moves or that hang on it, by what NSX sees of them', () => {
    expect(stepOf('vkr').verification).toEqual({
      expected: ['vkr v1.34.1', `${ADAPTER} 1.4.0`],
      withAdapter: { count: 2, names: ['shop/a', 'shop/b'] },
      antreaOnly: { count: 0, names: [] },
      otherCni: { count: 0, names: [] },
    });
    expect(stepOf('nsx').verification).toMatchObject({
      expected: ['nsx 9.0.0'],
      antreaOnly: { names: ['lab/quiet'] },
      otherCni: { names: ['lone'] },
    });
  });

  it('leads on to the next resting place where it leaves something that is good to pass through only', () => {
    expect(stepOf('vkr').wayBack).toMatchObject({ before: { kind: 'resting' }, halfway: { of: 2, way: { kind: 'resting' } } });
    expect(stepOf('nsx').wayBack).toMatchObject({
      before: { kind: 'resting' },
      halfway: null,
      after: { kind: 'forward', steps: ['vcenter 8.0U3g → 9.0.0.0 (vc-1)'] },
    });
  });
});

describe('the risks', () => {
  it('are the classes that sign-off asks for, with weak statements, passages and what is not known', () => {
    expect(document.risks.classes.map((risk) => risk.class)).toEqual(['routine', 'shared-hop', 'point-of-no-return', 'weak-evidence']);
    expect(document.risks.weak).toMatchObject([{ statement: 'new-adapter', evidence: 'operator', waiver: null }]);
    expect(document.risks.transitional).toEqual([
      { pairing: 'nsx 9.0.0 with vcenter 8.0U3g', statement: 'on-the-way', steps: [stepOf('nsx').id] },
    ]);
    expect(document.risks.unknown).toEqual(['the number of nodes of 1 cluster that roll: shop/b', 'the NSX Project of 1 cluster: lone']);
  });

  it('name who accepted a weak statement', () => {
    const waiver = { statement: 'new-adapter', reason: 'ran clean', by: 'change board', expires: '2027-03-31' };
    const waived = factsOf({ ...WORLD, goal: goal({ targets: ['nsx =9.0.0'], policy: { evidence: 'vendor', waivers: [waiver] } }) });
    const told = composeChangeDocument(waived);
    expect(told.risks.weak).toMatchObject([{ waiver: 'accepted by change board until 2027-03-31: ran clean' }]);
    expect(told.steps.flatMap(({ proof }) => proof).some(({ isWaived }) => isWaived)).toBe(true);
  });

  it.each([
    ['low', ['routine']],
    ['moderate', ['routine', 'shared-hop']],
    ['moderate', ['routine', 'weak-evidence']],
    ['high', ['routine', 'point-of-no-return']],
    ['high', ['routine', 'outside-window', 'weak-evidence']],
  ] as const)('are %s with %j', (level, classes) => expect(levelOf(classes.map((name) => ({ class: name })))).toBe(level));
});

it('the sources are those that its statements and rules name', () =>
  expect(document.sources).toEqual([{ id: 'lab', title: 'Own lab', url: 'https://lab.example/', confidence: 'operator' }]));

it('a plan that is void, withdrawn or replaced says so first', () => {
  const record = { ...RECORD, fallen: ['nsx of nsx-1 is 4.2.1'], withdrawn: 'other plans', supersededBy: 'p-2' };
  expect(composeChangeDocument({ ...facts, record }).notices).toEqual([
    'This plan was withdrawn: other plans',
    'This plan is void: something that it leans on has changed.',
    'nsx of nsx-1 is 4.2.1',
    'Another plan took its place: p-2',
  ]);
});

it('a goal out of reach has reasons and no steps', () => {
  const held = { ...WORLD, goal: goal({ targets: ['nsx =9.0.0'], hold: ['vkr'] }) };
  const { steps, whyNot, summary, approval } = documentPlan({ ...held, plan: computePlan(held) }, 'third-party');
  expect({ steps, approval, moves: summary.moves }).toEqual({ steps: [], approval: null, moves: [] });
  expect(whyNot.join('\n')).toMatch(/hold 1: vkr must not move/);
});

it('a plan with many steps is told in part, and the document says so', { timeout: 60_000 }, () => {
  const releases = Array.from({ length: 66 }, (_, minor) => `4.${minor}.0`);
  const long = {
    matrix: matrix({ releases: { nsx: releases }, hops: [hop('nsx', '*', '*', { maxMinorStep: 1 })] }),
    fleet: fleet({ nsxManagers: { 'nsx-1': { nsx: '4.0.0' } } }),
    goal: goal({ targets: ['nsx =4.65.0'] }),
  };
  const told = composeChangeDocument(factsOf(long, { limits: { searches: 10, states: 100, clusters: 1000 } }));
  expect(told.steps).toHaveLength(60);
  expect(told.untoldSteps).toBe(5);
  expect(told.steps.filter(({ wayBack }) => wayBack !== null)).toHaveLength(9);
  expect(told.limits.join('\n')).toMatch(/first 60 of 65 steps[^]*around the first 9 of 65 steps/);
});

it('a fleet may stay after a step to a VKr that names no adapter: what runs goes on running', () => {
  const world: ChangeWorld = {
    matrix: matrix({
      releases: {
        nsx: ['4.2.0'],
        vkr: [{ version: 'v1.33.1', bundle: { [ADAPTER]: '1.3.0' } }, 'v1.34.1'],
        antrea: ['2.3.0'],
        [ADAPTER]: ['1.3.0'],
      },
      statements: [validated(`${ADAPTER} 1.3.0`, 'nsx 4.2.0')],
      hops: [hop('vkr')],
    }),
    fleet: snapshotOf({
      nsxManagers: [{ id: 'nsx-1', versions: { nsx: '4.2.0' } }],
      supervisors: [{ id: 'sup', nsxManager: 'nsx-1' }],
      clusters: [{ id: 'shop/a', supervisor: 'sup', versions: { vkr: 'v1.33.1' } }],
    }),
    goal: goal({ targets: ['vkr =v1.34.1'] }),
  };
  const { steps } = composeChangeDocument(factsOf(world));
  expect(steps.map(({ wayBack }) => wayBack!.after.kind)).toEqual(['resting']);
});

it('where nothing leads on, the way back says so with what stands in the way', () => {
  // Not a plan that the planner would make: it stops at a place that is good to pass through only, behind which the way is blocked.
  const trap: ChangeWorld = {
    matrix: matrix({
      releases: { nsx: ['4.2.0', '9.0.0'], vcenter: ['8.0U3g', '9.0.0.0'] },
      statements: [
        validated('nsx 4.2.0', 'vcenter 8.0U3g'),
        transitional('nsx 9.0.0', 'vcenter 8.0U3g', { id: 'on-the-way' }),
        validated('nsx 9.0.0', 'vcenter 9.0.0.0'),
      ],
      hops: [hop('nsx'), hop('vcenter'), blockedHop('vcenter', '8.0U3g', '9.0.0.0', { id: 'kb8', note: 'KB 8' })],
    }),
    fleet: fleet({ nsxManagers: { 'nsx-1': { nsx: '4.2.0' } }, vcenters: { 'vc-1': { vcenter: '8.0U3g' } } }),
    goal: goal({ targets: ['nsx =9.0.0'] }),
  };
  const step = { id: 's1', component: 'nsx', subjects: ['nsx-1'], moves: [{ component: 'nsx', from: '4.2.0', to: '9.0.0' }] };
  const plan = {
    ...facts.plan,
    spec: { ...facts.plan.spec, steps: [{ ...step, after: [], premises: [], reversible: true }], exposures: [] },
  };
  const { steps } = composeChangeDocument(factsOf(trap, { plan: plan as ChangeFacts['plan'] }));
  expect(steps[0]!.wayBack!.after).toMatchObject({ kind: 'none' });
  expect(JSON.stringify(steps[0]!.wayBack!.after)).toContain('kb8');
});

describe('a fleet that is outside a window before the plan', () => {
  const outside = (goalOf: ChangeWorld['goal']) => {
    const releases = {
      nsx: ['4.2.0', '9.0.0'],
      vkr: [
        { version: 'v1.33.1', bundle: { [ADAPTER]: '1.3.0' } },
        { version: 'v1.34.1', bundle: { [ADAPTER]: '1.4.0' } },
      ],
      [ADAPTER]: ['1.3.0', '1.4.0'],
    };
    const statements = [validated(`${ADAPTER} 1.3.0`, 'nsx *'), validated(`${ADAPTER} 1.4.0`, 'nsx 9.0.0')];
    const clusters = {
      ahead: { vkr: 'v1.34.1' },
      'ahead-too': { vkr: 'v1.34.1' },
      'ahead-three': { vkr: 'v1.34.1' },
      behind: { vkr: 'v1.33.1' },
    };
    return composeChangeDocument(
      factsOf({
        matrix: matrix({ releases, statements, hops: [hop('nsx'), hop('vkr')] }),
        fleet: fleet({ nsxManagers: { 'nsx-1': { nsx: '4.2.0' } }, clusters }),
        goal: goalOf,
      }),
    );
  };
  const pairing = `${ADAPTER} 1.4.0 (ahead, ahead-three and 1 more) with nsx 4.2.0 (nsx-1)`;

  it('may stop where it still is, which is no place that is called safe, until the step that ends it', () => {
    const [first, last] = outside(goal({ targets: ['nsx =9.0.0', 'vkr =v1.34.1'] })).steps;
    expect([first!.component, last!.component]).toEqual(['nsx', 'vkr']);
    const exposed = { told: [{ pairing, is: 'outside', until: first!.id }], untold: 0 };
    expect(first!.wayBack).toMatchObject({ before: { kind: 'resting-exposed', exposed }, after: { kind: 'resting' } });
    expect(wordWay(first!.wayBack!.before)).toBe(
      `The plan may be stopped here, what it has touched by now may stay as it is; but ${pairing} stays outside its window until ${first!.id} is done: going on with the plan is safer.`,
    );
  });

  it('is told that no step ends it where the plan leaves it so, also where a way leads on to', () => {
    const left = { told: [{ pairing: 'a 1 (c) with b 2 (d)', is: 'outside', until: null }], untold: 2 } as const;
    const objective = { sharedHops: 1, clusterRollouts: 0, addonHops: 0 };
    const words = wordWay({ kind: 'forward', objective, steps: ['nsx 1 → 2 (nsx-1)'], untold: 0, exposed: left });
    expect(words).toMatch(
      /stopped there; but a 1 \(c\) with b 2 \(d\) stays outside its window, and no step of the plan ends that; and 2 more/,
    );
    expect(words).not.toContain('safe');
  });
});

it('pauses the more often, the more clusters a plan has', () => {
  const pausesOf = (work: Generator<void, unknown>): number => [...work].length;
  const [few, many] = [10, 25_000].map((count) => {
    const world = {
      matrix: matrix({ releases: { nsx: ['4.2.0'], vkr: ['v1.33.1', 'v1.34.1'] } }),
      fleet: fleet({
        nsxManagers: { fra: { nsx: '4.2.0' } },
        clusters: Object.fromEntries(Array.from({ length: count }, (_, index) => [`c-${index}`, { vkr: 'v1.33.1' }])),
      }),
      goal: goal({ targets: ['vkr =v1.34.1'] }),
    };
    const facts = factsOf(world, { limits: { searches: 0, states: 1, clusters: 1 } });
    return [pausesOf(describePlanInTurns(facts)), pausesOf(waysBack(facts, { searches: 0, states: 1, clusters: 1 }))];
  });
  expect(few!.map((pauses, index) => pauses < many![index]!)).toEqual([true, true]);
});
