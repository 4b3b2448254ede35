import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { FleetCluster } from '@lockstep/documents';
import { propertyRuns, randomProblems } from '@lockstep/testing/problems';
import { changedTrees } from './changed-trees.js';
import { classTrees, type MergedTrees } from './class-trees.js';
import { type FleetNode, subtree } from './fleet-tree.js';

/** Everything about the nodes, in their order. Equal lists of instances are told by their content: they belong to one reading of a fleet. */
const describeTrees = ({ roots }: MergedTrees) =>
  roots.flatMap((root) =>
    [...subtree(root)].map((node: FleetNode) => ({
      ...node,
      instances: node.instances.map(({ component, version }) => [component.id, version?.text ?? null]),
      parent: node.parent?.id ?? null,
      children: node.children.map(({ id }) => id),
    })),
  );

/** Which cluster changes, and which other one it takes a field from. */
const change = fc.record({
  at: fc.nat(),
  from: fc.nat(),
  field: fc.constantFrom('versions', 'labels', 'project', 'cni', 'adapter', 'supervisor', 'id'),
});

it('are those of the changed fleet, found afresh, change after change', () => {
  const outcomes = { changed: 0, anew: 0 };
  fc.assert(
    fc.property(randomProblems(), fc.array(fc.array(change, { maxLength: 3 }), { minLength: 1, maxLength: 4 }), (problem, history) => {
      const { matrix, goal } = problem;
      let { fleet } = problem;
      let known = { ...classTrees(matrix.matrix, fleet, goal.spec), fleet };
      for (const changes of history) {
        const clusters: FleetCluster[] = [...fleet.spec.clusters];
        if (clusters.length === 0) return;
        for (const { at, from, field } of changes) {
          const [cluster, other] = [clusters[at % clusters.length]!, clusters[from % clusters.length]!];
          clusters[at % clusters.length] = { ...cluster, [field]: field === 'id' ? `${cluster.id}-new` : other[field] };
        }
        fleet = { ...fleet, spec: { ...fleet.spec, clusters } };
        const afresh = { ...classTrees(matrix.matrix, fleet, goal.spec), fleet };
        const trees = changedTrees(known, fleet);
        outcomes[trees ? 'changed' : 'anew']++;
        if (trees) expect(describeTrees(trees)).toEqual(describeTrees(afresh));
        known = trees ?? afresh;
      }
    }),
    { numRuns: propertyRuns(500) },
  );
  expect(outcomes.changed).toBeGreaterThan(outcomes.anew);
});
