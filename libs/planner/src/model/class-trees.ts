import type { FleetSnapshot, GoalSpec } from '@lockstep/documents';
import type { Matrix } from '@lockstep/matrix/domain';
import type { FleetNode } from './fleet-tree.js';
import type { Instance } from './instances.js';
import { clusterAnswers } from './selection.js';
import { byId, type GrowingNode, TreeBuilder } from './tree-builder.js';

/**
 * As `fleetTrees`, with one node for all clusters of a Supervisor that run the same and of which the goal asks the same. Nothing that a plan for this
 * goal does can tell them apart. See docs/explanation/planner.md#classes
 */
export function classTrees(matrix: Matrix, fleet: FleetSnapshot, goal: GoalSpec): readonly FleetNode[] {
  const tree = new TreeBuilder(matrix, fleet);
  const answersOf = clusterAnswers([...goal.targets, ...goal.hold].map(({ select }) => select));
  /** By Supervisor, by instances, by what the goal answers. */
  const classes = new Map<string, Map<readonly Instance[], Map<string, GrowingNode>>>();
  for (const cluster of byId(fleet.spec.clusters)) {
    const instances = tree.reader.ofCluster(cluster);
    const answers = answersOf(cluster);
    const alike = within(within(classes, cluster.supervisor), instances);
    const known = alike.get(answers);
    if (known) tree.join(known, cluster.id);
    else alike.set(answers, tree.add('cluster', tree.get(cluster.supervisor), cluster, instances));
  }
  return tree.roots;
}

function within<K, A, B>(maps: Map<K, Map<A, B>>, key: K): Map<A, B> {
  let map = maps.get(key);
  if (!map) maps.set(key, (map = new Map()));
  return map;
}
