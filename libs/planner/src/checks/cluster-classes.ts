import type { FleetCluster, FleetSnapshot, Selector } from '@lockstep/documents';
import { type ClusterClasses, idAt, type SharedTree, type TreeNode } from './fleet-tree.js';
import { Numbering, PairNumbering } from './numbering.js';
import { textOf } from './refutation.js';
import { hasLabels, isOneOf } from './selection.js';

/** Nodes with one number are named in the same places, by node id or by position of the cluster. */
export interface Named {
  readonly cluster: (position: number) => number;
  readonly shared: (id: string) => number;
}

/**
 * Sorts the clusters of a fleet into classes: those of one class run the same, no selector tells them apart, they are named in the same places, and
 * all of this is true of what is above them.
 */
export function clusterClasses(fleet: FleetSnapshot, tree: SharedTree, selectors: readonly Selector[], named: Named): ClusterClasses {
  const { clusters } = fleet.spec;
  const kindOf = sharedKinds(tree, selectors, named);
  const above = new Numbering(kindOf);
  const versions = new Numbering((own: FleetCluster['versions']) => JSON.stringify(own));
  const labels = new Numbering((own: FleetCluster['labels']) => bits(selectors, (selector) => hasLabels(selector, own)));
  const project = new Numbering((own: string | undefined) => bits(selectors, ({ projects }) => isOneOf(projects, own ?? null)));
  const [run, answer, place, half, whole] = [pairs(), pairs(), pairs(), pairs(), pairs()];
  const classes = new Int32Array(clusters.length);
  clusters.forEach((cluster, position) => {
    const runs = run.of(versions.of(cluster.versions), networkOf(cluster));
    const answers = answer.of(labels.of(cluster.labels), project.of(cluster.project));
    const places = place.of(above.of(cluster.supervisor), named.cluster(position));
    classes[position] = whole.of(half.of(runs, answers), places);
  });
  return classes;
}

const pairs = () => new PairNumbering();

const networkOf = ({ cni, adapter }: FleetCluster): number => (cni !== 'antrea' ? 0 : adapter === 'enabled' ? 2 : 1);

const bits = (selectors: readonly Selector[], answer: (selector: Selector) => boolean): string =>
  selectors.map((selector) => (answer(selector) ? '1' : '0')).join('');

/** The same of the nodes above, as texts by node id. An NSX manager is like no other: plans decide `latest` for each of them. */
function sharedKinds({ shared, observed }: SharedTree, selectors: readonly Selector[], named: Named): (id: string) => string {
  const texts = new Map<TreeNode, string>();
  const kinds = new Numbering((node: TreeNode) => texts.get(node)!);
  for (const node of shared.values()) {
    const { id, scope, parent, labels, instances } = node;
    const runs = instances.map(({ component, index }) => `${component} ${textOf(observed[index]!)}`);
    // Part by part: what hangs below may answer one part otherwise, and so the whole. Which NSX manager is above is part of the kind.
    const answers = [
      bits(selectors, (selector) => hasLabels(selector, labels)),
      bits(selectors, ({ projects }) => isOneOf(projects, node.project)),
      bits(selectors, ({ supervisors }) => isOneOf(supervisors, idAt(node, 'supervisor'))),
    ];
    texts.set(node, JSON.stringify([parent ? kinds.of(parent) : id, scope, runs, answers, named.shared(id)]));
  }
  return (id) => {
    const text = texts.get(shared.get(id)!);
    if (text === undefined) throw new Error(`fleet; node ${id}; a parent must be a node of the fleet; found nothing`);
    return text;
  };
}
