import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Objective } from '@lockstep/documents';
import { computePlan } from '@lockstep/planner';
import { verifyPlan } from '@lockstep/planner/checks';
import { propertyRuns, randomProblems } from '@lockstep/testing/problems';

const compare = (a: Objective, b: Objective): number =>
  a.sharedHops - b.sharedHops || a.clusterRollouts - b.clusterRollouts || a.addonHops - b.addonHops;

describe('a search from the root, best state first', () => {
  it('finds what laying out the whole domain finds', () => {
    fc.assert(
      fc.property(randomProblems(), (problem) => {
        const [whole, searched] = [computePlan(problem).spec, computePlan(problem, { laidOut: 0 }).spec];
        expect(searched.outcome).toBe(whole.outcome);
        expect(searched.objective).toEqual(whole.objective);
        expect(searched.optimal).toBe(true);
      }),
      { numRuns: propertyRuns(500) },
    );
  });
});

describe('a search that reaches its limit', () => {
  it.each([1, 2, 5])(
    'at %i states finds a safe plan between its lower bound and nothing better than the cheapest, or admits that it does not know',
    (states) => {
      const seen = { proven: 0, bounded: 0, undecided: 0 };
      fc.assert(
        fc.property(randomProblems(), (problem) => {
          const exact = computePlan(problem).spec;
          const plan = computePlan(problem, { states, laidOut: 0 });
          const { optimal, explanation, objective, lowerBound } = plan.spec;
          if (explanation !== null) {
            if (optimal) expect(exact.explanation).not.toBeNull();
            else seen.undecided++;
            return;
          }
          expect(exact.explanation).toBeNull();
          expect(verifyPlan({ ...problem, plan })).toEqual({ outcome: 'proven' });
          if (optimal) {
            seen.proven++;
            expect(objective).toEqual(exact.objective);
          } else {
            seen.bounded++;
            expect(compare(lowerBound!, exact.objective)).toBeLessThanOrEqual(0);
            expect(compare(exact.objective, objective)).toBeLessThanOrEqual(0);
          }
        }),
        { numRuns: propertyRuns(300) },
      );
      expect(seen.proven).toBeGreaterThan(0);
      expect(seen.bounded + seen.undecided).toBeGreaterThan(0);
    },
  );
});
