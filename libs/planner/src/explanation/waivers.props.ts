import fc from 'fast-check';
import { expect, it } from 'vitest';
import { computePlan } from '@lockstep/planner';
import { goalOf } from '@lockstep/testing/builders';
import { domainsOf, type PlanningProblem } from '@lockstep/testing/oracle';
import { propertyRuns, type RandomProblem, randomProblems } from '@lockstep/testing/problems';

const UNHURRIED = { timeout: 3_600_000 };
const RUNS = 2000;

const isFeasible = (problem: PlanningProblem): boolean => computePlan(problem).spec.explanation === null;

const waiving = ({ goal: { spec }, specs }: RandomProblem, statement: string) => {
  const others = spec.policy.waivers.filter((waiver) => waiver.statement !== statement);
  const waiver = { statement, reason: 'as the explanation says', by: 'board', expires: '2027-12-31' };
  return goalOf({ ...specs.goal, policy: { ...spec.policy, waivers: [...others, waiver] } });
};

it('where a single assumption unblocks a domain and a waiver is said to do, the waiver alone unblocks it', UNHURRIED, () => {
  let seen = 0;
  fc.assert(
    fc.property(randomProblems(), (problem) => {
      for (const { nsxManager, changes } of computePlan(problem).spec.explanation?.relaxations ?? []) {
        const [change] = changes;
        if (changes.length > 1 || change!.kind !== 'assume-statement') continue;
        const fleet = domainsOf(problem.fleet).find(({ spec }) => spec.nsxManagers[0]!.id === nsxManager)!;
        for (const { statement, waivable } of change!.ignored ?? []) {
          if (
            !waivable ||
            problem.matrix.matrix.findStatement(statement)!.status === 'transitional' ||
            fleet.metadata.takenAt === undefined
          )
            continue;
          seen++;
          expect(isFeasible({ ...problem, fleet, goal: waiving(problem, statement) }), statement).toBe(true);
        }
      }
    }),
    { numRuns: propertyRuns(RUNS) },
  );
  expect(seen).toBeGreaterThan(propertyRuns(RUNS) / 200);
});
