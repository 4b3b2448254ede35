import { describe, expect, it } from 'vitest';
import { computePlan, fleetTrees, judgingOf, renderExplanationText, subtree } from '@lockstep/planner';
import { blockedHop, fleet, goal, hop, matrix, validated } from '@lockstep/testing/builders';
import { SEARCH_DEFAULTS } from '../search/solve-domain.js';
import { VersionTable } from '../search/version-table.js';
import { explainNo } from './explain-no.js';

const ADAPTER = 'antrea-nsx-adapter';

describe('a plan that does not exist', () => {
  it('names the laggard and the target that exclude each other, and no cluster that could have come along', () => {
    const { spec } = computePlan({
      matrix: matrix({
        releases: { nsx: ['4.2.0', '9.0.0'], [ADAPTER]: ['1.1.0', '1.3.0', '1.4.0'] },
        statements: [validated(`${ADAPTER} <1.4`, 'nsx 4.2.0'), validated(`${ADAPTER} 1.4.0`, 'nsx *')],
      }),
      fleet: fleet({
        nsxManagers: { 'nsx-1': { nsx: '4.2.0' } },
        clusters: { agile: { [ADAPTER]: '1.3.0' }, laggard: { [ADAPTER]: '1.1.0' }, other: { [ADAPTER]: '1.3.0' } },
      }),
      goal: goal({ targets: ['nsx =9.0.0'], hold: [{ component: ADAPTER, select: { ids: ['laggard'] } }] }),
    });
    expect(spec).toMatchObject({ outcome: 'infeasible', steps: [] });
    expect(spec.explanation?.blockers.map(({ kind, subject }) => `${kind} ${subject}`).toSorted()).toEqual([
      `cluster laggard`,
      `hold ${ADAPTER}`,
      'target nsx =9.0.0',
    ]);
  });

  it('blames the start only when a sound start would have a plan', () => {
    const statements = [validated(`${ADAPTER} 1.4.0`, 'nsx 9.0.0')];
    const problem = (hops: ReturnType<typeof hop>[]) => ({
      matrix: matrix({ releases: { nsx: ['4.2.0', '9.0.0', '9.1.0'], [ADAPTER]: ['1.4.0'] }, statements, hops }),
      fleet: fleet({ nsxManagers: { 'nsx-1': { nsx: '4.2.0' } }, clusters: { c1: { [ADAPTER]: '1.4.0' } } }),
    });
    const toRecover = { ...problem([hop('nsx')]), goal: goal({ targets: [`${ADAPTER} =1.4.0`] }) };
    expect(computePlan(toRecover).spec.outcome).toBe('planned');
    const noWayOut = { ...problem([hop('nsx'), blockedHop('nsx', '4.2.0', '*')]), goal: goal({ targets: [`${ADAPTER} =1.4.0`] }) };
    expect(computePlan(noWayOut).spec.outcome).toBe('invalid-start');
    const outOfReach = { ...problem([hop('nsx')]), goal: goal({ targets: ['nsx =9.1.0'] }) };
    expect(computePlan(outOfReach).spec.outcome).toBe('infeasible');
  });
});

const refusedOf = ({ matrix: { matrix: facts }, fleet: world, goal: wish }: Parameters<typeof computePlan>[0]) => {
  const roots = fleetTrees(facts, world);
  const table = new VersionTable(
    facts,
    judgingOf(world, wish),
    roots.flatMap((root) => [...subtree(root)]),
  );
  return { table, roots, blocked: roots, limits: SEARCH_DEFAULTS };
};

const explain = (problem: Parameters<typeof computePlan>[0]) => {
  const plan = computePlan(problem);
  return { ...plan.spec.explanation!, text: renderExplanationText({ ...problem, plan })! };
};

