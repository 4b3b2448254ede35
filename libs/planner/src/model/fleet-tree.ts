import { type FleetSnapshot, SCOPES, type Scope } from '@lockstep/documents';
import { compareTexts } from '@lockstep/kernel';
import type { Matrix } from '@lockstep/matrix/domain';
import { type Instance, InstanceReader } from './instances.js';

export type { Instance };

/**
 * A node of the scope tree, or several clusters that are looked at as one ({@link members}). Two instances meet when their nodes are the same or one is
 * an ancestor of the other.
 */
export interface FleetNode {
  /** The first of its members. */
  readonly id: string;
  /** The ids of all nodes that it stands for, in text order. */
  readonly members: readonly string[];
  readonly scope: Scope;
  readonly parent: FleetNode | null;
  readonly children: readonly FleetNode[];
  /** In text order of component ids. */
  readonly instances: readonly Instance[];
  /** Those of its first member, and so is `project`. */
  readonly labels: Readonly<Record<string, string>>;
  readonly project: string | null;
}

export type GrowingNode = FleetNode & { readonly children: FleetNode[] };

/** The trees of a fleet, one per NSX manager, which is one upgrade domain each; siblings in text order. The documents must have passed `readProblem`. */
export function fleetTrees(matrix: Matrix, fleet: FleetSnapshot): FleetNode[] {
  const reader = new InstanceReader(matrix);
  const { roots, supervisors } = treesAboveClusters(reader, fleet);
  for (const cluster of byId(fleet.spec.clusters)) {
    const parent = supervisors.get(cluster.supervisor)!;
    const { id, labels, project = null } = cluster;
    parent.children.push({
      id,
      members: [id],
      scope: 'cluster',
      parent,
      children: [],
      instances: reader.ofCluster(cluster),
      labels,
      project,
    });
  }
  return roots;
}

/** The trees of a fleet down to its Supervisors, which wait for their clusters. */
export function treesAboveClusters(
  reader: InstanceReader,
  { spec }: FleetSnapshot,
): { roots: FleetNode[]; supervisors: ReadonlyMap<string, GrowingNode> } {
  const nodes = new Map<string, GrowingNode>();
  const add = (scope: Scope, parent: GrowingNode | null, { id, versions, labels }: FleetSnapshot['spec']['nsxManagers'][number]) => {
    const instances = reader.at(scope, versions);
    const node: GrowingNode = { id, members: [id], scope, parent, children: [], instances, labels, project: null };
    nodes.set(id, node);
    parent?.children.push(node);
    return node;
  };
  const roots = byId(spec.nsxManagers).map((manager) => add('nsxManager', null, manager));
  for (const vcenter of byId(spec.vcenters)) add('vcenter', nodes.get(vcenter.nsxManager)!, vcenter);
  for (const supervisor of byId(spec.supervisors))
    add('supervisor', nodes.get((supervisor.vcenter ?? supervisor.nsxManager)!)!, supervisor);
  return { roots, supervisors: nodes };
}

const byId = <T extends { id: string }>(list: readonly T[]): T[] => list.toSorted((a, b) => compareTexts(a.id, b.id));

/** The node and its ancestors, nearest first. */
export function* lineage(node: FleetNode): Generator<FleetNode> {
  for (let current: FleetNode | null = node; current; current = current.parent) yield current;
}

export function* subtree(node: FleetNode): Generator<FleetNode> {
  yield node;
  for (const child of node.children) yield* subtree(child);
}

export const isShared = (scope: Scope): boolean => scope !== SCOPES.at(-1);
