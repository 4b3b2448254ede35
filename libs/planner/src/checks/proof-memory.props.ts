import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { FleetCluster, PlanSpec } from '@lockstep/documents';
import { computePlan } from '@lockstep/planner';
import { ProofMemory, verifyPlan } from '@lockstep/planner/checks';
import { sealPlan } from '@lockstep/testing/oracle';
import { chooseWith, MUTATIONS, propertyRuns, randomProblems } from '@lockstep/testing/problems';

/** Lists that never change are remembered by themselves. */
const frozen = (spec: PlanSpec): PlanSpec => {
  for (const { subjects } of spec.steps) Object.freeze(subjects);
  return spec;
};

const change = fc.record({
  at: fc.nat(),
  from: fc.nat(),
  field: fc.constantFrom('versions', 'labels', 'supervisor', 'cni', 'id', 'nothing'),
});

it('a checker that remembers fleets says the same of plans, good and broken, as one that does not', () => {
  const outcomes = { proven: 0, refuted: 0 };
  fc.assert(
    fc.property(randomProblems(), fc.array(change, { minLength: 1, maxLength: 5 }), fc.gen(), (problem, changes, draw) => {
      const memory = new ProofMemory();
      const { matrix, goal } = problem;
      let { fleet } = problem;
      const first = computePlan(problem);
      for (const { at, from, field } of changes) {
        const clusters: FleetCluster[] = [...fleet.spec.clusters];
        if (clusters.length === 0) return;
        const [cluster, other] = [clusters[at % clusters.length]!, clusters[from % clusters.length]!];
        const value = field === 'id' ? `${cluster.id}-new` : field === 'nothing' ? null : other[field];
        clusters[at % clusters.length] = field === 'nothing' ? cluster : { ...cluster, [field]: value };
        fleet = { ...fleet, spec: { ...fleet.spec, clusters } };
        const { spec } = computePlan({ matrix, fleet, goal });
        const choose = chooseWith(draw);
        const broken = choose.pick(Object.values(MUTATIONS)).apply(choose, spec, { matrix, fleet, goal });
        for (const candidate of [spec, broken, { ...first.spec, inputs: spec.inputs }]) {
          if (candidate === null) continue;
          const input = { matrix, fleet, goal, plan: sealPlan(frozen(candidate)) };
          const verification = verifyPlan(input, memory);
          outcomes[verification.outcome]++;
          expect(verification).toEqual(verifyPlan(input));
        }
      }
    }),
    { numRuns: propertyRuns(80) },
  );
  expect(outcomes.proven).toBeGreaterThan(0);
  expect(outcomes.refuted).toBeGreaterThan(0);
});
