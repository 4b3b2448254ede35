import type { BenchProblem } from './families/bench-problem.js';
import { chainProblem } from './families/chains.js';
import { diamondsProblem } from './families/diamonds.js';
import { referenceProblem } from './families/reference.js';
import { smallRandomProblems } from './families/small-random.js';

/** Problems of growing size. Once a solver does not finish one of them, it is not asked for larger ones of the series. */
export interface Series {
  readonly title: string;
  /** Solved as one batch in one process: many problems that are too small to be measured alone. */
  readonly batch?: boolean;
  /** Whether brute force and clingo are tried as well. */
  readonly compare: boolean;
  /** Clusters of the problem that is also planned again after an event. */
  readonly replanAt?: number;
  /** Made when its turn comes, and let go again. */
  readonly problems: readonly (() => BenchProblem)[];
}

const CHAIN_NSX_HOPS = 4;
const MAX_SUPERVISORS = 100;
/** Near 4.3 clauses per variable random 3-SAT is hardest. */
const CLAUSES_PER_VARIABLE = 4.3;

interface Sizes {
  readonly random: number;
  readonly shortChains: readonly number[];
  readonly chains: readonly number[];
  readonly blockedChains: readonly number[];
  /** Clusters and Supervisors. */
  readonly smallReference: readonly (readonly [number, number])[];
  readonly reference: readonly (readonly [number, number])[];
  readonly diamonds: readonly number[];
}

const QUICK: Sizes = {
  random: 40,
  shortChains: [1, 2, 4],
  chains: [100, 1000, 10_000, 100_000],
  blockedChains: [100, 10_000],
  smallReference: [[2, 1]],
  reference: [[1000, 20]],
  diamonds: [3, 4, 6],
};

const FULL: Sizes = {
  random: 300,
  shortChains: [1, 2, 4, 8, 16, 24, 48, 96, 192],
  chains: [100, 1000, 10_000, 100_000, 1_000_000],
  blockedChains: [100, 1000, 10_000, 100_000],
  smallReference: [
    [2, 1],
    [3, 1],
    [4, 1],
    [6, 1],
    [24, 3],
  ],
  reference: [
    [100, 20],
    [1000, 20],
    [1000, 100],
    [10_000, 100],
    [100_000, 100],
  ],
  diamonds: [3, 4, 6, 8, 9, 10, 11, 12, 16, 20],
};

export function benchSeries(root: string, seed: number, quick: boolean): Series[] {
  const sizes = quick ? QUICK : FULL;
  const chain = (clusters: number, blocked: boolean) => () =>
    chainProblem({ clusters, supervisors: Math.min(MAX_SUPERVISORS, Math.max(1, clusters / 100)), nsxHops: CHAIN_NSX_HOPS, seed, blocked });
  const shortChain = (clusters: number) => () => chainProblem({ clusters, supervisors: 1, nsxHops: 2, seed });
  const reference =
    ([clusters, supervisors]: readonly [number, number]) =>
    () =>
      referenceProblem(root, { clusters, supervisors, seed });
  const diamonds = (variables: number, satisfiable: boolean) => () =>
    diamondsProblem({ variables, clauses: Math.round(variables * CLAUSES_PER_VARIABLE), clustersPerClause: 2, satisfiable, seed });
  const series = (title: string, compare: boolean, problems: Series['problems']): Series => ({ title, compare, problems });
  const random = smallRandomProblems(sizes.random, seed).map((problem) => () => problem);
  return [
    { ...series('Small random problems, every rule of the documents', true, random), batch: true },
    series('Short bridge chains (2 NSX hops, 1 Supervisor)', true, sizes.shortChains.map(shortChain)),
    {
      ...series(
        `Bridge chains (${CHAIN_NSX_HOPS} NSX hops)`,
        false,
        sizes.chains.map((clusters) => chain(clusters, false)),
      ),
      replanAt: 100_000,
    },
    series(
      'Bridge chains with one cluster held back: no plan',
      false,
      sizes.blockedChains.map((clusters) => chain(clusters, true)),
    ),
    series('Reference matrix at real width, small fleets', true, sizes.smallReference.map(reference)),
    series('Reference matrix at real width', false, sizes.reference.map(reference)),
    series(
      'Diamonds of NSX paths with a hidden 3-SAT solution',
      true,
      sizes.diamonds.map((variables) => diamonds(variables, true)),
    ),
    series(
      'Diamonds of NSX paths, formula drawn freely',
      true,
      sizes.diamonds.map((variables) => diamonds(variables, false)),
    ),
  ];
}
