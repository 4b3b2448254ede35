import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWaived } from '@lockstep/matrix/domain';
import { checkContext, startState } from '@lockstep/planner/checks';
import { solveByEnumeration, type WalkStep, writePlan } from '../oracle/index.js';
import { type RandomProblem, randomProblems } from './index.js';

interface Solved {
  readonly problem: RandomProblem;
  readonly walk: readonly WalkStep[];
}

/** What a solved problem may show of the rules, and the least share of solved problems, in per mille, that must: about a third of what was measured, so that chance alone does not fail it. */
const RULES: readonly [string, number, (solved: Solved) => boolean][] = [
  ['a walk of three hops or more', 250, ({ walk }) => walk.length >= 3],
  [
    'several clusters of one class',
    150,
    ({ problem }) =>
      new Set(problem.fleet.spec.clusters.map(({ id: _id, ...rest }) => JSON.stringify(rest))).size < problem.fleet.spec.clusters.length,
  ],
  ['two NSX managers', 50, ({ problem }) => problem.fleet.spec.nsxManagers.length === 2],
  [
    'a vCenter that two Supervisors share',
    30,
    ({ problem }) => hasRepeated(problem.fleet.spec.supervisors.flatMap(({ vcenter }) => vcenter ?? [])),
  ],
  ['a Supervisor without vCenter', 300, ({ problem }) => problem.fleet.spec.supervisors.some(({ vcenter }) => vcenter === undefined)],
  [
    'a cluster without adapter',
    50,
    ({ problem }) => problem.fleet.spec.clusters.some(({ cni, adapter }) => cni !== 'antrea' || adapter === 'disabled'),
  ],
  ['a bundle that carries something along', 100, ({ walk }) => walk.some(({ moves }) => moves.length > 1)],
  ['a bundle that would downgrade', 15, (solved) => keepsNewer(solved)],
  [
    'an exposure at the start that a hop ends',
    10,
    ({ problem, walk }) => writePlan(problem, walk).spec.exposures.some(({ endedBy }) => endedBy !== null),
  ],
  ['an exposure that remains', 10, ({ problem, walk }) => writePlan(problem, walk).spec.exposures.some(({ endedBy }) => endedBy === null)],
  [
    'a hop with an exposure still open after it',
    3,
    ({ walk }) =>
      walk.some(({ observations, before }) =>
        observations.some(({ phase, pairing }) => phase === 'before' && before.exposed.has(pairing.index)),
      ),
  ],
  ['a version that could not be observed', 10, ({ problem }) => startState(checkContext(problem)).versions.includes(null)],
  ['a version that no release lists', 20, ({ problem }) => hasUnlisted(problem)],
  ['a cross pairing that is not validated', 6, ({ problem, walk }) => bases(problem, walk).includes('not-rejected')],
  ['silence that lets pass', 50, ({ problem, walk }) => bases(problem, walk).includes('unknown-allowed')],
  ['a transitional pairing on the way', 5, ({ problem, walk }) => statuses(problem, walk).includes('transitional')],
  ['an untested pairing that the policy takes', 2, ({ problem, walk }) => statuses(problem, walk).includes('untested')],
  [
    'a strict mixed window with a bundle on the way',
    5,
    ({ problem, walk }) => problem.goal.spec.policy.mixedWindow === 'strict' && walk.some(({ moves }) => moves.length > 1),
  ],
  ['a point of no return', 40, ({ walk }) => walk.some(({ reversible }) => !reversible)],
  [
    'a hop rule with conditions',
    50,
    ({ problem }) => problem.matrix.matrix.hops.some(({ requires, when }) => requires.length + when.length > 0),
  ],
  ['a minor that may not be skipped', 100, ({ problem }) => problem.matrix.matrix.hops.some(({ maxMinorStep }) => maxMinorStep !== null)],
  ['a release that went back in time', 10, ({ problem }) => goesBack(problem)],
  ['a target `latest`', 100, ({ problem }) => problem.goal.spec.targets.some(({ version }) => version === 'latest')],
  ['a selection', 100, ({ problem }) => problem.goal.spec.targets.some(({ select }) => select !== undefined)],
  ['something held', 8, ({ problem }) => problem.goal.spec.hold.length > 0],
  ['a day of support', 10, ({ problem, walk }) => problem.goal.spec.supportedUntil !== undefined && walk.length > 0],
  ['a waiver that the walk leans on', 5, ({ problem, walk }) => leansOnWaiver(problem, walk)],
  [
    'a statement that has expired or is too weak',
    30,
    ({ problem }) => problem.matrix.matrix.statements.some(({ evidence, expires }) => evidence === 'assumed' || expires === '2026-11-19'),
  ],
];

describe('random problems', { timeout: 600_000 }, () => {
  it('are solvable in two of three, take several hops often enough, and show every rule', () => {
    const problems = fc.sample(randomProblems(), 800);
    const solved: Solved[] = problems.flatMap((problem) => {
      const solution = solveByEnumeration(problem, { maxStates: 3000 });
      return solution.outcome === 'feasible' ? [{ problem, walk: solution.walk }] : [];
    });
    expect(solved.length).toBeGreaterThan(0.5 * problems.length);
    expect(solved.length).toBeLessThan(0.75 * problems.length);
    const shares = RULES.map(([rule, least, shows]) => ({
      rule,
      least,
      perMille: Math.round((1000 * solved.filter(shows).length) / solved.length),
    }));
    expect(shares.filter(({ least, perMille }) => perMille < least)).toEqual([]);
  });
});

const hasRepeated = (ids: readonly string[]): boolean => new Set(ids).size < ids.length;

const bases = (problem: RandomProblem, walk: readonly WalkStep[]) =>
  writePlan(problem, walk).spec.steps.flatMap(({ premises }) => premises.map(({ basis }) => basis));

const statuses = (problem: RandomProblem, walk: readonly WalkStep[]) =>
  writePlan(problem, walk).spec.steps.flatMap(({ premises }) =>
    premises.flatMap(({ statement }) => (statement === null ? [] : [problem.matrix.matrix.findStatement(statement)!.status])),
  );

const leansOnWaiver = (problem: RandomProblem, walk: readonly WalkStep[]): boolean => {
  const { matrix, judging } = checkContext(problem);
  return writePlan(problem, walk).spec.steps.some(({ premises }) =>
    premises.some(({ basis, statement }) => basis === 'statement' && isWaived(matrix.findStatement(statement!)!, judging)),
  );
};

const hasUnlisted = (problem: RandomProblem): boolean => {
  const { tree, matrix } = checkContext(problem);
  return tree.instances.some(({ component, index }) => tree.observed[index] && !matrix.findRelease(component, tree.observed[index]));
};

const keepsNewer = ({
  problem: {
    matrix: { matrix },
  },
  walk,
}: Solved): boolean =>
  walk.some(({ component, moves: [hop, ...carried], before }) => {
    const bundle = matrix.findRelease(component, hop!.to)?.bundle ?? new Map();
    const present = hop!.instance.node.instances.filter((instance) => bundle.has(instance.component));
    return present.length > carried.length && present.every((instance) => before.versions[instance.index] !== null);
  });

const goesBack = ({ matrix: { matrix } }: RandomProblem): boolean =>
  [...matrix.components.values()].some(({ id, backInTime }) => {
    const released = matrix.releases(id).flatMap((release) => release.released ?? []);
    return backInTime === 'block' && released.some((day, index) => index > 0 && day < released[index - 1]!);
  });
