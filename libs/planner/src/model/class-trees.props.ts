import fc from 'fast-check';
import { expect, it } from 'vitest';
import { propertyRuns, randomProblems } from '@lockstep/testing/problems';
import { classTrees } from './class-trees.js';
import { type FleetNode, fleetTrees, lineage, subtree } from './fleet-tree.js';
import { selects } from './selection.js';

const nodesOf = (roots: readonly FleetNode[]): FleetNode[] => roots.flatMap((root) => [...subtree(root)]);

it('stand for every node of the fleet once, with what it runs, where it hangs, and what the goal answers about it', () => {
  let merged = 0;
  fc.assert(
    fc.property(randomProblems(), ({ matrix: { matrix }, fleet, goal: { spec } }) => {
      const single = new Map(nodesOf(fleetTrees(matrix, fleet)).map((node) => [node.id, node]));
      const classes = nodesOf(classTrees(matrix, fleet, spec).roots);
      expect(classes.flatMap(({ members }) => members).toSorted()).toEqual([...single.keys()].toSorted());
      for (const node of classes) {
        expect(node.id).toBe(node.members[0]);
        expect(node.members).toEqual(node.members.toSorted());
        if (node.members.length > 1) merged++;
        for (const member of node.members.map((id) => single.get(id)!)) {
          expect(member.instances).toEqual(node.instances);
          expect([...lineage(member)].slice(1).map(({ id }) => id)).toEqual([...lineage(node)].slice(1).map(({ id }) => id));
          for (const { select } of [...spec.targets, ...spec.hold]) expect(selects(select, member)).toBe(selects(select, node));
        }
      }
    }),
    { numRuns: propertyRuns(500) },
  );
  expect(merged).toBeGreaterThan(propertyRuns(500) / 10);
});
