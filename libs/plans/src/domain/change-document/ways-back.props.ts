import { type FleetCluster, type FleetSnapshot, subjectsOf, type UpgradeGoal, type UpgradePlan } from '@lockstep/documents';
import { judgePair, type MatrixRevision } from '@lockstep/matrix/domain';
import { computePlan, findExposures, fleetTrees, judgingOf, subtree } from '@lockstep/planner';
import { verifyPlan } from '@lockstep/planner/checks';
import { solveByEnumeration } from '@lockstep/testing/oracle';
import { propertyRuns, type RandomProblem, randomProblems } from '@lockstep/testing/problems';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { restGoal, type WayBack, waysBack, type WaysBack, type WaysBackInput } from './ways-back.js';

const UNHURRIED = { timeout: 3_600_000 };
const RUNS = 120;

type Asked = { readonly fleet: FleetSnapshot; readonly goal: UpgradeGoal };

function searched(input: WaysBackInput, onSearched?: (asked: Asked, plan: UpgradePlan) => void): WaysBack {
  const searches = waysBack(input, undefined, onSearched);
  for (;;) {
    const { done, value } = searches.next();
    if (done) return value;
  }
}

/** Clusters four times over, so that some are looked at through others. */
function widened(problem: RandomProblem): RandomProblem {
  const clusters = problem.fleet.spec.clusters.flatMap((cluster) =>
    ['', '-b', '-c', '-d'].map((tail) => ({ ...cluster, id: `${cluster.id}${tail}` })),
  );
  return { ...problem, fleet: { ...problem.fleet, spec: { ...problem.fleet.spec, clusters } } };
}

function whereNodesOverlap({ matrix: { matrix }, fleet, goal }: WaysBackInput, moved: ReadonlySet<string>): string[] {
  const judging = judgingOf(fleet, goal);
  const found: string[] = [];
  for (const root of fleetTrees(matrix, fleet))
    for (const node of subtree(root))
      for (let above: typeof node | null = node; above; above = above.parent)
        for (const a of node.instances)
          for (const b of above.instances) {
            const isSame = above === node && a.component.id >= b.component.id;
            const isMoved = moved.has(`${a.component.id} ${node.id}`) || moved.has(`${b.component.id} ${above.id}`);
            if (isSame || !isMoved || !matrix.relation(a.component.id, b.component.id)?.enforce) continue;
            const { inside, verdict } = judgePair(matrix, judging, a.component.id, a.version, b.component.id, b.version);
            if (!inside || verdict === 'transitional') found.push(`${a.component.id} ${node.id} with ${b.component.id} ${above.id}`);
          }
  return found;
}

const movedIn = ({ spec: { targets } }: UpgradeGoal): ReadonlySet<string> =>
  new Set(targets.flatMap(({ component, select }) => select!.ids!.map((id) => `${component} ${id}`)));

const LISTS = { nsxManager: 'nsxManagers', vcenter: 'vcenters', supervisor: 'supervisors', cluster: 'clusters' } as const;

/** What a snapshot leaves out is what the VKr bundles, and it goes on running under a VKr that bundles nothing. */
function runningIn({ matrix }: MatrixRevision, { versions }: FleetCluster): Record<string, string> {
  const vkr = matrix.components.has('vkr') ? matrix.readVersion('vkr', versions['vkr'] ?? '') : null;
  const bundle = (vkr?.ok && matrix.findRelease('vkr', vkr.value)?.bundle) || new Map<string, { text: string }>();
  return { ...Object.fromEntries([...bundle].map(([component, { text }]) => [component, text])), ...versions };
}

/** The whole fleet after each step, and where the plan has moved what: nothing is left out, and no memory is shared. */
function* wholeStates({ matrix, fleet, goal, plan }: WaysBackInput): Generator<Asked> {
  const moved = new Map<string, string[]>();
  let spec = { ...fleet.spec, clusters: fleet.spec.clusters.map((cluster) => ({ ...cluster, versions: runningIn(matrix, cluster) })) };
  for (const step of plan.spec.steps) {
    const ids = subjectsOf(plan.spec, step);
    const list = LISTS[matrix.matrix.component(step.component).scope];
    const versions = Object.fromEntries(step.moves.map(({ component, to }) => [component, to]));
    const nodes = (spec[list] as { id: string; versions: Record<string, string> }[]).map((node) =>
      ids.includes(node.id) ? { ...node, versions: { ...node.versions, ...versions } } : node,
    );
    spec = { ...spec, [list]: nodes };
    for (const { component } of step.moves) moved.set(component, [...new Set([...(moved.get(component) ?? []), ...ids])]);
    yield { fleet: { ...fleet, spec }, goal: restGoal(goal, moved) };
  }
}

const kindOf = ({ spec: { outcome } }: UpgradePlan): WayBack['kind'] =>
  outcome === 'nothing-to-do' ? 'resting' : outcome === 'planned' ? 'forward' : 'none';

/** As {@link kindOf}: whether anything stood before the plan is not asked of what it has moved. */
const restOf = ({ kind }: WayBack): WayBack['kind'] => (kind === 'resting-exposed' ? 'resting' : kind);

