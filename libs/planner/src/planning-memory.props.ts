import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '@lockstep/kernel';
import { computePlan, PlanningMemory } from '@lockstep/planner';
import { propertyRuns, randomProblems } from '@lockstep/testing/problems';

describe('a planner that remembers', () => {
  it('gives the same plans, byte for byte, as one that starts afresh, whatever it planned before', () => {
    const memory = new PlanningMemory();
    fc.assert(
      fc.property(randomProblems(), fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), (problem, changes) => {
        const { matrix, goal } = problem;
        for (const change of [...changes, 0]) {
          // One cluster fewer, or all of them again.
          const clusters = problem.fleet.spec.clusters.filter(
            (_, index) => change === 0 || index !== change % problem.fleet.spec.clusters.length,
          );
          const fleet = { ...problem.fleet, spec: { ...problem.fleet.spec, clusters } };
          expect(canonicalJson(computePlan({ matrix, fleet, goal }, { memory }))).toBe(canonicalJson(computePlan({ matrix, fleet, goal })));
        }
      }),
      { numRuns: propertyRuns(300) },
    );
  });
});
