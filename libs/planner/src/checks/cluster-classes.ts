import { type FleetCluster, type FleetIndex, Numbering, PairNumbering, type Selector } from '@lockstep/documents';
import { type ClusterClasses, idAt, type SharedTree, type TreeNode } from './fleet-tree.js';
import { textOf } from './refutation.js';
import { answersOf, hasLabels, isOneOf } from './selection.js';

/** Nodes with one number are named in the same places; by position. */
export type Named = (position: number) => number;

/**
 * Sorts the clusters of a fleet into classes: those of one class run the same, no selector tells them apart, they are named in the same places, and
 * all of this is true of what is above them.
 */
export function clusterClasses(index: FleetIndex, tree: SharedTree, selectors: readonly Selector[], named: Named): ClusterClasses {
  const { kinds, supervisors } = index;
  const ownOf = ownClasses(index, selectors);
  const above = new Numbering(sharedKinds(index, tree, selectors, named));
  const [place, whole] = [new PairNumbering(), new PairNumbering()];
  /** By Supervisor and place. */
  const places = index.supervisorIds.map((): number[] => []);
  const classes = new Int32Array(kinds.length);
  for (let position = 0; position < kinds.length; position++) {
    const mention = named(position);
    const supervisor = supervisors[position]!;
    const at = (places[supervisor]![mention] ??= place.of(above.of(index.supervisorIds[supervisor]!), mention));
    classes[position] = whole.of(ownOf[kinds[position]!]!, at);
  }
  return classes;
}

/** By kind of clusters: equal numbers run the same, and no selector tells them apart by what is their own. */
function ownClasses({ examples }: FleetIndex, selectors: readonly Selector[]): Int32Array {
  const versions = new Numbering((own: FleetCluster['versions']) => JSON.stringify(own));
  const labels = new Numbering((own: FleetCluster['labels']) => answersOf(selectors, (selector) => hasLabels(selector, own)));
  const project = new Numbering((own: string | undefined) => answersOf(selectors, ({ projects }) => isOneOf(projects, own ?? null)));
  const [run, answer, whole] = [new PairNumbering(), new PairNumbering(), new PairNumbering()];
  return Int32Array.from(examples, (cluster) =>
    whole.of(run.of(networkOf(cluster), versions.of(cluster.versions)), answer.of(labels.of(cluster.labels), project.of(cluster.project))),
  );
}

const networkOf = ({ cni, adapter }: FleetCluster): number => (cni !== 'antrea' ? 0 : adapter === 'enabled' ? 2 : 1);

/** The same of the nodes above, as texts by node id. An NSX manager is like no other: plans decide `latest` for each of them. */
function sharedKinds(
  index: FleetIndex,
  { shared, observed }: SharedTree,
  selectors: readonly Selector[],
  named: Named,
): (id: string) => string {
  const texts = new Map<TreeNode, string>();
  const kinds = new Numbering((node: TreeNode) => texts.get(node)!);
  for (const node of shared.values()) {
    const { id, scope, parent, labels, instances } = node;
    const runs = instances.map(({ component, index }) => `${component} ${textOf(observed[index]!)}`);
    // Part by part: what hangs below may answer one part otherwise, and so the whole. Which NSX manager is above is part of the kind.
    const answers = [
      answersOf(selectors, (selector) => hasLabels(selector, labels)),
      answersOf(selectors, ({ projects }) => isOneOf(projects, node.project)),
      answersOf(selectors, ({ supervisors }) => isOneOf(supervisors, idAt(node, 'supervisor'))),
    ];
    texts.set(node, JSON.stringify([parent ? kinds.of(parent) : id, scope, runs, answers, named(index.positionOf(id)!)]));
  }
  return (id) => {
    const text = texts.get(shared.get(id)!);
    if (text === undefined) throw new Error(`fleet; node ${id}; a parent must be a node of the fleet; found nothing`);
    return text;
  };
}
