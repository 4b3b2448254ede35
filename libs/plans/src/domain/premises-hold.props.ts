import type { FleetSnapshot } from '@lockstep/documents';
import { valueSource } from '@lockstep/documents';
import type { MatrixRevision } from '@lockstep/matrix/domain';
import { computePlan, fleetProblems, goalProblems } from '@lockstep/planner';
import { compileSpec, snapshotOf } from '@lockstep/testing/builders';
import { propertyRuns, type RandomProblem, randomProblems } from '@lockstep/testing/problems';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fleetPremisesOf, lostFacts } from './fleet-premises.js';
import { disproofOf, lostStatements } from './lost-statements.js';

/** One thing that happens to the fleet or to the matrix; the numbers choose where. */
const happening = fc.record({
  what: fc.constantFrom(
    'label',
    'project',
    'version',
    'version',
    'move',
    'join',
    'leave',
    'cni',
    'adapter',
    'statement',
    'hop',
    'evidence',
  ),
  where: fc.nat(1_000),
  which: fc.nat(1_000),
});
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

type Draft = { -readonly [List in keyof FleetSnapshot['spec']]: FleetSnapshot['spec'][List] };

const at = <T>(list: readonly T[], number: number): T | undefined => list[number % Math.max(1, list.length)];

function changeFleet(draft: Draft, { what, where, which }: Happening): void {
  const { clusters, supervisors } = draft;
  const nodes = [draft.nsxManagers, draft.vcenters, supervisors, clusters].flat();
  const [node, cluster] = [at(nodes, where), at(clusters, where)];
  if (what === 'label' && node) node.labels = { ...node.labels, changed: String(which) };
  if (what === 'version' && node) {
    const component = at(Object.keys(node.versions), which);
    const others = nodes.flatMap(({ versions }) => (component !== undefined ? (versions[component] ?? []) : []));
    if (component !== undefined) node.versions = { ...node.versions, [component]: at(others, which)! };
  }
  if (!cluster) return;
  if (what === 'project') cluster.project = `p${which % 3}`;
  if (what === 'move') cluster.supervisor = at(supervisors, which)!.id;
  if (what === 'join') clusters.push({ ...structuredClone(cluster), id: `joined-${which}`, supervisor: at(supervisors, which)!.id });
  if (what === 'leave') clusters.splice(where % clusters.length, 1);
  if (what === 'cni') cluster.cni = which % 2 === 0 ? 'antrea' : 'cilium';
  if (what === 'adapter') cluster.adapter = which % 2 === 0 ? 'enabled' : 'disabled';
}

/** Null: what is left is no matrix. */
function changeMatrix(problem: RandomProblem, happenings: readonly Happening[]): MatrixRevision | null {
  const spec = structuredClone(problem.specs.matrix) as { statements?: object[]; hops?: object[] };
  for (const { what, where, which } of happenings) {
    const [statements, hops] = [spec.statements ?? [], spec.hops ?? []];
    if (what === 'statement') statements.splice(where % Math.max(1, statements.length), 1);
    if (what === 'evidence' && statements.length > 0)
      Object.assign(at(statements, where)!, { evidence: at(['vendor', 'operator', 'third-party', 'observed'], which) });
    if (what === 'hop' && which % 4 === 0) hops.splice(where % Math.max(1, hops.length), 1);
  }
  try {
    return compileSpec(spec);
  } catch {
    return null;
  }
}

describe('a plan of which nothing has fallen', () => {
  it('is proven again over the fleet and the matrix as they are now', () => {
    const seen = { stands: 0, falls: 0, changed: 0 };
    fc.assert(
      fc.property(randomProblems(), fc.array(happening, { minLength: 1, maxLength: 3 }), (problem, happenings) => {
        const plan = computePlan(problem);
        if (plan.spec.outcome !== 'planned') return;
        const draft = structuredClone(problem.fleet.spec) as Draft;
        for (const one of happenings) changeFleet(draft, one);
        const fleet = snapshotOf(draft, problem.specs.takenAt);
        const matrix = changeMatrix(problem, happenings);
        if (matrix === null) return;
        const source = (value: object) => ({ document: value as never, source: valueSource(value, 'test') });
        if (fleetProblems(matrix.matrix, source(fleet)).length > 0) return;
        if (goalProblems(matrix.matrix, fleet, source(problem.goal)).length > 0) return;
        const day = problem.specs.takenAt?.slice(0, 10) ?? null;
        const fallen = [
          ...lostFacts(fleetPremisesOf(plan.spec, problem.fleet), fleet, []),
          ...lostStatements({ plan, goal: problem.goal, fleet: problem.fleet, matrix: problem.matrix }, matrix, day ?? '2026-11-20'),
        ];
        if (fallen.length > 0) {
          seen.falls++;
          return;
        }
        seen.stands++;
        if (matrix.digest !== problem.matrix.digest) seen.changed++;
        expect(disproofOf({ plan, goal: problem.goal, fleet }, matrix, day)).toBeNull();
      }),
      { numRuns: propertyRuns(400) },
    );
    // A generator that drifts would leave the sentence above true and empty.
    expect(Math.min(seen.stands, seen.falls)).toBeGreaterThan((seen.stands + seen.falls) / 10);
    expect(seen.changed).toBeGreaterThan(0);
  });
});
