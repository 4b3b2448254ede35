import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type UpgradePlan, valueSource } from '@lockstep/documents';
import { canonicalJson } from '@lockstep/kernel';
import { computePlan, fleetProblems, goalProblems } from '@lockstep/planner';
import { verifyPlan } from '@lockstep/planner/checks';
import { compileSpec, goalOf, snapshotOf } from '@lockstep/testing/builders';
import { hasLatestTarget, solveByEnumeration, writePlan } from '@lockstep/testing/oracle';
import { propertyRuns, randomProblems } from '@lockstep/testing/problems';

const isFeasible = ({ spec }: UpgradePlan): boolean => spec.outcome === 'planned' || spec.outcome === 'nothing-to-do';

/** Everything but the digests of the inputs, which do depend on the order of their lists, and the plan's own, which covers them. */
const withoutDigests = ({ metadata, spec }: UpgradePlan): string =>
  canonicalJson({ name: metadata.name, spec: { ...spec, inputs: spec.inputs.planner } });

/** Brute force takes its time: minutes for 2,000 problems on a busy machine, and runs may be asked for by the ten thousand. */
const UNHURRIED = { timeout: 3_600_000 };

describe('the planner and the brute-force oracle', UNHURRIED, () => {
  it('agree on feasibility, objective and latest releases, and the plan is claimed optimal and proven', () => {
    const seen = { feasible: 0, infeasible: 0, 'too-large': 0 };
    fc.assert(
      fc.property(randomProblems(), (problem) => {
        const solution = solveByEnumeration(problem);
        seen[solution.outcome]++;
        if (solution.outcome === 'too-large') return;
        const plan = computePlan(problem);
        expect(isFeasible(plan)).toBe(solution.outcome === 'feasible');
        if (solution.outcome === 'infeasible') return;
        expect(plan.spec.objective).toEqual(solution.objective);
        expect(plan.spec.latest.toSorted(byTarget)).toEqual(solution.latest.toSorted(byTarget));
        expect(plan.spec.optimal).toBe(true);
        expect(plan.spec.outcome).toBe(plan.spec.steps.length === 0 ? 'nothing-to-do' : 'planned');
        expect(verifyPlan({ ...problem, plan })).toEqual({ outcome: 'proven' });
      }),
      { numRuns: propertyRuns(2000) },
    );
    // A generator that drifts would leave the sentence above true and empty.
    expect(seen['too-large']).toBeLessThan((seen.feasible + seen.infeasible) / 20);
    expect(seen.feasible).toBeGreaterThan(seen.infeasible);
    expect(seen.infeasible).toBeGreaterThan(0.15 * seen.feasible);
  });

  it('get the same plan, byte for byte, when the lists of the documents are shuffled', () => {
    fc.assert(
      fc.property(randomProblems(), fc.infiniteStream(fc.nat()), (problem, randomness) => {
        const shuffled = shuffle(problem.specs, () => randomness.next().value as number);
        const other = {
          matrix: compileSpec(shuffled.matrix),
          fleet: snapshotOf(shuffled.fleet, problem.specs.takenAt),
          // The order of targets means something: `latest` is decided in list order.
          goal: goalOf({ ...shuffled.goal, targets: problem.specs.goal['targets'] }),
        };
        expect(withoutDigests(computePlan(other))).toBe(withoutDigests(computePlan(problem)));
      }),
      { numRuns: propertyRuns(500) },
    );
  });
});

describe('the random problems', () => {
  it('pass the validation that the planner relies on', () => {
    fc.assert(
      fc.property(randomProblems(), ({ matrix: { matrix }, fleet, goal }) => {
        expect(fleetProblems(matrix, { document: fleet, source: valueSource(fleet, 'fleet') })).toEqual([]);
        expect(goalProblems(matrix, fleet, { document: goal, source: valueSource(goal, 'goal') })).toEqual([]);
      }),
      { numRuns: propertyRuns(200) },
    );
  });
});

describe('the oracle', UNHURRIED, () => {
  it('finds the same objective over whole-fleet states as domain by domain', () => {
    fc.assert(
      fc.property(
        randomProblems({ nsxManagers: 2, maxClusters: 2 }).filter(({ goal }) => !hasLatestTarget(goal)),
        (problem) => {
          const [whole, parts] = [
            solveByEnumeration(problem, { whole: true, maxStates: 1500 }),
            solveByEnumeration(problem, { maxStates: 1500 }),
          ];
          if (whole.outcome === 'too-large' || parts.outcome === 'too-large') return;
          expect(whole.outcome).toBe(parts.outcome);
          if (whole.outcome === 'feasible' && parts.outcome === 'feasible') expect(whole.objective).toEqual(parts.objective);
        },
      ),
      { numRuns: propertyRuns(60) },
    );
  });

  it('finds walks that the checker proves as plans', () => {
    fc.assert(
      fc.property(randomProblems(), (problem) => {
        const solution = solveByEnumeration(problem);
        fc.pre(solution.outcome === 'feasible');
        expect(verifyPlan({ ...problem, plan: writePlan(problem, solution.walk, solution.latest) })).toEqual({ outcome: 'proven' });
      }),
      { numRuns: propertyRuns(300) },
    );
  });
});

const byTarget = (a: UpgradePlan['spec']['latest'][number], b: UpgradePlan['spec']['latest'][number]): number =>
  a.target - b.target || (a.nsxManager < b.nsxManager ? -1 : 1);

/** Reorders every list inside a value. */
function shuffle<T>(value: T, next: () => number): T {
  if (Array.isArray(value)) {
    const items = value.map((item) => shuffle<unknown>(item, next));
    for (let i = items.length - 1; i > 0; i--) {
      const j = next() % (i + 1);
      [items[i], items[j]] = [items[j], items[i]];
    }
    return items as T;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shuffle<unknown>(inner, next)])) as T;
}
