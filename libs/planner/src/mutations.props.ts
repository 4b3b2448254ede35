import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlanSpec, UpgradePlan } from '@lockstep/documents';
import { computePlan } from '@lockstep/planner';
import { addObjectives, checkContext, costOfHop, isFinal, leaningOfSteps, NO_COST, startState, verifyPlan } from '@lockstep/planner/checks';
import { goalOf } from '@lockstep/testing/builders';
import { hopsFrom, inputsOf, type PlanningProblem, type Reached, sealPlan, walkTo, writePlan } from '@lockstep/testing/oracle';
import { type Choose, chooseWith, MUTATIONS, propertyRuns, type RandomProblem, randomProblems } from '@lockstep/testing/problems';
import { GROUP_CHANGES, GROUP_LIES, GROUP_WORDINGS } from '../test/group-mutations.js';
import { PlainReplay } from '../test/plain-replay.js';
import { grouped, multiplied, toldApart, writtenOut } from '../test/plan-groups.js';

interface Planned<Problem extends PlanningProblem = PlanningProblem> {
  readonly problem: Problem;
  readonly plan: UpgradePlan;
}

/** The plans name their subjects one by one, whatever the planner does. */
const plannedOnes = <Problem extends PlanningProblem>(problems: readonly Problem[]): Planned<Problem>[] =>
  problems
    .map((problem) => ({ problem, spec: writtenOut(problem, computePlan(problem).spec) }))
    .filter(({ spec }) => spec.outcome === 'planned')
    .map(({ problem, spec }) => ({ problem, plan: sealPlan(spec), [fc.toStringMethod]: () => fc.stringify(problem) }));

/** Problems that have a plan with steps, solved once for all mutations. */
const POOL = plannedOnes(fc.sample(randomProblems(), Math.min(500, Math.max(150, propertyRuns(250)))));

/** The same with each cluster, and often each Supervisor, several times: there the checker sees classes with many members. */
const CROWDS = plannedOnes(
  fc
    .sample(randomProblems(), Math.min(300, Math.max(100, propertyRuns(150))))
    .map((problem, index) => multiplied(problem, { supervisorTimes: 1 + (index % 3), clusterTimes: 2 + (index % 4), variation: index })),
);

const planned = () => fc.constantFrom(...POOL);
const crowds = () => fc.constantFrom(...CROWDS);
const runs = Math.max(60, propertyRuns(120));

const check = (problem: PlanningProblem, spec: PlanSpec) => verifyPlan({ ...problem, plan: sealPlan(spec) });
const outcomeOf = (problem: PlanningProblem, spec: PlanSpec) => check(problem, spec).outcome;
const isReallySafe = (problem: PlanningProblem, spec: PlanSpec): boolean => new PlainReplay(problem).isSafe(writtenOut(problem, spec));

/** After a change of groups the totals are counted again, or the plan would be refuted for them alone. */
function recount(problem: PlanningProblem, spec: PlanSpec): PlanSpec {
  const context = checkContext(problem);
  const { steps } = writtenOut(problem, spec);
  const objective = steps.reduce(
    (sum, { component, subjects }) => addObjectives(sum, costOfHop(context, component), subjects.length),
    NO_COST,
  );
  return { ...spec, objective, ...leaningOfSteps(context, steps) };
}

describe('a proven plan', () => {
  for (const [name, { kind, apply }] of Object.entries(MUTATIONS))
    it(`is refuted when it ${name}${kind === 'change' ? ', unless every order of its steps is still safe' : ''}`, () => {
      let broken = 0;
      fc.assert(
        fc.property(planned(), fc.gen(), ({ problem, plan: { spec: original } }, draw) => {
          const spec = apply(chooseWith(draw), original, problem);
          if (spec === null) return;
          broken++;
          const outcome = outcomeOf(problem, spec);
          if (kind === 'lie') expect(outcome).toBe('refuted');
          else if (outcome === 'proven') expect(isReallySafe(problem, spec)).toBe(true);
        }),
        { numRuns: runs },
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
        expect(outcomeOf(held, { ...spec, inputs: inputsOf(held) })).toBe('refuted');
      }),
      { numRuns: runs },
    );
  });

  it('is cheaper than whatever is left of it: no step can be dropped, however the rest is ordered', () => {
    const { apply } = MUTATIONS['drops a step']!;
    fc.assert(
      fc.property(planned(), fc.gen(), ({ problem, plan }, draw) => {
        const spec = apply(chooseWith(draw), plan.spec, problem)!;
        expect(isReallySafe(problem, spec)).toBe(false);
      }),
      { numRuns: runs },
    );
  });

  it('is refuted when its digest is that of another plan', () => {
    fc.assert(
      fc.property(planned(), ({ problem, plan }) => {
        const spec: PlanSpec = { ...plan.spec, lowerBound: plan.spec.objective };
        expect(verifyPlan({ ...problem, plan: { ...plan, spec } }).outcome).toBe('refuted');
      }),
      { numRuns: propertyRuns(40) },
    );
  });

  it('is refuted when its lower bound is above its objective, or below that of an optimal plan, or is owed', () => {
    fc.assert(
      fc.property(planned(), fc.gen(), ({ problem, plan: { spec } }, draw) => {
        const { pick, int } = chooseWith(draw);
        const { objective } = spec;
        const part = pick((['sharedHops', 'clusterRollouts', 'addonHops'] as const).filter((each) => objective[each] > 0));
        const above = { ...objective, [part]: objective[part] + int(1, 3) };
        const below = { ...objective, [part]: objective[part] - 1 };
        expect(outcomeOf(problem, { ...spec, optimal: false, lowerBound: below })).toBe('proven');
        expect(outcomeOf(problem, { ...spec, optimal: false, lowerBound: above })).toBe('refuted');
        expect(outcomeOf(problem, { ...spec, optimal: true, lowerBound: pick([above, below]) })).toBe('refuted');
        expect(outcomeOf(problem, { ...spec, optimal: false, lowerBound: undefined })).toBe('refuted');
      }),
      { numRuns: propertyRuns(40) },
    );
  });
});

