import type { Selector } from '@lockstep/documents';
import { type FleetNode, lineage } from './fleet-tree.js';

/** Whether a selector takes a node; all that is given must match, and nothing given takes every node. */
export function selects(selector: Selector | undefined, node: FleetNode): boolean {
  if (!selector) return true;
  const at = (scope: FleetNode['scope']): string | undefined => {
    for (const ancestor of lineage(node)) if (ancestor.scope === scope) return ancestor.id;
    return undefined;
  };
  const among = (ids: readonly string[] | undefined, id: string | null | undefined): boolean =>
    ids === undefined || (id != null && setOf(ids).has(id));
  return (
    among(selector.ids, node.id) &&
    among(selector.nsxManagers, at('nsxManager')) &&
    among(selector.supervisors, at('supervisor')) &&
    among(selector.projects, node.project) &&
    Object.entries(selector.labels ?? {}).every(([label, value]) => node.labels[label] === value)
  );
}

/** A selector may name thousands of nodes, and every node asks every selector. */
const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

function setOf(ids: readonly string[]): ReadonlySet<string> {
  let set = sets.get(ids);
  if (!set) sets.set(ids, (set = new Set(ids)));
  return set;
}
