import { type FleetCluster, FleetIndex, type FleetSnapshot, type GoalSpec } from '@lockstep/documents';
import { compareTexts } from '@lockstep/kernel';
import type { Matrix } from '@lockstep/matrix/domain';
import type { FleetNode } from './fleet-tree.js';
import type { Instance, InstanceReader } from './instances.js';
import { clusterAnswers, type ClusterKeys } from './selection.js';
import { type GrowingNode, TreeBuilder } from './tree-builder.js';

/** The trees of a fleet, in which clusters are looked at as one. */
export interface MergedTrees {
  readonly roots: readonly FleetNode[];
}

/** What tells the clusters of one Supervisor apart: what they run, and a key. */
export interface Classing<Key> {
  readonly reader: InstanceReader;
  readonly keyOf: (cluster: FleetCluster) => Key;
  /** By node of clusters. */
  readonly keys: ReadonlyMap<FleetNode, Key>;
}

/**
 * As `fleetTrees`, with one node for all clusters of a Supervisor that run the same and of which the goal asks the same. Nothing that a plan for this
 * goal does can tell them apart. See docs/explanation/planner.md#classes
 */
export const classTrees = (matrix: Matrix, fleet: FleetSnapshot, goal: GoalSpec): MergedTrees & Classing<string> =>
  mergedTrees(matrix, fleet, clusterAnswers([...goal.targets, ...goal.hold].map(({ select }) => select)));

/** As `fleetTrees`, with one node for all clusters of a Supervisor that run the same and have the same key. */
export function mergedTrees<Key>(
  matrix: Matrix,
  fleet: FleetSnapshot,
  { keyOf, commonKeyOf, isSpecial }: ClusterKeys<Key>,
): MergedTrees & Classing<Key> {
  const tree = new TreeBuilder(matrix, fleet);
  const { roots, reader } = tree;
  const { clusters } = fleet.spec;
  const index = FleetIndex.of(fleet);
  const classes = new ClassNumbers<Key>();
  const classOf = index.examples.map((cluster) => classes.of(reader.ofCluster(cluster), commonKeyOf(cluster)));
  const keys = new Map<FleetNode, Key>();
  /** By Supervisor and class. */
  const nodes = index.supervisorIds.map((): (GrowingNode | undefined)[] => []);
  for (let position = 0; position < clusters.length; position++) {
    const cluster = clusters[position]!;
    const number = isSpecial(cluster.id) ? classes.of(reader.ofCluster(cluster), keyOf(cluster)) : classOf[index.kinds[position]!]!;
    const siblings = nodes[index.supervisors[position]!]!;
    const node = siblings[number];
    if (node) node.members.push(cluster.id);
    else {
      const added = tree.add('cluster', tree.get(cluster.supervisor), cluster, reader.ofCluster(cluster));
      keys.set(added, keyOf(cluster));
      siblings[number] = added;
    }
  }
  for (const id of index.supervisorIds) inTextOrder(tree.get(id).children, (first) => clusters[index.positionOf(first)!]!);
  return { roots, reader, keyOf, keys };
}

/** Puts classes of clusters and their members into text order; a class has id, labels and project of its first member. */
function inTextOrder(siblings: GrowingNode[], find: (id: string) => FleetCluster): void {
  // By UTF-16 code units, as `compareTexts` does it; without a comparison to call it is several times faster.
  for (const node of siblings) if (node.members.length > 1) beginWith(node, find(node.members.sort()[0]!));
  siblings.sort((a, b) => compareTexts(a.id, b.id));
}

function beginWith(node: GrowingNode, { id, labels, project }: FleetCluster): void {
  node.id = id;
  node.labels = labels;
  node.project = project ?? null;
}

/** Numbers what clusters run and their keys. */
class ClassNumbers<Key> {
  private readonly numbers = new Map<readonly Instance[], Map<Key, number>>();
  private next = 0;

  of(instances: readonly Instance[], key: Key): number {
    let alike = this.numbers.get(instances);
    if (!alike) this.numbers.set(instances, (alike = new Map()));
    let number = alike.get(key);
    if (number === undefined) alike.set(key, (number = this.next++));
    return number;
  }
}
