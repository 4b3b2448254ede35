import { describe, expect, it } from 'vitest';
import { disagreementsOf, type Row, type Taken } from '../run-series.js';
import { layersOf, type SolverAnswer } from '../processes/process-report.js';
import { judgeTargets } from './judge-targets.js';
import { exponentOf, renderTables, type Results } from './render-results.js';

const NOT_TRIED: Taken = { kind: 'not-tried' };
const took = (cpu: number, rss = 100): Taken => ({ kind: 'done', cpu, rss, answers: [] });
const row = (family: string, clusters: number, planner: Taken, rest: Partial<Row> = {}): Row => ({
  title: family,
  name: `${family}-${clusters}`,
  family,
  problems: 1,
  clusters,
  supervisors: 100,
  classes: 7000,
  fleetBytes: 1,
  planner,
  phases: null,
  pass: NOT_TRIED,
  oracle: NOT_TRIED,
  clingo: NOT_TRIED,
  clingoFinished: 0,
  disagreements: [],
  replan: { kind: 'not-tried' },
  ...rest,
});
const resultsOf = (rows: Row[]): Results => ({
  machine: {
    model: 'm',
    cores: 2,
    memoryGb: 8,
    node: 'v20',
    platform: 'linux',
    load: '0.0',
    date: '2026-11-23',
    commit: null,
    clingo: null,
  },
  mode: 'full',
  seed: 1,
  runs: 1,
  seconds: 60,
  empty: 0.1,
  emptyRss: 40,
  rows,
  schedules: [],
});
const verdict = (rows: Row[], words: string) => judgeTargets(resultsOf(rows)).find(({ target }) => target.includes(words))!.verdict;

describe('a target', () => {
  it.each([
    ['met', took(0.5, 120)],
    ['MISSED', took(0.51, 120)],
    ['MISSED', took(0.5, 121)],
    ['MISSED', { kind: 'limit', seconds: 60 } as Taken],
  ])('at 100,000 clusters is %s when the planner has %o', (expected, planner) => {
    expect(verdict([row('chain', 100_000, planner)], '100 Supervisors')).toBe(expected);
  });

  it.each([
    ['met', 0.02],
    ['MISSED', 0.021],
  ])('of planning again is %s at %f s in all', (expected, whole) => {
    const replan = { kind: 'done', plans: 1, median: { read: 0, search: 0, steps: 0, proof: 0, write: 0, whole } } as const;
    expect(verdict([row('chain', 100_000, took(0.5), { replan })], 'again after one event')).toBe(expected);
    expect(verdict([row('chain', 100_000, took(0.5), { replan: { kind: 'limit', seconds: 1 } })], 'again after one event')).toBe('MISSED');
  });

  it('that no row was measured for is not called met', () => {
    expect(judgeTargets(resultsOf([])).map((one) => one.verdict)).toEqual(Array.from({ length: 9 }, () => 'not measured'));
  });

  it('against clingo is missed when one series has less than twenty times its CPU', () => {
    const fast = row('chain', 8, took(0.2), { title: 'a', clingo: took(4) });
    const slow = row('diamonds', 8, took(0.2), { title: 'b', clingo: took(3.9) });
    expect([verdict([fast], 'clingo'), verdict([fast, slow], 'clingo')]).toEqual(['met', 'MISSED']);
  });
});

describe('the tables', () => {
  it('say what was not reached instead of leaving it out', () => {
    expect(renderTables(resultsOf([row('chain', 1000, { kind: 'limit', seconds: 60 })]))).toContain('not reached within 60 CPU-s');
  });

  it('compare sizes by what exceeds an empty process', () => {
    expect(exponentOf(row('chain', 100, took(0.2)), row('chain', 1000, took(1.1)), 0.1)).toBeCloseTo(1);
    expect(exponentOf(row('chain', 100, { kind: 'gave-up' }), row('chain', 1000, took(1.1)), 0.1)).toBeNull();
  });
});

describe('disagreements', () => {
  const answer = (outcome: SolverAnswer['outcome'], addonHops = 0): SolverAnswer => ({
    outcome,
    objective: outcome === 'feasible' ? { sharedHops: 1, clusterRollouts: 1, addonHops } : null,
    seconds: 0,
    states: null,
    latest: [],
    layers: 0,
  });
  const written = [{ problem: { name: 'p', expected: 'feasible' } }] as unknown as Parameters<typeof disagreementsOf>[0];

  it.each([
    ['another objective', answer('feasible'), answer('feasible', 1), 1],
    ['another feasibility', answer('feasible'), answer('infeasible'), 1],
    ['what the generator promises', answer('infeasible'), answer('infeasible'), 1],
    ['nothing', answer('feasible'), answer('feasible'), 0],
    ['nothing, when the other gave up', answer('feasible'), answer('gave-up'), 0],
  ])('name %s', (_, planner, other, count) => {
    expect(disagreementsOf(written, [planner], [other], [])).toHaveLength(count);
    expect(disagreementsOf(written, [planner], [], [other])).toHaveLength(count);
  });
});

describe('layersOf', () => {
  it('is the longest chain of steps and not their number', () => {
    expect(
      layersOf([
        { id: 'a', after: [] },
        { id: 'b', after: ['a'] },
        { id: 'c', after: [] },
        { id: 'd', after: ['b', 'c'] },
      ]),
    ).toBe(3);
    expect(layersOf([])).toBe(0);
  });
});
