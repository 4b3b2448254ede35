import type { FleetNode } from '../model/fleet-tree.js';
import type { VersionTable } from '../search/version-table.js';
import type { State, Versions } from './state.js';

/** Two instances that meet under an enforced relation; `componentA` comes first in text order. */
export interface Pairing {
  readonly a: FleetNode;
  readonly b: FleetNode;
  readonly componentA: string;
  readonly componentB: string;
}

/** Pairings outside their window in a state, in the order of the tree. */
export const exposedPairings = (table: VersionTable, root: FleetNode, state: State): Pairing[] =>
  unsettledPairings(table, root, state).filter((pairing) => !isInside(table, state, pairing));

export const isInside = (table: VersionTable, state: State, { a, b, componentA, componentB }: Pairing): boolean =>
  table.isInside(componentA, state.get(a, componentA), componentB, state.get(b, componentB));

/** The versions of a node and of all above it. */
interface Line {
  readonly below: Map<Versions, Line>;
  readonly isSettled: boolean;
}

/**
 * Pairings outside their window or inside by a `transitional` statement, in the order of the tree. Nodes that run the same under ancestors that
 * do are looked at once.
 */
export function unsettledPairings(table: VersionTable, root: FleetNode, state: State): Pairing[] {
  const found: Pairing[] = [];
  const visit = (node: FleetNode, known: Map<Versions, Line>): void => {
    const versions = state.at(node);
    let line = known.get(versions);
    if (!line?.isSettled) {
      const here = unsettledAt(table, node, state);
      for (const pairing of here) found.push(pairing);
      if (!line) known.set(versions, (line = { below: new Map(), isSettled: here.length === 0 }));
    }
    for (const child of node.children) visit(child, line.below);
  };
  visit(root, new Map());
  return found;
}

function unsettledAt(table: VersionTable, node: FleetNode, state: State): Pairing[] {
  const found: Pairing[] = [];
  for (const { component } of node.instances)
    for (let other: FleetNode | null = node; other; other = other.parent)
      for (const { component: partner } of other.instances) {
        if (!table.isEnforced(component.id, partner.id) || (other === node && partner.id <= component.id)) continue;
        const [a, b] = component.id < partner.id ? [node, other] : [other, node];
        const [componentA, componentB] = component.id < partner.id ? [component.id, partner.id] : [partner.id, component.id];
        if (!table.isSettled(componentA, state.get(a, componentA), componentB, state.get(b, componentB)))
          found.push({ a, b, componentA, componentB });
      }
  return found;
}
