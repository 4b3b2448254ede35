import type { GoalSpec } from '@lockstep/documents';
import { type FleetNode, lineage, subtree } from '../model/fleet-tree.js';
import { selects } from '../model/selection.js';
import type { VersionTable } from '../search/version-table.js';

/** Equal numbers: the same versions, named by the same targets and holds of the goal. */
export type Sort = number;

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
 * asked about a tree in which equal siblings stand once; see docs/explanation/planner.md#why-not
 * Clusters keep their class below each Supervisor, for it is there that they are left out.
 */
export class DomainClasses {
  /** In the order of their first leaves. */
  readonly paths: readonly PathClass[];
  /** All nodes of each sort. */
  readonly nodes: readonly (readonly FleetNode[])[];
  private readonly sorts = new Map<FleetNode, Sort>();
  private readonly instances = new Map<FleetNode, readonly Sort[]>();
  private readonly numbers = new Map<string, number>();
  private readonly trees = new Map<string, FleetNode>();

  constructor(
    private readonly root: FleetNode,
    { targets, hold }: GoalSpec,
    table: VersionTable,
  ) {
    const named = [...targets, ...hold];
    const paths = new Map<string, { line: FleetNode[]; leaves: FleetNode[] }>();
    const nodes = new Map<Sort, FleetNode[]>();
    for (const node of subtree(root)) {
      const instances = node.instances.map(({ component, version }) => {
        const by = named.flatMap((part, index) => (part.component === component.id && selects(part.select, node) ? [index] : []));
        return this.number(`${component.id} ${table.rank(component.id, version)} ${by.join()}`);
      });
      this.instances.set(node, instances);
      const sort = this.number(`${node.scope}:${instances.join()}`);
      this.sorts.set(node, sort);
      const alike = nodes.get(sort);
      if (alike) alike.push(node);
      else nodes.set(sort, [node]);
      if (node.children.length > 0) continue;
      const line = [...lineage(node)].reverse();
      const key = line.map((on) => this.sorts.get(on)).join();
      const known = paths.get(key);
      if (known) known.leaves.push(node);
      else paths.set(key, { line, leaves: [node] });
    }
    this.paths = [...paths.values()];
    this.nodes = [...nodes.values()];
  }

  sortOf(node: FleetNode): Sort {
    return this.sorts.get(node)!;
  }

  /** In the order of the instances of a node. */
  sortsOfInstances(node: FleetNode): readonly Sort[] {
    return this.instances.get(node)!;
  }

  /** The domain with some of its clusters, and with subtrees in which the same can be done once below one parent. */
  tree(chosen: Chosen): FleetNode {
    const key = `${chosen.kind}\n${[...chosen.ids].sort().join('\n')}`;
    let tree = this.trees.get(key);
    if (!tree) this.trees.set(key, (tree = this.copy(this.root, null, chosen)));
    return tree;
  }

  private copy(node: FleetNode, parent: FleetNode | null, chosen: Chosen): FleetNode {
    const children: FleetNode[] = [];
    const copy: FleetNode = { ...node, parent, children };
    this.sorts.set(copy, this.sortOf(node));
    this.instances.set(copy, this.sortsOfInstances(node));
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

  /** Equal numbers: the same can be done in both subtrees. */
  private look(node: FleetNode, chosen: Chosen): number {
    if (node.children.length === 0) return this.number(`${this.sortOf(node)}|`);
    const below = new Set(node.children.flatMap((child) => (isChosen(chosen, child) ? [this.look(child, chosen)] : [])));
    return this.number(`${this.sortOf(node)}|${[...below].sort((a, b) => a - b).join()}`);
  }

  private number(text: string): number {
    let number = this.numbers.get(text);
    if (number === undefined) this.numbers.set(text, (number = this.numbers.size));
    return number;
  }
}
