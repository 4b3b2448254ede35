import { type FleetNode, lineage, subtree } from '../model/fleet-tree.js';
import type { VersionTable } from './version-table.js';

/** Whether any pairing of a domain is outside its window at the start. Siblings with equal versions are looked at once. */
export function startsOutside(table: VersionTable, root: FleetNode): boolean {
  const seen = new Map<FleetNode | null, Set<string>>();
  for (const node of subtree(root)) {
    const key = node.instances.map(({ component, version }) => `${component.id} ${version?.text}`).join();
    const siblings = seen.get(node.parent) ?? new Set();
    seen.set(node.parent, siblings);
    if (!siblings.has(key) && hasExposure(table, node)) return true;
    siblings.add(key);
  }
  return false;
}

function hasExposure(table: VersionTable, node: FleetNode): boolean {
  return node.instances.some(({ component, version }) =>
    [...lineage(node)].some((other) =>
      other.instances.some(
        (partner) =>
          partner.component.id !== component.id &&
          table.isEnforced(component.id, partner.component.id) &&
          !table.isInside(
            component.id,
            table.rank(component.id, version),
            partner.component.id,
            table.rank(partner.component.id, partner.version),
          ),
      ),
    ),
  );
}
