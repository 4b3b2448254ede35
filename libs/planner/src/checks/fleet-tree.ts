import { type FleetCluster, type FleetSnapshot, type Scope, UNKNOWN_VERSION } from '@lockstep/documents';
import { compareTexts } from '@lockstep/kernel';
import type { Matrix, ObservedVersion } from '@lockstep/matrix/domain';

/** A node of the scope tree: nsxManager ▸ vcenter (may be missing) ▸ supervisor ▸ cluster. */
export interface TreeNode {
  readonly scope: Scope;
  readonly id: string;
  readonly parent: TreeNode | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly project: string | null;
  /** In text order of the component ids. */
  readonly instances: Instance[];
}

/** A component at a node. `index` numbers the instances of one fleet from 0, so that a state is a plain list. */
export interface Instance {
  readonly index: number;
  readonly component: string;
  readonly node: TreeNode;
}

export interface FleetTree {
  readonly instances: readonly Instance[];
  /** The versions as observed, by instance index, in the spelling of the matrix where it lists them. */
  readonly observed: readonly ObservedVersion[];
  /** Node ids are unique within a scope; the scope comes first so that two scopes may share one. */
  findNode(scope: Scope, id: string): TreeNode | undefined;
}

/** The node itself and everything above it, bottom up. */
export function chainOf(node: TreeNode): TreeNode[] {
  const chain: TreeNode[] = [];
  for (let current: TreeNode | null = node; current; current = current.parent) chain.push(current);
  return chain;
}

export const isAtOrBelow = (lower: TreeNode, upper: TreeNode): boolean => chainOf(lower).includes(upper);

/** The id of the ancestor (or the node itself) of a scope. */
export const idAt = (node: TreeNode, scope: Scope): string | null =>
  chainOf(node).find((candidate) => candidate.scope === scope)?.id ?? null;

/**
 * Lays out the instances of a fleet. The fleet must have passed validation against the matrix: a parent that is not there or a version text
 * that cannot be read throws.
 */
export function layOutFleet(matrix: Matrix, fleet: FleetSnapshot): FleetTree {
  const tree = new Builder(matrix);
  const { nsxManagers, vcenters, supervisors, clusters } = fleet.spec;
  for (const entry of nsxManagers) tree.add('nsxManager', entry, null);
  for (const entry of vcenters) tree.add('vcenter', entry, tree.get('nsxManager', entry.nsxManager));
  for (const entry of supervisors)
    tree.add(
      'supervisor',
      entry,
      entry.vcenter !== undefined ? tree.get('vcenter', entry.vcenter) : tree.get('nsxManager', entry.nsxManager),
    );
  for (const entry of clusters)
    tree.add('cluster', { ...entry, versions: versionsOfCluster(matrix, entry) }, tree.get('supervisor', entry.supervisor), entry.project);
  return tree;
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

class Builder implements FleetTree {
  readonly instances: Instance[] = [];
  readonly observed: ObservedVersion[] = [];
  private readonly nodes = new Map<string, TreeNode>();
  private readonly read = new Map<string, ObservedVersion>();

  constructor(private readonly matrix: Matrix) {}

  findNode(scope: Scope, id: string): TreeNode | undefined {
    return this.nodes.get(`${scope} ${id}`);
  }

  get(scope: Scope, id: string | undefined): TreeNode {
    const node = id === undefined ? undefined : this.findNode(scope, id);
    if (!node) throw new Error(`fleet; ${scope} ${id}; a parent must be a node of the fleet; found nothing`);
    return node;
  }

  add(scope: Scope, entry: Entry, parent: TreeNode | null, project?: string): void {
    const node: TreeNode = { scope, id: entry.id, parent, labels: entry.labels, project: project ?? null, instances: [] };
    this.nodes.set(`${scope} ${entry.id}`, node);
    for (const component of Object.keys(entry.versions).toSorted(compareTexts)) {
      if (this.matrix.components.get(component)?.scope !== scope) continue;
      const instance = { index: this.instances.length, component, node };
      this.instances.push(instance);
      node.instances.push(instance);
      this.observed.push(this.version(component, entry.versions[component]!));
    }
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
