import type { FleetSnapshot, GoalSpec } from '@lockstep/documents';
import { compareTexts } from '@lockstep/kernel';
import type { Matrix } from '@lockstep/matrix/domain';
import { type FleetNode, type GrowingNode, treesAboveClusters } from './fleet-tree.js';
import { type Instance, InstanceReader } from './instances.js';
import { clusterAnswers } from './selection.js';

/**
 * As `fleetTrees`, with one node for all clusters of a Supervisor that run the same and of which the goal asks the same. Nothing that a plan for this
 * goal does can tell them apart. See docs/explanation/planner.md#classes
 */
export function classTrees(matrix: Matrix, fleet: FleetSnapshot, goal: GoalSpec): FleetNode[] {
  const reader = new InstanceReader(matrix);
  const { roots, supervisors } = treesAboveClusters(reader, fleet);
  const answersOf = clusterAnswers([...goal.targets, ...goal.hold].map(({ select }) => select));
  const classes = new Map<GrowingNode, Map<readonly Instance[], Map<string, GrowingClass>>>();
  for (const cluster of fleet.spec.clusters) {
    const parent = supervisors.get(cluster.supervisor)!;
    const instances = reader.ofCluster(cluster);
    const byInstances = ensure(classes, parent, newMap<readonly Instance[], Map<string, GrowingClass>>);
    const byAnswers = ensure(byInstances, instances, newMap<string, GrowingClass>);
    const answers = answersOf(cluster);
    const known = byAnswers.get(answers);
    if (known) known.push(cluster);
    else byAnswers.set(answers, [cluster]);
  }
  for (const [parent, byInstances] of classes) {
    for (const [instances, byAnswers] of byInstances)
      for (const clusters of byAnswers.values()) parent.children.push(classNode(parent, instances, clusters));
    parent.children.sort((a, b) => compareTexts(a.id, b.id));
  }
  return roots;
}

type GrowingClass = FleetSnapshot['spec']['clusters'];

function classNode(parent: FleetNode, instances: readonly Instance[], clusters: GrowingClass): FleetNode {
  const members = clusters.map(({ id }) => id).sort(compareTexts);
  const id = members[0]!;
  const { labels, project = null } = clusters.find((cluster) => cluster.id === id)!;
  return { id, members, scope: 'cluster', parent, children: [], instances, labels, project };
}

const newMap = <K, V>(): Map<K, V> => new Map();

function ensure<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
