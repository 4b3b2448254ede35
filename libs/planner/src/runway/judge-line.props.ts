import fc from 'fast-check';
import { policy } from '@lockstep/documents';
import { propertyRuns, randomProblems } from '@lockstep/testing/problems';
import { expect, it } from 'vitest';
import { fleetTrees, lineage, subtree } from '../model/fleet-tree.js';
import { findExposures } from '../model/findings.js';
import { dayOf } from '../model/inputs.js';
import { LineJudge } from './judge-line.js';

it('finds node by node what a check of the whole fleet finds', () => {
  fc.assert(
    fc.property(randomProblems(), ({ matrix, fleet }) => {
      const day = dayOf(fleet);
      fc.pre(day !== null);
      const { nsxManagers, vcenters, supervisors, clusters } = fleet.spec;
      // The node of an exposure is the lower one of its two: it comes later in this list.
      const records = [...nsxManagers, ...vcenters, ...supervisors, ...clusters];
      const lower = (nodes: readonly [string, string]) => records.findLast(({ id }) => nodes.includes(id))!.id;
      const expected = findExposures(matrix, fleet, policy.parse({})).flatMap((finding) => {
        // Of a component without any release nothing is said to be unlisted.
        if (finding.kind === 'unlisted-release' && matrix.matrix.releases(finding.component).length === 0) return [];
        if (finding.kind === 'exposure') return JSON.stringify([lower(finding.nodes), finding.between, finding.versions]);
        return JSON.stringify([finding.node, finding.component, finding.kind === 'unlisted-release' ? finding.version : null]);
      });
      const judge = new LineJudge(matrix.matrix, day!);
      const found = fleetTrees(matrix.matrix, fleet).flatMap((root) =>
        [...subtree(root)].flatMap((node) => {
          const line = [...lineage(node)].map(({ id, scope }) => ({
            scope,
            cni: null,
            adapter: null,
            ...records.find((record) => record.id === id)!,
          }));
          return judge.faults(line).flatMap((fault): string[] => {
            if (fault.kind === 'exposure') return [JSON.stringify([node.id, fault.between, fault.versions])];
            if (fault.kind === 'dead-end') return [];
            return [JSON.stringify([node.id, fault.component, fault.kind === 'unknown-release' ? fault.version : null])];
          });
        }),
      );
      expect(found.toSorted()).toEqual([...new Set(expected)].toSorted());
    }),
    { numRuns: propertyRuns(300) },
  );
});
