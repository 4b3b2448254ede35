import { compareTexts } from '@lockstep/kernel';
import { type FleetNode, NODE_KINDS, type NodeKind } from './fleet-node.js';
import type { PartVersion } from './scans/sighting.js';

/** A node in which several versions of a component run side by side. */
export interface RollingNode {
  readonly kind: NodeKind;
  readonly id: string;
  readonly component: string;
  readonly parts: readonly PartVersion[];
}

/** In the order of kinds, ids and components. */
export function rollingNodes(nodes: Iterable<Pick<FleetNode, 'kind' | 'id' | 'mixed'>>): RollingNode[] {
  const found: RollingNode[] = [];
  for (const { kind, id, mixed } of nodes) for (const component in mixed) found.push({ kind, id, component, parts: mixed[component]! });
  return found.sort(
    (a, b) => NODE_KINDS.indexOf(a.kind) - NODE_KINDS.indexOf(b.kind) || compareTexts(a.id, b.id) || compareTexts(a.component, b.component),
  );
}