describe('a proven plan for a crowd', () => {
  /** Asks `claim` of plans with groups that are changed in one way; returns how many there were. */
  const askOfChanged = (apply: (typeof GROUP_LIES)[string], claim: (problem: PlanningProblem, spec: PlanSpec) => void): number => {
    let asked = 0;
    fc.assert(
      fc.property(crowds(), fc.gen(), ({ problem, plan }, draw) => {
        const choose = chooseWith(draw);
        const spec = apply(choose, grouped(choose, problem, plan.spec), problem);
        if (spec === null) return;
        asked++;
        claim(problem, spec);
      }),
      { numRuns: runs },
    );
    return asked;
  };

  for (const [name, apply] of Object.entries(GROUP_LIES))
    it(`is refuted when it ${name}`, () => {
      const asked = askOfChanged(apply, (problem, spec) => expect(outcomeOf(problem, spec)).toBe('refuted'));
      expect(asked).toBeGreaterThan(0);
    });

  for (const [name, apply] of Object.entries(GROUP_CHANGES))
    it(`is refuted when it ${name}, unless every order of its steps is still safe`, () => {
      const asked = askOfChanged(apply, (problem, changed) => {
        const spec = recount(problem, changed);
        if (outcomeOf(problem, spec) === 'proven') expect(isReallySafe(problem, spec)).toBe(true);
      });
      expect(asked).toBeGreaterThan(0);
    });

  for (const [name, apply] of Object.entries(GROUP_WORDINGS))
    it(`stays proven when it ${name}`, () => {
      const asked = askOfChanged(apply, (problem, spec) => expect(check(problem, spec)).toEqual({ outcome: 'proven' }));
      expect(asked).toBeGreaterThan(0);
    });

  it('is refuted when any mutation breaks it, unless every order of its steps is still safe', () => {
    const mutations = Object.values(MUTATIONS);
    fc.assert(
      fc.property(crowds(), fc.gen(), ({ problem, plan }, draw) => {
        const choose = chooseWith(draw);
        const { kind, apply } = choose.pick(mutations);
        const spec = apply(choose, plan.spec, problem);
        if (spec === null) return;
        const outcome = outcomeOf(problem, grouped(choose, problem, spec));
        if (kind === 'lie') expect(outcome).toBe('refuted');
        else if (outcome === 'proven') expect(isReallySafe(problem, spec)).toBe(true);
      }),
      { numRuns: Math.max(200, propertyRuns(1500)) },
    );
  });
});

describe('clusters that are alike', () => {
  const refutationsOf = (problem: PlanningProblem, spec: PlanSpec) => {
    const verification = check(problem, spec);
    return verification.outcome === 'proven' ? [] : verification.refutations;
  };
  /** A plan that may be broken in any way that leaves its groups readable, with and without groups. */
  const anyPlan = ({ problem, plan }: Planned, choose: Choose): { bare: PlanSpec; withGroups: PlanSpec } => {
    const { apply } = choose.pick(Object.values(MUTATIONS));
    const bare = choose.chance(15) ? plan.spec : (apply(choose, plan.spec, problem) ?? plan.spec);
    return { bare, withGroups: grouped(choose, problem, bare) };
  };
  const kindsOf = (refutations: ReturnType<typeof refutationsOf>) =>
    new Set(refutations.map((refutation) => `${refutation.kind} ${'step' in refutation ? refutation.step : ''}`));
  const pools = () => fc.oneof(crowds() as fc.Arbitrary<Planned>, planned() as fc.Arbitrary<Planned>);

  it('are refuted as they are one by one, in the words of the first of them', () => {
    let refuted = 0;
    fc.assert(
      fc.property(pools(), fc.gen(), (pool, draw) => {
        const { withGroups } = anyPlan(pool, chooseWith(draw));
        const apart = toldApart(pool.problem, withGroups);
        const [together, single] = [refutationsOf(pool.problem, withGroups), refutationsOf(apart.problem, apart.spec)];
        if (single.length > 0) refuted++;
        expect(kindsOf(together)).toEqual(kindsOf(single));
        const messages = new Set(single.map(({ message }) => message));
        const words = together.map(({ message }) => message.replaceAll(/ \(and \d+ alike\)/g, ''));
        expect(words.filter((message) => !messages.has(message))).toEqual([]);
      }),
      { numRuns: Math.max(200, propertyRuns(1000)) },
    );
    expect(refuted).toBeGreaterThan(0);
  });

  it('may be named in groups or by themselves', () => {
    fc.assert(
      fc.property(pools(), fc.gen(), (pool, draw) => {
        const { bare, withGroups } = anyPlan(pool, chooseWith(draw));
        expect(kindsOf(refutationsOf(pool.problem, withGroups))).toEqual(kindsOf(refutationsOf(pool.problem, bare)));
      }),
      { numRuns: Math.max(200, propertyRuns(1000)) },
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
        expect(isReallySafe(walked.problem, plan.spec)).toBe(true);
      }),
      { numRuns: propertyRuns(300) },
    );
    expect(proven).toBeGreaterThan(propertyRuns(300) / 4);
  });
});

/** Up to eight hops; then back to the last state that is final for a goal without targets. Null when that is the start. */
function walkAtRandom({ matrix, fleet, goal }: RandomProblem, { pick }: Choose): { problem: PlanningProblem; reached: Reached } | null {
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
