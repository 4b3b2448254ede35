import { type FleetCluster, type FleetSnapshot, SCOPES, type Scope, UNKNOWN_VERSION } from '@lockstep/documents';
import { compareTexts } from '@lockstep/kernel';
import type { Component, Matrix, ObservedVersion } from '@lockstep/matrix/domain';

/** A component at a node, as last observed. `null` is a version that could not be observed. */
export interface Instance {
  readonly component: Component;
  readonly version: ObservedVersion;
}

/** A node of the scope tree. Two instances meet when their nodes are the same or one is an ancestor of the other. */
export interface FleetNode {
  readonly id: string;
  readonly scope: Scope;
  readonly parent: FleetNode | null;
  readonly children: readonly FleetNode[];
  /** In text order of component ids. */
  readonly instances: readonly Instance[];
  readonly labels: Readonly<Record<string, string>>;
  readonly project: string | null;
}

type MutableNode = FleetNode & { children: FleetNode[] };

/** The trees of a fleet, one per NSX manager, which is one upgrade domain each; siblings in text order. The documents must have passed `readProblem`. */
export function fleetTrees(matrix: Matrix, fleet: FleetSnapshot): FleetNode[] {
  const nodes = new Map<string, MutableNode>();
  const add = (
    scope: Scope,
    id: string,
    parent: MutableNode | null,
    versions: Readonly<Record<string, string>>,
    rest: { labels: Record<string, string>; project?: string | undefined },
  ) => {
    const node: MutableNode = {
      id,
      scope,
      parent,
      children: [],
      instances: instancesOf(matrix, scope, versions),
      labels: rest.labels,
      project: rest.project ?? null,
    };
    nodes.set(id, node);
    parent?.children.push(node);
    return node;
  };
  const { spec } = fleet;
  const byId = <T extends { id: string }>(list: readonly T[]): T[] => list.toSorted((a, b) => compareTexts(a.id, b.id));
  const roots = byId(spec.nsxManagers).map((manager) => add('nsxManager', manager.id, null, manager.versions, manager));
  for (const vcenter of byId(spec.vcenters)) add('vcenter', vcenter.id, nodes.get(vcenter.nsxManager)!, vcenter.versions, vcenter);
  for (const supervisor of byId(spec.supervisors))
    add('supervisor', supervisor.id, nodes.get((supervisor.vcenter ?? supervisor.nsxManager)!)!, supervisor.versions, supervisor);
  for (const cluster of byId(spec.clusters))
    add('cluster', cluster.id, nodes.get(cluster.supervisor)!, clusterVersions(matrix, cluster), cluster);
  return roots;
}

function instancesOf(matrix: Matrix, scope: Scope, versions: Readonly<Record<string, string>>): Instance[] {
  const instances: Instance[] = [];
  for (const id of Object.keys(versions).toSorted(compareTexts)) {
    const component = matrix.components.get(id);
    if (component?.scope !== scope) continue;
    const text = versions[id]!;
    const version = text === UNKNOWN_VERSION ? null : matrix.readVersion(id, text);
    if (version !== null && !version.ok) throw new Error(`fleet; ${id}; a validated version parses; ${version.problem}`);
    instances.push({ component, version: version?.value ?? null });
  }
  return instances;
}

/** What rides a VKr without being written down: an antrea cluster has Antrea, and an adapter unless it is disabled, at the versions the VKr bundles, else unknown. */
export const RIDERS = ['antrea', 'antrea-nsx-adapter'] as const;

function clusterVersions(matrix: Matrix, cluster: FleetCluster): Record<string, string> {
  const versions = { ...cluster.versions };
  const vkr = versions['vkr'];
  const running = vkr === undefined || vkr === UNKNOWN_VERSION || !matrix.components.has('vkr') ? null : matrix.readVersion('vkr', vkr);
  const release = running?.ok ? matrix.findRelease('vkr', running.value) : undefined;
  for (const rider of RIDERS) {
    const present = cluster.cni === 'antrea' && (rider === 'antrea' || cluster.adapter === 'enabled');
    if (!present || !matrix.components.has(rider)) delete versions[rider];
    else versions[rider] ??= release?.bundle.get(rider)?.text ?? UNKNOWN_VERSION;
  }
  return versions;
}

/** The node and its ancestors, nearest first. */
export function* lineage(node: FleetNode): Generator<FleetNode> {
  for (let current: FleetNode | null = node; current; current = current.parent) yield current;
}

export function* subtree(node: FleetNode): Generator<FleetNode> {
  yield node;
  for (const child of node.children) yield* subtree(child);
}

export const isShared = (scope: Scope): boolean => scope !== SCOPES.at(-1);
