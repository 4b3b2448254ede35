import { type FleetSnapshot, SCOPES, type Scope } from '@lockstep/documents';
import type { Matrix } from '@lockstep/matrix/domain';
import type { Instance } from './instances.js';
import { byId, TreeBuilder } from './tree-builder.js';

export type { Instance };

/**
 * A node of the scope tree, or several clusters that are looked at as one ({@link members}). Two instances meet when their nodes are the same or one is
 * an ancestor of the other.
 */
export interface FleetNode {
  /** The first of its members. */
  readonly id: string;
  /** The ids of all nodes that it stands for, in text order. */
  readonly members: readonly string[];
  readonly scope: Scope;
  readonly parent: FleetNode | null;
  readonly children: readonly FleetNode[];
  /** In text order of component ids. */
  readonly instances: readonly Instance[];
  /** Those of its first member, and so is `project`. */
  readonly labels: Readonly<Record<string, string>>;
  readonly project: string | null;
}

/** The trees of a fleet, one per NSX manager, which is one upgrade domain each; siblings in text order. The fleet must have passed `fleetProblems`. */
export function fleetTrees(matrix: Matrix, fleet: FleetSnapshot): readonly FleetNode[] {
  const tree = new TreeBuilder(matrix, fleet);
  for (const cluster of byId(fleet.spec.clusters))
    tree.add('cluster', tree.get(cluster.supervisor), cluster, tree.reader.ofCluster(cluster));
  return tree.roots;
}

/** The node and its ancestors, nearest first. */
export function* lineage(node: FleetNode): Generator<FleetNode> {
  for (let current: FleetNode | null = node; current; current = current.parent) yield current;
}

export function* subtree(node: FleetNode): Generator<FleetNode> {
  // One generator for all nodes: to delegate to one per level costs as much as looking at them.
  const ahead = [node];
  for (let next = ahead.pop(); next; next = ahead.pop()) {
    yield next;
    for (let index = next.children.length - 1; index >= 0; index--) ahead.push(next.children[index]!);
  }
}

export const isShared = (scope: Scope): boolean => scope !== SCOPES.at(-1);
