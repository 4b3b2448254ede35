import type { FleetSnapshot } from '@lockstep/documents';
import { parseRange } from '@lockstep/kernel';
import { blockersOf, compatibilityOf, findExposures, runwayOf } from '@lockstep/planner';
import { snapshotOf } from '@lockstep/testing/builders';
import { propertyRuns, type RandomProblem, randomProblems } from '@lockstep/testing/problems';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

/** The same fleet with one NSX manager somewhere else and nothing else moved. */
function withNsx(fleet: FleetSnapshot, manager: string, nsx: string): FleetSnapshot {
  const nsxManagers = fleet.spec.nsxManagers.map((node) => (node.id === manager ? { ...node, versions: { ...node.versions, nsx } } : node));
  return snapshotOf({ ...fleet.spec, nsxManagers }, fleet.metadata.takenAt);
}

/** Nodes that a plain check of the fleet finds outside their window with this NSX manager's `nsx`. */
function outsideWithNsx({ matrix, goal }: RandomProblem, fleet: FleetSnapshot, manager: string): Set<string> {
  const findings = findExposures(matrix, fleet, goal.spec.policy);
  const nodes = findings.flatMap((finding) => {
    if (finding.kind !== 'exposure') return [];
    const side = finding.between.indexOf('nsx');
    return side >= 0 && finding.nodes[side] === manager ? [finding.nodes[1 - side]!] : [];
  });
  return new Set(nodes);
}

describe('runway and blockers', { timeout: 600_000 }, () => {
  it('a cluster falls out exactly at the releases that its runway says, and holds NSX back exactly there', () => {
    let [compared, limited, out] = [0, 0, 0];
    fc.assert(
      fc.property(randomProblems(), (problem) => {
        const { matrix, fleet, goal } = problem;
        if (!matrix.matrix.components.has('nsx')) return;
        const everything = parseRange('dotted', '*');
        if (!everything.ok) throw new Error(everything.problem);
        const runways = runwayOf(matrix, fleet, goal.spec.policy);
        const domains = blockersOf(matrix, fleet, goal.spec.policy, everything.value);
        for (const { id: manager } of fleet.spec.nsxManagers)
          for (const { version } of matrix.matrix.releases('nsx')) {
            const outside = outsideWithNsx(problem, withNsx(fleet, manager, version.text), manager);
            for (const { cluster, inside } of runways.filter(({ nsxManager }) => nsxManager === manager)) {
              expect(inside.includes(version.text)).toBe(!outside.has(cluster));
              compared++;
            }
            const release = domains.find(({ nsxManager }) => nsxManager === manager)!.releases.find((at) => at.release === version.text);
            if (release) expect(new Set(release.causes.flatMap(({ nodes }) => nodes))).toEqual(outside);
          }
        for (const runway of runways) {
          const { state, reach, fallsOutAt, inside, limitedBy } = runway;
          expect(inside).toEqual(expect.arrayContaining([...reach]));
          if (state === 'limited') expect([inside.includes(fallsOutAt!), limitedBy.length > 0]).toEqual([false, true]);
          limited += Number(state === 'limited');
          out += Number(state === 'out');
        }
      }),
      { numRuns: propertyRuns(300) },
    );
    // A generator that drifts would leave the sentence above true and empty.
    expect(Math.min(compared, limited, out)).toBeGreaterThan(0);
  });

  it('compatibility calls the same clusters outside as a check of the whole fleet', () => {
    fc.assert(
      fc.property(randomProblems(), ({ matrix, fleet, goal }) => {
        const exposed = new Set(findExposures(matrix, fleet, goal.spec.policy).flatMap((at) => (at.kind === 'exposure' ? at.nodes : [])));
        for (const { id } of [...fleet.spec.clusters, ...fleet.spec.nsxManagers, ...fleet.spec.supervisors, ...fleet.spec.vcenters])
          expect(compatibilityOf(matrix, fleet, goal.spec.policy, id)!.inside).toBe(!exposed.has(id));
      }),
      { numRuns: propertyRuns(200) },
    );
  });
});
