import type { GoalSpec } from '@lockstep/documents';
import { type FleetNode, lineage } from '../model/fleet-tree.js';
import type { VersionTable } from '../search/version-table.js';
import { NodeSorts, type Sort, type Sorted } from './node-sorts.js';

/** Which clusters of a domain a question is about, by the ids of their classes. */
export type Chosen = { readonly kind: 'all-but' | 'only'; readonly ids: ReadonlySet<string> };

export const isChosen = ({ kind, ids }: Chosen, { scope, id }: FleetNode): boolean =>
  scope !== 'cluster' || ids.has(id) === (kind === 'only');

/** Leaves of a domain below ancestors of the same sorts: what can be done on the way to one of them can be done on the way to any. */
export interface PathClass {
  /** One of the paths, root first. */
  readonly line: readonly FleetNode[];
  readonly leaves: readonly FleetNode[];
}

/**
 * The classes of one domain as its explanation needs them. Whether there is a plan does not depend on how many members a class has, so the planner is
 * asked about trees in which equal subtrees stand once; see docs/explanation/planner.md#why-not
 * Clusters keep their class below each Supervisor, for it is there that they are left out.
 */
export class DomainClasses {
  /** In the order of their first leaves. */
  readonly paths: readonly PathClass[];
  /** All nodes of each sort. */
  readonly nodes: readonly (readonly FleetNode[])[];
  private readonly sorts: NodeSorts;
  private readonly sorted = new Map<FleetNode, Sorted>();
  private readonly trees = new Map<string, FleetNode>();

  constructor(
    private readonly root: FleetNode,
    goal: GoalSpec,
    table: VersionTable,
  ) {
    this.sorts = new NodeSorts(goal, table);
    const nodes = new Map<Sort, FleetNode[]>();
    const paths = new Map<string, FleetNode[]>();
    const visit = (node: FleetNode, above: string): void => {
      const sorted = this.sorts.of(node);
      this.sorted.set(node, sorted);
      append(nodes, sorted.sort, node);
      const key = `${above},${sorted.sort}`;
      if (node.children.length === 0) append(paths, key, node);
      for (const child of node.children) visit(child, key);
    };
    visit(root, '');
    this.nodes = [...nodes.values()];
    this.paths = [...paths.values()].map((leaves) => ({ line: [...lineage(leaves[0]!)].reverse(), leaves }));
  }

  sortOf(node: FleetNode): Sort {
    return this.sorted.get(node)!.sort;
  }

  sortedOf(node: FleetNode): Sorted {
    return this.sorted.get(node)!;
  }

  /** The domain with some of its clusters, and with subtrees in which the same can be done once below one parent. */
  tree(chosen: Chosen): FleetNode {
    return this.remember('tree', chosen, () => this.copy(this.root, null, chosen));
  }

  /**
   * As {@link tree}, with all that is below siblings of one sort below one of them. Where there is a plan for it, each of them can do what that one does,
   * so there is a plan for the domain as well; the other way round there need not be.
   */
  mergedTree(chosen: Chosen): FleetNode {
    return this.remember('merged', chosen, () => this.merge([this.root], null, chosen));
  }

  private remember(kind: string, { kind: which, ids }: Chosen, make: () => FleetNode): FleetNode {
    const key = `${kind} ${which}\n${[...ids].sort().join('\n')}`;
    let tree = this.trees.get(key);
    if (!tree) this.trees.set(key, (tree = make()));
    return tree;
  }

  private copy(node: FleetNode, parent: FleetNode | null, chosen: Chosen): FleetNode {
    const children: FleetNode[] = [];
    const copy = this.adopt(node, parent, children);
    const seen = new Set<number>();
    for (const child of node.children) {
      if (!isChosen(chosen, child)) continue;
      const look = this.look(child, chosen);
      if (seen.has(look)) continue;
      seen.add(look);
      children.push(this.copy(child, copy, chosen));
    }
    return copy;
  }

  private merge(alike: readonly FleetNode[], parent: FleetNode | null, chosen: Chosen): FleetNode {
    const children: FleetNode[] = [];
    const copy = this.adopt(alike[0]!, parent, children);
    const groups = new Map<Sort, FleetNode[]>();
    for (const node of alike)
      for (const child of node.children) {
        // One leaf is as good as many.
        const isKnown = child.children.length === 0 && groups.has(this.sortOf(child));
        if (!isKnown && isChosen(chosen, child)) append(groups, this.sortOf(child), child);
      }
    for (const group of groups.values()) children.push(this.merge(group, copy, chosen));
    return copy;
  }

  private adopt(node: FleetNode, parent: FleetNode | null, children: FleetNode[]): FleetNode {
    const copy: FleetNode = { ...node, parent, children };
    this.sorted.set(copy, this.sorted.get(node)!);
    return copy;
  }

  /** Equal numbers: the same can be done in both subtrees. */
  private look(node: FleetNode, chosen: Chosen): number {
    if (node.children.length === 0) return this.sorts.number(`${this.sortOf(node)}|`);
    const below = new Set(node.children.flatMap((child) => (isChosen(chosen, child) ? [this.look(child, chosen)] : [])));
    return this.sorts.number(`${this.sortOf(node)}|${[...below].sort((a, b) => a - b).join()}`);
  }
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