describe('causes of a no', () => {
  it('a laggard: says what its adapter is validated with, and that one statement would do', () => {
    const { blockers, relaxations, furthest, text } = explain({
      matrix: matrix({
        releases: { nsx: ['4.2.0', '4.2.4', '9.1.0'], [ADAPTER]: ['1.1.0', '1.4.0'] },
        statements: [validated(`${ADAPTER} 1.1.0`, 'nsx >=4.2 <4.3'), validated(`${ADAPTER} 1.4.0`, 'nsx *')],
      }),
      fleet: fleet({
        nsxManagers: { 'nsx-1': { nsx: '4.2.0' } },
        clusters: {
          a: { [ADAPTER]: '1.1.0', project: 'payments' },
          b: { [ADAPTER]: '1.1.0', project: 'payments' },
          c: { [ADAPTER]: '1.4.0', project: 'shop' },
        },
      }),
      goal: goal({ targets: ['nsx =9.1.0'], hold: [ADAPTER] }),
    });
    expect(blockers.find(({ kind }) => kind === 'cluster')).toMatchObject({ subject: 'a', alike: ['b'] });
    expect(relaxations?.map(({ changes }) => changes)).toEqual([
      [{ kind: 'assume-statement', between: [ADAPTER, 'nsx'], versions: ['1.1.0', '9.1.0'], verdict: 'unknown' }],
      [{ kind: 'loosen-target', target: 0, component: 'nsx', version: '=9.1.0', to: '>=4.2.4' }],
      [
        { kind: 'exclude-cluster', cluster: 'a' },
        { kind: 'exclude-cluster', cluster: 'b' },
      ],
    ]);
    expect(furthest).toMatchObject([{ targets: [{ reached: 'partly', version: '>=4.2.4' }], objective: { sharedHops: 1 } }]);
    expect(text).toContain(
      'nsx 9.1.0 under nsx-1 is blocked by 2 clusters in Project payments (a, b) and by the hold on antrea-nsx-adapter: their antrea-nsx-adapter 1.1.0 is validated up to nsx 4.2.4.',
    );
    expect(text).toContain('The smallest change that unblocks it is: validate antrea-nsx-adapter 1.1.0 with nsx 9.1.0 (unknown today).');
  });

  it.each<[string, number, number]>([
    ['leaves out every member of a class, below each Supervisor that has some, and calls that no smallest repair', 2, 4],
    ['leaves out no more clusters than anybody would', 3, 0],
  ])('%s', (_, perSupervisor, leftOut) => {
    const on = ['sup-1', 'sup-2'];
    const { relaxations } = explain({
      matrix: matrix({
        releases: { nsx: ['4.2.0', '9.1.0'], vks: ['3.4.0'], [ADAPTER]: ['1.1.0', '1.4.0'] },
        statements: [validated(`${ADAPTER} 1.1.0`, 'nsx 4.2.0'), validated(`${ADAPTER} 1.4.0`, 'nsx *')],
      }),
      fleet: fleet({
        nsxManagers: { 'nsx-1': { nsx: '4.2.0' } },
        supervisors: Object.fromEntries(on.map((id) => [id, { vks: '3.4.0' }])),
        clusters: Object.fromEntries(
          on.flatMap((supervisor) =>
            Array.from({ length: perSupervisor }, (__, index) => [`${supervisor}-${index}`, { on: supervisor, [ADAPTER]: '1.1.0' }]),
          ),
        ),
      }),
      goal: goal({ targets: ['nsx =9.1.0'], hold: [ADAPTER] }),
    });
    const exclusions = relaxations!.filter(({ changes }) => changes.every(({ kind }) => kind === 'exclude-cluster'));
    expect(exclusions.map(({ minimal, changes }) => [minimal, changes.length])).toEqual(leftOut === 0 ? [] : [[false, leftOut]]);
    expect(relaxations!.filter(({ minimal }) => minimal).map(({ changes }) => changes.map(({ kind }) => kind))).toEqual([
      ['assume-statement'],
      ['loosen-target'],
    ]);
  });

  it('a trap release: names the rule, and who sits on it', () => {
    const { relaxations, deadEnds } = explain({
      matrix: matrix({
        releases: { nsx: ['4.2.1', '4.2.3.3', '9.0.1'] },
        hops: [hop('nsx'), blockedHop('nsx', '=4.2.3.3', '9.0.1', { id: 'trap', note: 'KB 430825' })],
      }),
      fleet: fleet({ nsxManagers: { 'nsx-1': { nsx: '4.2.3.3' } } }),
      goal: goal({ targets: ['nsx =9.0.1'] }),
    });
    const hopAway = { component: 'nsx', from: '4.2.3.3', to: '9.0.1', reason: 'blocked', rule: 'trap', note: 'KB 430825' };
    expect(relaxations?.[0]?.changes).toEqual([{ kind: 'allow-hop', ...hopAway }]);
    expect(deadEnds).toEqual([
      { component: 'nsx', version: '4.2.3.3', how: 'sits-on', nodes: ['nsx-1'], target: 0, because: [{ kind: 'hop', ...hopAway }] },
    ]);
  });

  it('back in time: tells both days', () => {
    const { causes } = explain({
      matrix: matrix({
        releases: {
          nsx: [
            { version: '4.2.3', released: '2026-01-28' },
            { version: '9.0.1', released: '2025-09-29' },
          ],
        },
      }),
      fleet: fleet({ nsxManagers: { 'nsx-1': { nsx: '4.2.3' } } }),
      goal: goal({ targets: ['nsx =9.0.1'] }),
    });
    expect(causes?.[0]?.obstacles).toMatchObject([
      { reason: 'back-in-time', note: '9.0.1 was released on 2025-09-29, before 4.2.3 (2026-01-28)' },
    ]);
  });

  it('a condition: names the rule that blocks the hop beside this VKS, and the hold that keeps VKS there', () => {
    const { blockers, causes } = explain({
      matrix: matrix({
        releases: { vkr: ['v1.34.1', 'v1.35.0'], vks: ['3.6.0', '3.6.2'] },
        hops: [
          hop('vkr'),
          hop('vks'),
          blockedHop('vkr', '1.34', '1.35', { id: 'kb', note: 'KB 432638', when: [{ component: 'vks', range: '>=3.6.0 <3.6.2' }] }),
        ],
      }),
      fleet: fleet({ nsxManagers: { 'nsx-1': {} }, supervisors: { sup: { vks: '3.6.0' } }, clusters: { c1: { vkr: 'v1.34.1' } } }),
      goal: goal({ targets: ['vkr 1.35'], hold: ['vks'] }),
    });
    expect(blockers.map(({ kind, subject }) => `${kind} ${subject}`)).toEqual(['hold vks', 'cluster c1', 'target vkr 1.35']);
    expect(causes?.[0]?.obstacles).toMatchObject([{ kind: 'hop', reason: 'blocked', rule: 'kb', note: 'KB 432638' }]);
  });

  it('a floor: what VKS requires of the clusters is held against the one that may not move', () => {
    const { blockers, causes, relaxations } = explain({
      matrix: matrix({
        releases: { vks: ['3.6.0', '3.7.0'], vkr: ['v1.32.1', 'v1.33.1'] },
        hops: [hop('vks', '*', '*', { id: 'floor', requires: [{ component: 'vkr', range: '>=1.33' }] }), hop('vkr')],
      }),
      fleet: fleet({
        nsxManagers: { 'nsx-1': {} },
        supervisors: { sup: { vks: '3.6.0' } },
        clusters: { old: { vkr: 'v1.32.1' }, free: { vkr: 'v1.33.1' } },
      }),
      goal: goal({ targets: ['vks =3.7.0'], hold: [{ component: 'vkr', select: { ids: ['old'] } }] }),
    });
    expect(blockers.map(({ kind, subject }) => `${kind} ${subject}`)).toEqual(['hold vkr', 'cluster old', 'target vks =3.7.0']);
    expect(causes?.[0]?.obstacles).toMatchObject([{ reason: 'condition', rule: 'floor' }]);
    expect(relaxations?.[0]?.changes).toEqual([{ kind: 'exclude-cluster', cluster: 'old' }]);
  });

  it('two clusters that exclude each other: names both, and leaving out either one is enough', () => {
    const { blockers, relaxations, complete } = explain({
      matrix: matrix({
        releases: { nsx: ['4.2.0', '4.2.1', '9.0.0'], [ADAPTER]: ['1.1.0', '1.2.0', '1.3.0'] },
        statements: [validated(`${ADAPTER} 1.1.0`, 'nsx 4.2.0 || 4.2.1'), validated(`${ADAPTER} 1.2.0`, 'nsx 4.2.0 || 9.0.0')],
        hops: [hop('nsx', '4.2.0', '4.2.1'), hop('nsx', '4.2.1', '9.0.0'), hop('nsx', '4.2.0', '9.0.0')],
      }),
      fleet: fleet({
        nsxManagers: { 'nsx-1': { nsx: '4.2.0' } },
        clusters: { left: { [ADAPTER]: '1.1.0' }, right: { [ADAPTER]: '1.2.0' } },
      }),
      goal: goal({ targets: ['nsx >=4.2.1'] }),
    });
    expect(blockers.map(({ kind, subject }) => `${kind} ${subject}`)).toEqual(['cluster left', 'cluster right', 'target nsx >=4.2.1']);
    expect(relaxations?.slice(0, 1).map(({ changes }) => changes[0]?.kind)).toEqual(['exclude-cluster']);
    expect(complete).toBe(true);
  });
});

