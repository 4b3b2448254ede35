import { type FleetCluster, type FleetSnapshot, type Scope, UNKNOWN_VERSION } from '@lockstep/documents';
import { compareTexts } from '@lockstep/kernel';
import type { Matrix, ObservedVersion } from '@lockstep/matrix/domain';

/** A node of the scope tree: nsxManager ▸ vcenter (may be missing) ▸ supervisor ▸ cluster. Clusters that are alike are one node, and hang where the first of them does. */
export interface TreeNode {
  readonly scope: Scope;
  /** Of clusters that are alike: the first of them. */
  readonly id: string;
  /** How many clusters it stands for; 1 above the clusters. */
  readonly size: number;
  readonly parent: TreeNode | null;
  /** The node itself and everything above it, bottom up. */
  readonly chain: readonly TreeNode[];
  readonly labels: Readonly<Record<string, string>>;
  readonly project: string | null;
  /** In text order of the component ids. */
  readonly instances: Instance[];
}

/** A component at a node. `index` numbers the instances of one tree from 0, so that a state is a plain list. */
export interface Instance {
  readonly index: number;
  readonly component: string;
  readonly node: TreeNode;
}

/** What is above the clusters. */
export interface SharedTree {
  readonly instances: readonly Instance[];
  /** The versions as observed, by instance index, in the spelling of the matrix where it lists them. */
  readonly observed: readonly ObservedVersion[];
  /** By id, each after its parent. */
  readonly shared: ReadonlyMap<string, TreeNode>;
}

/** The class of each cluster of a fleet, in its order: numbers from 0, in the order of their first members. */
export type ClusterClasses = Int32Array;

export interface FleetTree extends SharedTree {
  readonly classes: ClusterClasses;
  /** One node for each class. */
  readonly clusters: readonly TreeNode[];
}

export const isAtOrBelow = (lower: TreeNode, upper: TreeNode): boolean => lower.chain.includes(upper);

/** The id of the ancestor (or the node itself) of a scope. */
export const idAt = (node: TreeNode, scope: Scope): string | null => node.chain.find((candidate) => candidate.scope === scope)?.id ?? null;

/** Each cluster by itself. */
export const oneByOne = ({ spec: { clusters } }: FleetSnapshot): ClusterClasses => Int32Array.from(clusters.keys());

/**
 * Lays out the instances of a fleet. The fleet must have passed validation against the matrix: a parent that is not there or a version text
 * that cannot be read throws.
 */
export function layOutFleet(matrix: Matrix, fleet: FleetSnapshot, classesOf: (shared: SharedTree) => ClusterClasses): FleetTree {
  const layout = new Layout(matrix);
  const { nsxManagers, vcenters, supervisors, clusters } = fleet.spec;
  for (const entry of nsxManagers) layout.addShared('nsxManager', entry, null);
  for (const entry of vcenters) layout.addShared('vcenter', entry, layout.parent(entry.nsxManager));
  for (const entry of supervisors) layout.addShared('supervisor', entry, layout.parent(entry.vcenter ?? entry.nsxManager));
  const classes = classesOf(layout);
  const found: { readonly first: FleetCluster; size: number }[] = [];
  classes.forEach((number, position) => {
    const known = found[number];
    if (known) known.size++;
    else found.push({ first: clusters[position]!, size: 1 });
  });
  const nodes = found.map(({ first, size }) => {
    const entry = { ...first, versions: versionsOfCluster(matrix, first) };
    return layout.add('cluster', entry, layout.parent(first.supervisor), first.project, size);
  });
  return { instances: layout.instances, observed: layout.observed, shared: layout.shared, classes, clusters: nodes };
}

/**
 * What runs in a cluster: Antrea only where it is the CNI, the adapter only where it is enabled on Antrea. A version that the snapshot
 * leaves out is the one the cluster's VKr bundles; where that is not known either, it is unknown (fail closed).
 */
function versionsOfCluster(matrix: Matrix, cluster: FleetCluster): Record<string, string> {
  const versions = { ...cluster.versions };
  const bundle = bundleOf(matrix, cluster.versions['vkr']);
  const present = { antrea: cluster.cni === 'antrea', 'antrea-nsx-adapter': cluster.cni === 'antrea' && cluster.adapter === 'enabled' };
  for (const [component, runs] of Object.entries(present)) {
    if (!runs || matrix.components.get(component)?.scope !== 'cluster') delete versions[component];
    else versions[component] ??= bundle.get(component)?.text ?? UNKNOWN_VERSION;
  }
  return versions;
}

function bundleOf(matrix: Matrix, vkr: string | undefined): ReadonlyMap<string, { readonly text: string }> {
  if (vkr === undefined || vkr === UNKNOWN_VERSION || !matrix.components.has('vkr')) return new Map();
  const version = matrix.readVersion('vkr', vkr);
  return (version.ok ? matrix.findRelease('vkr', version.value)?.bundle : undefined) ?? new Map();
}

type Entry = {
  readonly id: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
};

class Layout implements SharedTree {
  readonly instances: Instance[] = [];
  readonly observed: ObservedVersion[] = [];
  readonly shared = new Map<string, TreeNode>();
  private readonly read = new Map<string, ObservedVersion>();

  constructor(private readonly matrix: Matrix) {}

  parent(id: string | undefined): TreeNode {
    const node = id === undefined ? undefined : this.shared.get(id);
    if (!node) throw new Error(`fleet; node ${id}; a parent must be a node of the fleet; found nothing`);
    return node;
  }

  addShared(scope: Scope, entry: Entry, parent: TreeNode | null): void {
    this.shared.set(entry.id, this.add(scope, entry, parent));
  }

  add(scope: Scope, { id, labels, versions }: Entry, parent: TreeNode | null, project?: string, size = 1): TreeNode {
    const chain: TreeNode[] = [];
    const node: TreeNode = { scope, id, size, parent, chain, labels, project: project ?? null, instances: [] };
    chain.push(node, ...(parent?.chain ?? []));
    for (const component of Object.keys(versions).toSorted(compareTexts)) {
      if (this.matrix.components.get(component)?.scope !== scope) continue;
      const instance = { index: this.instances.length, component, node };
      this.instances.push(instance);
      node.instances.push(instance);
      this.observed.push(this.version(component, versions[component]!));
    }
    return node;
  }

  private version(component: string, text: string): ObservedVersion {
    if (text === UNKNOWN_VERSION) return null;
    const key = `${component} ${text}`;
    const known = this.read.get(key);
    if (known !== undefined) return known;
    const version = this.matrix.readVersion(component, text);
    if (!version.ok) throw new Error(`fleet; component ${component}; versions must be readable; ${version.problem}`);
    this.read.set(key, version.value);
    return version.value;
  }
}
