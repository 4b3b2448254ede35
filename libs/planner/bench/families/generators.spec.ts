import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { computePlan } from '@lockstep/planner';
import { readProblem } from '../processes/read-problem.js';
import type { BenchProblem } from './bench-problem.js';
import { chainProblem } from './chains.js';
import { diamondsProblem, randomFormula } from './diamonds.js';
import { referenceProblem } from './reference.js';
import { smallRandomProblems } from './small-random.js';
import { writeProblem } from './write-problem.js';

const root = process.cwd();
const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-bench-'));
afterAll(() => rmSync(folder, { recursive: true }));

const textsOf = (problem: BenchProblem): string[] => writeProblem(folder, problem).files.map((file) => readFileSync(file, 'utf8'));
const solve = (problem: BenchProblem) =>
  computePlan(readProblem(textsOf(problem).map((text, index) => ({ file: `${index}.json`, text })))).spec;

const families: [string, (seed: number) => BenchProblem][] = [
  ['chain', (seed) => chainProblem({ clusters: 40, supervisors: 3, nsxHops: 2, seed })],
  ['reference', (seed) => referenceProblem(root, { clusters: 40, supervisors: 3, seed })],
  ['diamonds', (seed) => diamondsProblem({ variables: 4, clauses: 6, clustersPerClause: 2, satisfiable: true, seed })],
  ['random', (seed) => smallRandomProblems(3, seed)[2]!],
];

describe('a family of problems', { timeout: 30_000 }, () => {
  it.each(families)('%s is the same bytes for the same seed, and others for another', (_, make) => {
    expect(textsOf(make(7))).toEqual(textsOf(make(7)));
    expect(textsOf(make(8))).not.toEqual(textsOf(make(7)));
  });

  it.each(families)('%s gives the same clusters each time its stream is read', (_, make) => {
    const { fleet, clusters } = make(7);
    expect([...fleet.clusters()]).toEqual([...fleet.clusters()]);
    expect([...fleet.clusters()]).toHaveLength(clusters);
  });

  it('writes one valid document however many chunks of clusters it takes', () => {
    const { fleetFile, fleetBytes, classes } = writeProblem(
      folder,
      chainProblem({ clusters: 10_001, supervisors: 2, nsxHops: 2, seed: 7 }),
    );
    const text = readFileSync(fleetFile, 'utf8');
    const ids = (JSON.parse(text) as { spec: { clusters: { id: string }[] } }).spec.clusters.map(({ id }) => id);
    expect(new Set(ids).size).toBe(10_001);
    expect(fleetBytes).toBe(Buffer.byteLength(text));
    expect(classes).toBeLessThanOrEqual(144);
  });
});

describe('a chain', { timeout: 30_000 }, () => {
  it('starts inside every window and needs a plan; with the laggard held it has none', () => {
    const open = solve(chainProblem({ clusters: 3, supervisors: 1, nsxHops: 2, seed: 7 }));
    expect([open.outcome, open.exposures]).toEqual(['planned', []]);
    expect(open.objective.clusterRollouts).toBeGreaterThan(0);
    expect(solve(chainProblem({ clusters: 3, supervisors: 1, nsxHops: 2, seed: 7, blocked: true })).outcome).toBe('infeasible');
  });
});

describe('the reference family', () => {
  it('starts inside every window and reaches its goal', { timeout: 30_000 }, () => {
    const { outcome, exposures } = solve(referenceProblem(root, { clusters: 9, supervisors: 3, seed: 7 }));
    expect([outcome, exposures]).toEqual(['planned', []]);
  });
});

describe('diamonds', { timeout: 30_000 }, () => {
  it.each([1, 2, 3, 4, 5, 6])('have a plan exactly when the formula of seed %i has a solution', (seed) => {
    const [variables, clauses] = [3, 16];
    const formula = randomFormula(variables, clauses, false, seed);
    const hasSolution = Array.from({ length: 2 ** variables }, (_, bits) => bits).some((bits) =>
      formula.every((clause) => clause.some(({ variable, value }) => ((bits >> variable) & 1) === Number(value))),
    );
    const { outcome } = solve(diamondsProblem({ variables, clauses, clustersPerClause: 1, satisfiable: false, seed }));
    expect(outcome).toBe(hasSolution ? 'planned' : 'infeasible');
  });
});
