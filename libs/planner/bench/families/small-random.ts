import fc from 'fast-check';
import { LATEST } from '@lockstep/documents';
import { randomProblems } from '@lockstep/testing/problems';
import { type BenchProblem, type ClusterEntry, documentOf, type Entry } from './bench-problem.js';

/** Problems of at most three clusters that use every rule of the documents: small enough for brute force, wide enough to tell solvers apart. */
export function smallRandomProblems(count: number, seed: number): BenchProblem[] {
  return fc.sample(randomProblems(), { numRuns: count, seed }).map(({ specs }, index) => {
    const { clusters, ...nodes } = specs.fleet as unknown as BenchProblem['fleet']['nodes'] & { clusters: ClusterEntry[] };
    return {
      family: 'random',
      name: `random-${seed}-${index}`,
      supervisors: nodes.supervisors.length,
      clusters: clusters.length,
      expected: 'either',
      matrix: [documentOf('CompatibilityMatrix', specs.matrix)],
      goal: documentOf('UpgradeGoal', specs.goal),
      fleet: { nodes, clusters: () => clusters },
    };
  });
}

/** `latest` is decided by planning several times, which a single run of another solver does not do. */
export const asksForLatest = (problem: BenchProblem): boolean =>
  ((problem.goal as { spec: { targets: Entry[] } }).spec.targets ?? []).some(({ version }) => version === LATEST);
