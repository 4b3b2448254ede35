import type { FleetCluster, FleetSnapshot, GoalSpec } from '@lockstep/documents';
import type { Matrix } from '@lockstep/matrix/domain';
import type { FleetNode } from './fleet-tree.js';
import type { Instance } from './instances.js';
import { clusterAnswers } from './selection.js';
import { byId, type GrowingNode, TreeBuilder } from './tree-builder.js';

/**
 * As `fleetTrees`, with one node for all clusters of a Supervisor that run the same and of which the goal asks the same. Nothing that a plan for this
 * goal does can tell them apart. See docs/explanation/planner.md#classes
 */
export const classTrees = (matrix: Matrix, fleet: FleetSnapshot, goal: GoalSpec): readonly FleetNode[] =>
  mergedTrees(matrix, fleet, clusterAnswers([...goal.targets, ...goal.hold].map(({ select }) => select)));

/** As `fleetTrees`, with one node for all clusters of a Supervisor that run the same and have the same key. */
export function mergedTrees(matrix: Matrix, fleet: FleetSnapshot, keyOf: (cluster: FleetCluster) => unknown): readonly FleetNode[] {
  const tree = new TreeBuilder(matrix, fleet);
  /** By Supervisor, by instances, by key. */
  const nodes = new Map<string, Map<readonly Instance[], Map<unknown, GrowingNode>>>();
  for (const cluster of byId(fleet.spec.clusters)) {
    const instances = tree.reader.ofCluster(cluster);
    const alike = within(within(nodes, cluster.supervisor), instances);
    const key = keyOf(cluster);
    const known = alike.get(key);
    if (known) tree.join(known, cluster.id);
    else alike.set(key, tree.add('cluster', tree.get(cluster.supervisor), cluster, instances));
  }
  return tree.roots;
}

function within<K, A, B>(maps: Map<K, Map<A, B>>, key: K): Map<A, B> {
  let map = maps.get(key);
  if (!map) maps.set(key, (map = new Map()));
  return map;
}
