import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PlanGroup, PlanSpec, UpgradePlan } from '@lockstep/documents';
import { computePlan } from '@lockstep/planner';
import { verifyPlan } from '@lockstep/planner/checks';
import { type PlanningProblem, sealPlan, spellOut } from '@lockstep/testing/oracle';
import { type Choose, chooseWith, MUTATIONS, propertyRuns, type RandomProblem, randomProblems } from '@lockstep/testing/problems';

interface Planned {
  readonly problem: RandomProblem;
  readonly plan: UpgradePlan;
}

const POOL: readonly Planned[] = fc
  .sample(randomProblems(), Math.min(400, Math.max(100, propertyRuns(200))))
  .map((problem) => ({ problem, plan: computePlan(problem), [fc.toStringMethod]: () => fc.stringify(problem) }))
  .filter(({ plan }) => plan.spec.outcome === 'planned');

const planned = () => fc.constantFrom(...POOL);

const outcomeOf = (problem: PlanningProblem, spec: PlanSpec) => verifyPlan({ ...problem, plan: sealPlan(spec) }).outcome;

it('however the subjects of a proven plan are grouped, it is proven', () => {
  let grouped = 0;
  fc.assert(
    fc.property(planned(), fc.gen(), ({ problem, plan }, draw) => {
      const spec = withGroups(chooseWith(draw), spellOut(problem.matrix.matrix, plan.spec));
      if (spec.groups) grouped++;
      expect(outcomeOf(problem, spec)).toBe('proven');
    }),
    { numRuns: propertyRuns(300) },
  );
  expect(grouped).toBeGreaterThan(propertyRuns(300) / 4);
});

it('a broken plan is refuted with groups exactly when it is refuted with every node written out', () => {
  const seen = { proven: 0, refuted: 0 };
  fc.assert(
    fc.property(planned(), fc.gen(), ({ problem, plan }, draw) => {
      const choose = chooseWith(draw);
      const { matrix } = problem.matrix;
      const broken = choose.pick(Object.values(MUTATIONS)).apply(choose, spellOut(matrix, plan.spec), problem);
      const spec = withOtherMembers(choose, problem, withGroups(choose, broken ?? plan.spec));
      const outcome = outcomeOf(problem, spellOut(matrix, spec));
      expect(outcomeOf(problem, spec)).toBe(outcome);
      if (spec.groups) seen[outcome]++;
    }),
    { numRuns: propertyRuns(1000) },
  );
  expect(Math.min(seen.proven, seen.refuted)).toBeGreaterThan(propertyRuns(1000) / 50);
});

/** Some sets of nodes become groups, in all steps that take them or in some. */
function withGroups(choose: Choose, spec: PlanSpec): PlanSpec {
  const groups: PlanGroup[] = [];
  let { steps } = spec;
  for (const { subjects } of spec.steps) {
    const members = [...new Set(subjects)].filter(() => choose.chance(60)).toSorted();
    if (members.length === 0 || choose.chance(30)) continue;
    const id = `g${groups.length + 1}`;
    const everywhere = choose.chance(60);
    let used = false;
    steps = steps.map((step) => {
      if (!members.every((member) => step.subjects.includes(member)) || !(everywhere || choose.chance(60))) return step;
      used = true;
      return { ...step, subjects: withoutOnce(step.subjects, members), groups: [...(step.groups ?? []), id] };
    });
    if (used) groups.push({ id, members });
  }
  return groups.length === 0 ? spec : { ...spec, groups, steps };
}

function withoutOnce(list: readonly string[], taken: readonly string[]): string[] {
  const left = [...list];
  for (const id of taken) left.splice(left.indexOf(id), 1);
  return left;
}

/** Now and then a group loses a member or gets one more, which changes every step that names it. */
function withOtherMembers(choose: Choose, { fleet }: PlanningProblem, { groups, ...spec }: PlanSpec): PlanSpec {
  if (!groups || choose.chance(60)) return { ...spec, ...(groups && { groups }) };
  const index = choose.int(0, groups.length - 1);
  const { id, members } = groups[index]!;
  const others = fleet.spec.clusters.map((cluster) => cluster.id).filter((cluster) => !members.includes(cluster));
  const changed = others.length > 0 && choose.chance(50) ? [...members, choose.pick(others)].toSorted() : members.slice(1);
  if (changed.length === 0) return { ...spec, groups };
  return { ...spec, groups: groups.map((group, position) => (position === index ? { id, members: changed } : group)) };
}
