import { type FleetNode, lineage, subtree } from '../model/fleet-tree.js';
import type { VersionTable } from './version-table.js';

/** What is special about the versions a domain starts from. */
export interface StartFacts {
  /** Components with a pairing that is outside its window. */
  readonly outside: ReadonlySet<string>;
  /** By node: components with a pairing that is outside its window, or inside by a `transitional` statement only. They may rest there as long as nobody touches them. */
  readonly unsettled: ReadonlyMap<FleetNode, ReadonlySet<string>>;
}

export function startFacts(table: VersionTable, root: FleetNode): StartFacts {
  const unsettled = new Map<FleetNode, Set<string>>();
  const note = (node: FleetNode, component: string) => {
    const known = unsettled.get(node);
    if (known) known.add(component);
    else unsettled.set(node, new Set([component]));
  };
  const outside = new Set<string>();
  for (const node of subtree(root))
    for (const { component, version } of node.instances)
      for (const other of lineage(node))
        for (const partner of other.instances) {
          if (partner.component === component || !table.isEnforced(component.id, partner.component.id)) continue;
          const rank = table.rank(component.id, version);
          const partnerRank = table.rank(partner.component.id, partner.version);
          if (table.isSettled(component.id, rank, partner.component.id, partnerRank)) continue;
          if (!table.isInside(component.id, rank, partner.component.id, partnerRank)) outside.add(component.id).add(partner.component.id);
          note(node, component.id);
          note(other, partner.component.id);
        }
  return { outside, unsettled };
}

export const startsOutside = (table: VersionTable, root: FleetNode): boolean => startFacts(table, root).outside.size > 0;
