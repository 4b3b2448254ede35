import { describe, expect, it } from 'vitest';
import type { PlanStep } from '@lockstep/documents';
import { computePlan } from '@lockstep/planner';
import { verifyPlan } from '@lockstep/planner/checks';
import { fleet, goal, matrix } from '@lockstep/testing/builders';
import { StepOrder } from './step-order.js';

const step = (id: number, after: readonly number[]): PlanStep => ({
  id: `s${id}`,
  component: 'nsx',
  subjects: ['nsx-1'],
  moves: [{ component: 'nsx', from: '4.2.0', to: '9.0.0' }],
  after: after.map((other) => `s${other}`),
  premises: [],
  reversible: true,
});

describe('the order of steps', () => {
  it('reaches over any number of steps, and only from earlier ones', () => {
    const order = new StepOrder([step(0, []), ...Array.from({ length: 99 }, (_, index) => step(index + 1, index === 49 ? [] : [index]))]);
    expect([order.precedes('s0', 's49'), order.precedes('s50', 's99'), order.precedes('s31', 's32')]).toEqual([true, true, true]);
    expect([order.precedes('s49', 's50'), order.precedes('s0', 's99'), order.precedes('s99', 's98')]).toEqual([false, false, false]);
  });

  it('joins what comes before several steps, in whatever order they are named', () => {
    const order = new StepOrder([step(0, []), step(1, []), step(2, [0]), step(3, [1]), step(4, [0, 3, 2])]);
    expect(['s0', 's1', 's2', 's3'].map((earlier) => order.precedes(earlier, 's4'))).toEqual([true, true, true, true]);
    expect([order.precedes('s1', 's2'), order.precedes('s2', 's3')]).toEqual([false, false]);
  });
});

it('refutes a plan with more steps than it could order, and says so', () => {
  const problem = {
    matrix: matrix({ releases: { nsx: ['4.2.0', '9.0.0'] } }),
    fleet: fleet({ nsxManagers: { 'nsx-1': { nsx: '4.2.0' } } }),
    goal: goal({ targets: ['nsx 9.0.0'] }),
  };
  const { spec, ...plan } = computePlan(problem);
  const steps = Array.from({ length: 100_000 }, (_, index) => step(index, index === 0 ? [] : [index - 1]));
  const verification = verifyPlan({ ...problem, plan: { ...plan, metadata: { name: 'long' }, spec: { ...spec, steps } } });
  expect(verification).toMatchObject({
    outcome: 'refuted',
    refutations: [
      { kind: 'order', message: expect.stringContaining('steps; the order of at most 40000 steps can be proven; found 100000') },
    ],
  });
});
