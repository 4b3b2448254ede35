import fc from 'fast-check';
import { expect, it } from 'vitest';
import { computePlan, dayOf } from '@lockstep/planner';
import { compileSpec, goalOf } from '@lockstep/testing/builders';
import { propertyRuns, type RandomProblem, randomProblems } from '@lockstep/testing/problems';

const UNHURRIED = { timeout: 3_600_000 };
const RUNS = 1000;

/** The same problem without waivers, over a matrix in which what they waive today is a vendor's validated word. */
function spelledOut({ matrix, fleet, goal, specs }: RandomProblem) {
  const { policy } = goal.spec;
  const day = dayOf(fleet);
  const inForce = new Set(policy.waivers.flatMap(({ statement, expires }) => (day !== null && day <= expires ? [statement] : [])));
  const statements = matrix.document.spec.statements.map((statement) =>
    inForce.has(statement.id)
      ? { ...statement, evidence: 'vendor', status: statement.status === 'untested' ? 'validated' : statement.status }
      : statement,
  );
  return {
    matrix: compileSpec({ ...matrix.document.spec, statements }),
    fleet,
    goal: goalOf({ ...specs.goal, policy: { ...policy, waivers: [] } }),
  };
}

it('a waiver does what the statement would do if a vendor had validated it, and no more', UNHURRIED, () => {
  const seen = { planned: 0, refused: 0 };
  fc.assert(
    fc.property(
      randomProblems().filter(({ goal }) => goal.spec.policy.waivers.length > 0),
      (problem) => {
        const [waived, plain] = [computePlan(problem).spec, computePlan(spelledOut(problem)).spec];
        const content = ({ outcome, objective, latest, steps }: typeof waived) => ({
          outcome,
          objective,
          latest,
          steps: steps.map(({ premises: _, ...step }) => step),
        });
        expect(content(waived)).toEqual(content(plain));
        if (waived.waived.length > 0) seen.planned++;
        if (waived.explanation) seen.refused++;
      },
    ),
    { numRuns: propertyRuns(RUNS) },
  );
  // Waivers that nothing leans on would leave the sentence above true and empty.
  expect(seen.planned).toBeGreaterThan(propertyRuns(RUNS) / 20);
  expect(seen.refused).toBeGreaterThan(propertyRuns(RUNS) / 20);
});
