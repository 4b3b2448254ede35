import type { FleetSnapshot } from '@lockstep/documents';
import type { FleetTree, Instance, TreeNode } from './fleet-tree.js';

/** All instances of a component that meet a node: at it or below it, or else on its chain. Only hop rules with conditions ask, so what is below is laid out when one does. */
export function meetingInstances(tree: FleetTree, fleet: FleetSnapshot): (node: TreeNode, component: string) => readonly Instance[] {
  let below: Map<TreeNode, Set<TreeNode>> | undefined;
  const known = new Map<TreeNode, Map<string, Instance[]>>();
  return (node, component) => {
    below ??= nodesBelow(tree, fleet);
    let byComponent = known.get(node);
    if (!byComponent) known.set(node, (byComponent = new Map()));
    let instances = byComponent.get(component);
    if (!instances) {
      instances = instancesAt([node, ...(below.get(node) ?? [])], component);
      if (instances.length === 0) instances = instancesAt(node.chain, component);
      byComponent.set(component, instances);
    }
    return instances;
  };
}

const instancesAt = (nodes: readonly TreeNode[], component: string): Instance[] =>
  nodes.flatMap(({ instances }) => instances.filter((instance) => instance.component === component));

/** By node: every node below it. Clusters that are alike may hang below several Supervisors, and are below each of them. */
function nodesBelow({ shared, classes, clusters }: FleetTree, { spec }: FleetSnapshot): Map<TreeNode, Set<TreeNode>> {
  const below = new Map<TreeNode, Set<TreeNode>>([...shared.values()].map((node) => [node, new Set()]));
  spec.clusters.forEach(({ supervisor }, position) => below.get(shared.get(supervisor)!)!.add(clusters[classes[position]!]!));
  // Children stand after their parents, and have all of theirs when their turn comes.
  for (const node of [...shared.values()].reverse())
    if (node.parent) for (const lower of [node, ...below.get(node)!]) below.get(node.parent)!.add(lower);
  return below;
}