describe('the summary of a no', () => {
  const releases = { nsx: ['4.2.0', '9.0.0'], [ADAPTER]: ['1.1.0'] };
  const two = { 'nsx-1': { nsx: '4.2.0' }, 'nsx-2': { nsx: '4.2.0' } };
  const outOfReach = 'target 1: nsx =9.0.0 is out of reach by itself, with no other target, hold or cluster in its way';

  it('says of one target that it is out of reach by itself, and nothing of things that exclude each other', () => {
    const { summary } = explain({
      matrix: matrix({ releases, hops: [] }),
      fleet: fleet({ nsxManagers: { 'nsx-1': { nsx: '4.2.0' } } }),
      goal: goal({ targets: ['nsx =9.0.0'] }),
    });
    expect(summary).toBe(`no safe sequence exists; under nsx-1: ${outOfReach}`);
  });

  it('keeps the domains apart in which several things exclude each other', () => {
    const { summary } = explain({
      matrix: matrix({
        releases: { ...releases, nsx: ['4.2.0', '4.3.0', '9.0.0'] },
        statements: [validated(`${ADAPTER} 1.1.0`, 'nsx 4.2.0')],
        hops: [hop('nsx', '4.2.0', '9.0.0')],
      }),
      fleet: fleet({
        nsxManagers: { ...two, 'nsx-2': { nsx: '4.3.0' } },
        supervisors: { sup: { on: 'nsx-1' } },
        clusters: { c1: { [ADAPTER]: '1.1.0', on: 'sup' } },
      }),
      goal: goal({ targets: ['nsx =9.0.0'] }),
    });
    expect(summary).toBe(
      `no safe sequence exists; these exclude each other, and without any one of them there is one, under nsx-1: cluster c1 (${ADAPTER} 1.1.0); target 1: nsx =9.0.0; under nsx-2: ${outOfReach}`,
    );
  });

  it('blames the target alone where its hop is missing, whatever else is asked for', () => {
    const { summary } = explain({
      matrix: matrix({ releases, statements: [validated(`${ADAPTER} 1.1.0`, 'nsx 4.2.0')], hops: [] }),
      fleet: fleet({ nsxManagers: two, supervisors: { sup: { on: 'nsx-1' } }, clusters: { c1: { [ADAPTER]: '1.1.0', on: 'sup' } } }),
      goal: goal({ targets: ['nsx =9.0.0'], hold: [ADAPTER] }),
    });
    expect(summary).toBe(`no safe sequence exists; under nsx-1: ${outOfReach}; under nsx-2: ${outOfReach}`);
  });
});

