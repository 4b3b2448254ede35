import { seededRandom } from '@lockstep/testing/problems';
import { type BenchProblem, type ClusterEntry, documentOf } from './bench-problem.js';

const ADAPTER = 'antrea-nsx-adapter';

export interface DiamondsSize {
  readonly variables: number;
  readonly clauses: number;
  readonly clustersPerClause: number;
  /** Plants an assignment that satisfies every clause. */
  readonly satisfiable: boolean;
  readonly seed: number;
}

/** A literal: variable index and the side of its diamond that makes it true. */
interface Literal {
  readonly variable: number;
  readonly value: boolean;
}

/**
 * 3-SAT in shared paths: NSX goes through one diamond per variable, by its left side (true) or its right (false), and never both. Each clause is a kind of
 * cluster whose one adapter hop requires an NSX on a side that satisfies the clause. A plan exists exactly when the formula has a solution.
 */
export function diamondsProblem({ variables, clauses, clustersPerClause, satisfiable, seed }: DiamondsSize): BenchProblem {
  const formula = randomFormula(variables, clauses, satisfiable, seed);
  const side = ({ variable, value }: Literal) => `=${variable + 1}.${value ? 1 : 2}`;
  const levels = Array.from({ length: variables }, (_, index) => index + 1);
  const hop = (component: string, from: string, to: string, rest: object = {}) => ({ component, from, to, status: 'supported', ...rest });
  function* stream(): Iterable<ClusterEntry> {
    for (let clause = 0; clause < clauses; clause++)
      for (let index = 0; index < clustersPerClause; index++)
        yield { id: `c-${clause}-${index}`, supervisor: 'sup', versions: { [ADAPTER]: `1.${clause}.0` } };
  }
  return {
    family: 'diamonds',
    name: `diamonds-${variables}-${clauses}-${clustersPerClause}-${satisfiable ? 'sat' : 'any'}-${seed}`,
    supervisors: 1,
    clusters: clauses * clustersPerClause,
    expected: satisfiable ? 'feasible' : 'either',
    matrix: [
      documentOf('CompatibilityMatrix', {
        components: [
          { id: 'nsx', scope: 'nsxManager', versioning: 'dotted' },
          { id: ADAPTER, scope: 'cluster', versioning: 'semver' },
        ],
        relations: [],
        releases: [
          ...levels.flatMap((level) => ['0', '1', '2'].map((part) => ({ component: 'nsx', version: `${level}.${part}` }))),
          { component: 'nsx', version: `${variables + 1}.0` },
          ...formula.map((_, clause) => ({ component: ADAPTER, version: `1.${clause}.1` })),
        ],
        hops: [
          ...levels.map((level) => hop('nsx', `=${level}.0`, `=${level}.1 || =${level}.2`)),
          ...levels.map((level) => hop('nsx', `=${level}.1 || =${level}.2`, `=${level + 1}.0`)),
          ...formula.map((literals, clause) =>
            hop(ADAPTER, `=1.${clause}.0`, `=1.${clause}.1`, { requires: [{ component: 'nsx', range: literals.map(side).join(' || ') }] }),
          ),
        ],
      }),
    ],
    goal: documentOf('UpgradeGoal', {
      targets: [
        { component: 'nsx', version: `=${variables + 1}.0` },
        { component: ADAPTER, version: formula.map((_, clause) => `=1.${clause}.1`).join(' || ') },
      ],
    }),
    fleet: {
      nodes: {
        nsxManagers: [{ id: 'nsx', versions: { nsx: '1.0' } }],
        vcenters: [],
        supervisors: [{ id: 'sup', nsxManager: 'nsx', versions: {} }],
      },
      clusters: stream,
    },
  };
}

/** Three different variables per clause; with a planted assignment, clauses that it does not satisfy are drawn again. */
export function randomFormula(variables: number, clauses: number, satisfiable: boolean, seed: number): Literal[][] {
  const random = seededRandom(seed);
  const planted = Array.from({ length: variables }, () => random.int(2) === 1);
  const formula: Literal[][] = [];
  while (formula.length < clauses) {
    const chosen = new Set<number>();
    while (chosen.size < Math.min(3, variables)) chosen.add(random.int(variables));
    const clause = [...chosen].map((variable) => ({ variable, value: random.int(2) === 1 }));
    if (!satisfiable || clause.some(({ variable, value }) => planted[variable] === value)) formula.push(clause);
  }
  return formula;
}
