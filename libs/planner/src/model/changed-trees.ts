import type { FleetCluster, FleetSnapshot } from '@lockstep/documents';
import { canonicalJson, compareTexts } from '@lockstep/kernel';
import type { Classing, MergedTrees } from './class-trees.js';
import type { FleetNode } from './fleet-tree.js';

/** The class trees of a fleet, and what it takes to find those of another one. */
export interface KnownTrees extends MergedTrees, Classing<string> {
  readonly fleet: FleetSnapshot;
}

/** A cluster of one id in two fleets. */
type Change = readonly [before: FleetCluster, after: FleetCluster];

/** Each change takes a look at the siblings of a cluster. Above so many, trees are built anew. */
const MOST_CHANGES = 1000;

/**
 * The class trees of a fleet that differs in few clusters, which are told by their identity, from one whose trees are known: they are copied class by class,
 * and only the changed clusters are looked at. `null` where more than that has changed.
 */
export function changedTrees(known: KnownTrees, fleet: FleetSnapshot): KnownTrees | null {
  const changes = changesOf(known.fleet, fleet);
  if (!changes) return null;
  const copy = new CopiedTrees(known, fleet);
  for (const change of changes) copy.move(change);
  return { ...known, fleet, roots: copy.roots, keys: copy.keys };
}

function changesOf({ spec: before }: FleetSnapshot, { spec: after }: FleetSnapshot): Change[] | null {
  if (before.clusters.length !== after.clusters.length) return null;
  const changes: Change[] = [];
  for (let index = 0; index < after.clusters.length; index++) {
    const [old, now] = [before.clusters[index]!, after.clusters[index]!];
    if (old !== now && (old.id !== now.id || changes.push([old, now]) > MOST_CHANGES)) return null;
  }
  const isSame = (list: 'nsxManagers' | 'vcenters' | 'supervisors') =>
    before[list] === after[list] || canonicalJson(before[list]) === canonicalJson(after[list]);
  return isSame('nsxManagers') && isSame('vcenters') && isSame('supervisors') ? changes : null;
}

/** The members of most classes are the same: to change them is to make another list. */
type CopiedNode = { -readonly [Field in Exclude<keyof FleetNode, 'children'>]: FleetNode[Field] } & { readonly children: CopiedNode[] };

class CopiedTrees {
  readonly roots: readonly CopiedNode[];
  readonly keys = new Map<FleetNode, string>();
  private readonly supervisors = new Map<string, CopiedNode>();

  constructor(
    private readonly known: KnownTrees,
    private readonly fleet: FleetSnapshot,
  ) {
    this.roots = known.roots.map((root) => this.copy(root, null));
  }

  /** Takes a cluster out of the class that it was in, and puts it into the one that it is in now. */
  move([before, after]: Change): void {
    this.leave(this.classOf(before)!, before.id);
    const joined = this.classOf(after);
    if (joined) this.join(joined, after);
    else this.add(after);
  }

  private copy(node: FleetNode, parent: CopiedNode | null): CopiedNode {
    const { id, members, scope, instances, labels, project } = node;
    const copy: CopiedNode = { id, members, scope, parent, children: [], instances, labels, project };
    const key = this.known.keys.get(node);
    if (key !== undefined) this.keys.set(copy, key);
    if (scope === 'supervisor') this.supervisors.set(id, copy);
    for (const child of node.children) copy.children.push(this.copy(child, copy));
    return copy;
  }

  private classOf(cluster: FleetCluster): CopiedNode | undefined {
    const [instances, key] = [this.known.reader.ofCluster(cluster), this.known.keyOf(cluster)];
    return this.supervisors.get(cluster.supervisor)!.children.find((node) => node.instances === instances && this.keys.get(node) === key);
  }

  private leave(node: CopiedNode, left: string): void {
    const isFirst = node.id === left;
    node.members = node.members.filter((id) => id !== left);
    const { children } = node.parent as CopiedNode;
    if (node.members.length === 0) children.splice(children.indexOf(node), 1);
    else if (isFirst)
      this.beginWith(
        node,
        this.fleet.spec.clusters.find(({ id }) => id === node.members[0])!,
      );
  }

  private join(node: CopiedNode, cluster: FleetCluster): void {
    node.members = [...node.members, cluster.id].sort();
    if (node.members[0] === cluster.id) this.beginWith(node, cluster);
  }

  private add(cluster: FleetCluster): void {
    const { id, labels } = cluster;
    const parent = this.supervisors.get(cluster.supervisor)!;
    const instances = this.known.reader.ofCluster(cluster);
    const node: CopiedNode = { id, members: [id], scope: 'cluster', parent, children: [], instances, labels, project: null };
    parent.children.push(node);
    this.keys.set(node, this.known.keyOf(cluster));
    this.beginWith(node, cluster);
  }

  /** Has the first member of a class be this cluster. Siblings stand in the order of their first members. */
  private beginWith(node: CopiedNode, cluster: FleetCluster): void {
    Object.assign(node, { id: cluster.id, labels: cluster.labels, project: cluster.project ?? null });
    (node.parent as CopiedNode).children.sort((a, b) => compareTexts(a.id, b.id));
  }
}
