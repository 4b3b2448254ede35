import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FleetCluster } from '@lockstep/documents';
import { canonicalJson } from '@lockstep/kernel';
import { computePlan, PlanningMemory } from '@lockstep/planner';
import { propertyRuns, randomProblems } from '@lockstep/testing/problems';

/** One cluster fewer, one that runs what its neighbour runs, or all as before. */
function afterEvent(clusters: readonly FleetCluster[], change: number): FleetCluster[] {
  if (change === 0 || clusters.length === 0) return [...clusters];
  const place = change % clusters.length;
  if (change % 2 === 0) return clusters.filter((_, index) => index !== place);
  const { versions } = clusters[(place + 1) % clusters.length]!;
  return clusters.map((cluster, index) => (index === place ? { ...cluster, versions } : cluster));
}

describe('a planner that remembers', () => {
  it('gives the same plans, byte for byte, as one that starts afresh, whatever it planned before', () => {
    const memory = new PlanningMemory();
    fc.assert(
      fc.property(
        randomProblems(),
        fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
        fc.constantFrom({}, { states: 3 }, { states: 8, laidOut: 0 }),
        (problem, changes, limits) => {
          const { matrix, goal } = problem;
          for (const change of [...changes, 0]) {
            const clusters = afterEvent(problem.fleet.spec.clusters, change);
            const fleet = { ...problem.fleet, spec: { ...problem.fleet.spec, clusters } };
            expect(canonicalJson(computePlan({ matrix, fleet, goal }, { ...limits, memory }))).toBe(
              canonicalJson(computePlan({ matrix, fleet, goal }, limits)),
            );
          }
        },
      ),
      { numRuns: propertyRuns(300) },
    );
  });
});