it('claims no smallest change beyond the bound on its work', () => {
  const problem = {
    matrix: matrix({ releases: { nsx: ['4.2.0', '9.0.0'] }, hops: [] }),
    fleet: fleet({ nsxManagers: { 'nsx-1': { nsx: '4.2.0' } } }),
    goal: goal({ targets: ['nsx =9.0.0'] }),
  };
  const { explanation } = explainNo(problem.goal, refusedOf(problem), { solves: 0, expansions: 0 });
  expect(explanation.complete).toBe(false);
  expect(explanation.blockers).toHaveLength(1);
});

it('explains what it can where the search reaches its limit, and calls it incomplete', () => {
  const problem = {
    matrix: matrix({
      releases: { nsx: ['4.2.0', '9.0.0'], [ADAPTER]: ['1.1.0', '1.4.0'] },
      statements: [validated(`${ADAPTER} 1.1.0`, 'nsx 4.2.0')],
    }),
    fleet: fleet({ nsxManagers: { 'nsx-1': { nsx: '4.2.0' } }, clusters: { a: { [ADAPTER]: '1.1.0' } } }),
    goal: goal({ targets: ['nsx =9.0.0'] }),
  };
  const { explanation } = explainNo(problem.goal, { ...refusedOf(problem), limits: { states: 0, laidOut: 0 } });
  expect(explanation.blockers.map(({ kind }) => kind)).toEqual(['cluster', 'target']);
  // Without the cluster NSX would have to be planned; without the target nothing has to.
  expect(explanation.relaxations).toMatchObject([{ changes: [{ kind: 'loosen-target' }] }]);
  expect(explanation).toMatchObject({ furthest: [{ targets: [{ reached: 'not' }], objective: { sharedHops: 0 } }], complete: false });
});
