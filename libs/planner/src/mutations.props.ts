import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlanSpec, UpgradePlan } from '@lockstep/documents';
import { computePlan } from '@lockstep/planner';
import { checkContext, isFinal, startState, verifyPlan } from '@lockstep/planner/checks';
import { goalOf } from '@lockstep/testing/builders';
import {
  hopsFrom,
  inputsOf,
  type PlanningProblem,
  type Reached,
  sealPlan,
  survivesAnyOrder,
  walkTo,
  writePlan,
} from '@lockstep/testing/oracle';
import { chooseWith, MUTATIONS, propertyRuns, type RandomProblem, randomProblems } from '@lockstep/testing/problems';

interface Planned {
  readonly problem: RandomProblem;
  readonly plan: UpgradePlan;
}

/** Problems that have a plan with steps, solved once for all mutations. */
const POOL: readonly Planned[] = fc
  .sample(randomProblems(), Math.min(500, Math.max(150, propertyRuns(250))))
  .map((problem) => ({ problem, plan: computePlan(problem), [fc.toStringMethod]: () => fc.stringify(problem) }))
  .filter(({ plan }) => plan.spec.outcome === 'planned');

const planned = () => fc.constantFrom(...POOL);

const outcomeOf = (problem: PlanningProblem, plan: UpgradePlan) => verifyPlan({ ...problem, plan }).outcome;

describe('a proven plan', () => {
  for (const [name, { kind, apply }] of Object.entries(MUTATIONS))
    it(`is refuted when it ${name}${kind === 'change' ? ', unless every order of its steps is still safe' : ''}`, () => {
      let broken = 0;
      fc.assert(
        fc.property(planned(), fc.gen(), ({ problem, plan: { spec: original } }, draw) => {
          const spec = apply(chooseWith(draw), original, problem);
          if (spec === null) return;
          broken++;
          const plan = sealPlan(spec);
          const outcome = outcomeOf(problem, plan);
          if (kind === 'lie') expect(outcome).toBe('refuted');
          else if (outcome === 'proven') expect(survivesAnyOrder(problem, plan)).toBe(true);
        }),
        { numRuns: Math.max(60, propertyRuns(120)) },
      );
      expect(broken).toBeGreaterThan(0);
    });

  it('is refuted when the goal holds an instance that it moves', () => {
    fc.assert(
      fc.property(planned(), fc.gen(), ({ problem, plan: { spec } }, draw) => {
        const choose = chooseWith(draw);
        const step = choose.pick(spec.steps);
        const hold = [
          ...problem.goal.spec.hold,
          { component: choose.pick(step.moves).component, select: { ids: [choose.pick(step.subjects)] } },
        ];
        const held = { ...problem, goal: goalOf({ ...problem.goal.spec, hold }) };
        expect(outcomeOf(held, sealPlan({ ...spec, inputs: inputsOf(held) }))).toBe('refuted');
      }),
      { numRuns: Math.max(60, propertyRuns(120)) },
    );
  });

  it('is cheaper than whatever is left of it: no step can be dropped, however the rest is ordered', () => {
    const { apply } = MUTATIONS['drops a step']!;
    fc.assert(
      fc.property(planned(), fc.gen(), ({ problem, plan }, draw) => {
        const spec = apply(chooseWith(draw), plan.spec, problem)!;
        expect(survivesAnyOrder(problem, sealPlan(spec))).toBe(false);
      }),
      { numRuns: Math.max(60, propertyRuns(120)) },
    );
  });

  it('is refuted when its digest is that of another plan', () => {
    fc.assert(
      fc.property(planned(), ({ problem, plan }) => {
        const spec: PlanSpec = { ...plan.spec, optimal: !plan.spec.optimal };
        expect(outcomeOf(problem, { ...plan, spec })).toBe('refuted');
      }),
      { numRuns: propertyRuns(40) },
    );
  });
});

describe('a random walk of safe hops', () => {
  it('is proven as a plan wherever it stops in a final state', () => {
    let proven = 0;
    fc.assert(
      fc.property(randomProblems(), fc.gen(), (problem, draw) => {
        const walked = walkAtRandom(problem, chooseWith(draw));
        if (!walked) return;
        proven++;
        const plan = writePlan(walked.problem, walkTo(walked.reached));
        expect(verifyPlan({ ...walked.problem, plan })).toEqual({ outcome: 'proven' });
        expect(survivesAnyOrder(walked.problem, plan)).toBe(true);
      }),
      { numRuns: propertyRuns(300) },
    );
    expect(proven).toBeGreaterThan(propertyRuns(300) / 4);
  });
});

/** Up to eight hops; then back to the last state that is final for a goal without targets. Null when that is the start. */
function walkAtRandom(
  { matrix, fleet, goal }: RandomProblem,
  { pick }: ReturnType<typeof chooseWith>,
): { problem: PlanningProblem; reached: Reached } | null {
  const problem = { matrix, fleet, goal: goalOf({ ...goal.spec, targets: [], supportedUntil: undefined }) };
  const context = checkContext(problem);
  const start = startState(context);
  let reached: Reached = { state: start, cost: { sharedHops: 0, clusterRollouts: 0, addonHops: 0 }, last: null, previous: null };
  let final: Reached | null = null;
  for (let hops = 0; hops < 8; hops++) {
    const next = hopsFrom(context, reached);
    if (next.length === 0) break;
    reached = pick(next);
    if (isFinal(context, start, reached.state, () => undefined)) final = reached;
  }
  return final && { problem, reached: final };
}