it('a way back is proven by the checker, rests where it says so, and is missing only where brute force finds none', UNHURRIED, () => {
  const seen = { resting: 0, forward: 0, none: 0 };
  fc.assert(
    fc.property(randomProblems(), (problem) => {
      const plan = computePlan(problem);
      if (plan.spec.outcome !== 'planned') return;
      const answers: { asked: Asked; way: UpgradePlan }[] = [];
      const { steps } = searched({ ...problem, plan }, (asked, way) => answers.push({ asked, way }));
      expect(steps.map(({ step }) => step)).toEqual(plan.spec.steps.map(({ id }) => id));
      expect(restOf(steps.at(-1)!.after)).toBe('resting');
      for (const { asked, way } of answers) {
        const kind = kindOf(way);
        seen[kind as keyof typeof seen]++;
        const input = { matrix: problem.matrix, ...asked };
        if (kind === 'resting') expect(whereNodesOverlap({ ...input, plan: way }, movedIn(asked.goal))).toEqual([]);
        else if (kind === 'forward') expect(verifyPlan({ ...input, plan: way })).toEqual({ outcome: 'proven' });
        const solution = solveByEnumeration(input, { maxStates: 3000 });
        if (solution.outcome !== 'too-large') expect(solution.outcome).toBe(kind === 'none' ? 'infeasible' : 'feasible');
        if (solution.outcome === 'feasible') expect(way.spec.objective).toEqual(solution.objective);
      }
    }),
    { numRuns: propertyRuns(RUNS), seed: 20_261_123 },
  );
  // States from which one cannot stay, and from which nothing leads on, would otherwise never be looked at.
  expect(seen.resting).toBeGreaterThan(propertyRuns(RUNS) / 4);
  expect(seen.forward).toBeGreaterThan(propertyRuns(RUNS) / 50);
});

it('two clusters of each kind say of all of them how it goes on', UNHURRIED, () => {
  let reduced = 0;
  fc.assert(
    fc.property(randomProblems({ maxClusters: 2 }), (small) => {
      const problem = widened(small);
      const plan = computePlan(problem);
      if (plan.spec.outcome !== 'planned') return;
      const input = { ...problem, plan };
      const { steps, isReduced } = searched(input);
      if (isReduced) reduced++;
      const whole = [...wholeStates(input)].map((asked) => computePlan({ matrix: problem.matrix, ...asked }));
      expect(steps.map(({ after }) => restOf(after))).toEqual(whole.map(kindOf));
      const shared = (way: WayBack) => (way.kind === 'forward' ? way.objective.sharedHops : 0);
      expect(steps.map(({ after }) => shared(after))).toEqual(whole.map(({ spec }) => spec.objective.sharedHops));
    }),
    { numRuns: propertyRuns(80), seed: 20_261_123 },
  );
  expect(reduced).toBeGreaterThan(propertyRuns(80) / 10);
});

it(
  'a place to stop at is told with what is outside its window anywhere in the fleet, until the step after which it is not',
  UNHURRIED,
  () => {
    const seen = { resting: 0, exposed: 0, ended: 0 };
    fc.assert(
      fc.property(randomProblems({ maxClusters: 2 }), (small) => {
        const problem = widened(small);
        const plan = computePlan(problem);
        if (plan.spec.outcome !== 'planned') return;
        const { steps } = searched({ ...problem, plan });
        const outside = [{ fleet: problem.fleet }, ...wholeStates({ ...problem, plan })].map(({ fleet }) =>
          findExposures(problem.matrix, fleet, problem.goal.spec.policy).some(({ kind }) => kind === 'exposure'),
        );
        const ids = plan.spec.steps.map(({ id }) => id);
        for (const [place, way] of [steps[0]!.before, ...steps.map(({ after }) => after)].entries()) {
          if (way.kind === 'resting') {
            seen.resting++;
            expect(outside[place]).toBe(false);
          } else if (way.kind === 'resting-exposed') {
            seen.exposed++;
            const { told, untold } = way.exposed;
            if (untold === 0) expect(told.some(({ is }) => is === 'outside')).toBe(outside[place]);
            for (const { until, is } of told) {
              if (until === null) expect(is === 'passage' || outside.at(-1)).toBe(true);
              else expect(ids.indexOf(until)).toBeGreaterThanOrEqual(place);
              if (until !== null) seen.ended++;
            }
          }
        }
      }),
      { numRuns: propertyRuns(80), seed: 20_261_123 },
    );
    expect(Math.min(seen.resting, seen.exposed, seen.ended)).toBeGreaterThan(propertyRuns(80) / 20);
  },
);

it('steps that lead to a place to stop at are told with what is outside its window there', UNHURRIED, () => {
  const seen = { exposed: 0, clean: 0 };
  fc.assert(
    fc.property(randomProblems(), (problem) => {
      const plan = computePlan(problem);
      if (plan.spec.outcome !== 'planned') return;
      const answers: (Asked & { readonly plan: UpgradePlan })[] = [];
      const { steps } = searched({ ...problem, plan }, (asked, way) => answers.push({ ...asked, plan: way }));
      // Each state is searched once, in this order.
      const ways = [...new Set(steps.flatMap(({ before, halfway, after }) => [before, ...(halfway ? [halfway.way] : []), after]))];
      expect(ways).toHaveLength(answers.length);
      for (const [index, way] of ways.entries()) {
        if (way.kind !== 'forward') continue;
        const last = [...wholeStates({ matrix: problem.matrix, ...answers[index]! })].at(-1)!;
        const isOutside = findExposures(problem.matrix, last.fleet, problem.goal.spec.policy).some(({ kind }) => kind === 'exposure');
        expect(way.exposed.untold > 0 || way.exposed.told.some(({ is }) => is === 'outside')).toBe(isOutside);
        seen[isOutside ? 'exposed' : 'clean']++;
      }
    }),
    { numRuns: propertyRuns(RUNS), seed: 20_261_123 },
  );
  expect(seen.exposed + seen.clean).toBeGreaterThan(propertyRuns(RUNS) / 50);
  expect(seen.exposed).toBeGreaterThan(0);
});
