import type { FleetCluster, FleetSnapshot, Selector } from '@lockstep/documents';
import type { Matrix } from '@lockstep/matrix/domain';
import { type FleetNode, subtree } from './fleet-tree.js';
import { TreeBuilder } from './tree-builder.js';

/** The nodes of a fleet as selectors see them. No tree of its clusters is built: mostly the first of them answers. */
export class NodeLookup {
  private readonly tree: TreeBuilder;
  private readonly shared: readonly FleetNode[];
  private readonly named: ReadonlyMap<string, FleetNode>;

  /** Finds the nodes by id that the selectors name. */
  constructor(
    matrix: Matrix,
    private readonly fleet: FleetSnapshot,
    selectors: readonly Selector[],
  ) {
    this.tree = new TreeBuilder(matrix, fleet);
    this.shared = this.tree.roots.flatMap((root) => [...subtree(root)]);
    const named = new Map(this.shared.map((node) => [node.id, node]));
    const missing = new Set(
      selectors.flatMap(({ ids = [], nsxManagers = [], supervisors = [] }) => [...ids, ...nsxManagers, ...supervisors]),
    );
    for (const { id } of this.shared) missing.delete(id);
    if (missing.size > 0)
      for (const cluster of fleet.spec.clusters) if (missing.has(cluster.id)) named.set(cluster.id, this.nodeOf(cluster));
    this.named = named;
  }

  find(id: string): FleetNode | undefined {
    return this.named.get(id);
  }

  *all(): Generator<FleetNode> {
    yield* this.shared;
    for (const cluster of this.fleet.spec.clusters) yield this.nodeOf(cluster);
  }

  private nodeOf(cluster: FleetCluster): FleetNode {
    const { id, labels, project = null } = cluster;
    const parent = this.tree.get(cluster.supervisor);
    return {
      id,
      members: [id],
      scope: 'cluster',
      parent,
      children: [],
      instances: this.tree.reader.ofCluster(cluster),
      labels,
      project,
    };
  }
}
