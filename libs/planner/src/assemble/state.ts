import { type FleetNode, subtree } from '../model/fleet-tree.js';
import type { Rank, VersionTable } from '../search/version-table.js';

/** The version of every instance of one upgrade domain at some point of a plan. */
export class State {
  private readonly ranks = new Map<FleetNode, Map<string, Rank>>();

  constructor(table: VersionTable, root: FleetNode) {
    for (const node of subtree(root))
      this.ranks.set(node, new Map(node.instances.map(({ component, version }) => [component.id, table.rank(component.id, version)])));
  }

  get(node: FleetNode, component: string): Rank {
    return this.ranks.get(node)!.get(component)!;
  }

  set(node: FleetNode, component: string, rank: Rank): void {
    this.ranks.get(node)!.set(component, rank);
  }
}
