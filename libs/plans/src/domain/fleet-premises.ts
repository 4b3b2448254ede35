import type { FleetSnapshot, PlanSpec } from '@lockstep/documents';
import { compareTexts } from '@lockstep/kernel';
import type { LostFact, NodeFact, PremiseNode, PremiseNodeKind } from './fallen-premise.js';

/** A component that runs several versions at once in one node. */
export interface Rolling {
  readonly id: string;
  readonly component: string;
  readonly parts: readonly { readonly part: string; readonly version: string; readonly nodes: number }[];
}

interface NodeFacts {
  readonly node: PremiseNode;
  readonly parent: string | null;
  /** Of a cluster its CNI and whether it has the adapter, of a Supervisor its networking model; null: not given, or not a matter of this kind. */
  readonly network: string | null;
  readonly versions: Readonly<Record<string, string>>;
}

/**
 * What a plan leans on in the fleet. Two instances meet where one node is above the other or they are the same, so these are the nodes that move, all above
 * them and all below them. Labels, capacity, health, and nodes that meet none which moves, are no premises.
 */
export interface FleetPremises {
  readonly nodes: ReadonlyMap<string, NodeFacts>;
  readonly moving: ReadonlySet<string>;
  /** Nodes that move and those below them: what newly hangs there has not been proven. */
  readonly closed: ReadonlySet<string>;
}

export function fleetPremisesOf({ groups = [], steps }: Pick<PlanSpec, 'groups' | 'steps'>, fleet: FleetSnapshot): FleetPremises {
  const facts = factsOf(fleet);
  const members = new Map(groups.map((group) => [group.id, group.members]));
  const moving = new Set(steps.flatMap((step) => [...step.subjects, ...(step.groups ?? []).flatMap((id) => members.get(id) ?? [])]));
  const closed = new Set(moving);
  const nodes = new Map<string, NodeFacts>();
  for (const id of moving)
    for (let at: string | null = id; at !== null && !nodes.has(at);) {
      const node = facts.get(at);
      if (!node) break;
      nodes.set(at, node);
      at = node.parent;
    }
  // A snapshot is read from the top down, so whatever hangs on a node comes after it.
  for (const [id, node] of facts)
    if (node.parent !== null && closed.has(node.parent)) {
      closed.add(id);
      nodes.set(id, node);
    }
  return { nodes, moving, closed };
}

/**
 * Facts that are otherwise in `now`, in the order of the premises; what joined comes last. Nodes are told apart by their ids, as steps name them.
 * `isUnderWay`: the plan is being carried out. Versions and what rolls are then a matter of drift (`PredictedStates`). A cluster that is gone meets
 * nobody, so the other steps are as safe as before; its own do not end until somebody skips it.
 */
export function lostFacts(
  { nodes, closed }: FleetPremises,
  now: FleetSnapshot,
  rolling: readonly Rolling[],
  isUnderWay = false,
): LostFact[] {
  const found = factsOf(now);
  const lost: LostFact[] = [];
  const lose = (node: PremiseNode, fact: NodeFact, component: string | null, before: string | null, after: string | null) =>
    lost.push({ premise: { kind: 'node', node, fact, component }, before, after });
  for (const [id, was] of nodes) {
    const is = found.get(id);
    if (!is || is.node.kind !== was.node.kind) {
      if (!isUnderWay || was.node.kind !== 'cluster') lose(was.node, 'presence', null, 'there', null);
      continue;
    }
    if (is.parent !== was.parent) lose(was.node, 'placement', null, was.parent, is.parent);
    if (is.network !== was.network) lose(was.node, was.node.kind === 'cluster' ? 'cni' : 'networking', null, was.network, is.network);
    for (const component of isUnderWay ? [] : componentsOf(was, is)) {
      const [before, after] = [was.versions[component] ?? null, is.versions[component] ?? null];
      if (before !== after) lose(was.node, 'version', component, before, after);
    }
  }
  for (const { id, component, parts } of isUnderWay ? [] : rolling) {
    const was = nodes.get(id);
    if (was) lose(was.node, 'rolling', component, was.versions[component] ?? null, renderParts(parts));
  }
  for (const [id, { node, parent }] of found)
    if (parent !== null && closed.has(parent) && !nodes.has(id)) lose(node, 'joined', null, null, `below ${parent}`);
  return lost;
}

const componentsOf = (was: NodeFacts, is: NodeFacts): string[] =>
  was.versions === is.versions ? [] : [...new Set([...Object.keys(was.versions), ...Object.keys(is.versions)])].toSorted(compareTexts);

const renderParts = (parts: Rolling['parts']): string =>
  parts.map(({ part, version, nodes }) => `${part} ${version} on ${nodes}`).join(', ');

/** From the top down. */
function factsOf({ spec }: FleetSnapshot): Map<string, NodeFacts> {
  const facts = new Map<string, NodeFacts>();
  const add = (
    kind: PremiseNodeKind,
    { id, versions }: { readonly id: string; readonly versions: Readonly<Record<string, string>> },
    parent: string | null,
    network: string | null = null,
  ) => facts.set(id, { node: { kind, id }, parent, network, versions });
  for (const node of spec.nsxManagers) add('nsx-manager', node, null);
  for (const node of spec.vcenters) add('vcenter', node, node.nsxManager);
  for (const node of spec.supervisors) add('supervisor', node, node.vcenter ?? node.nsxManager ?? null, node.networking ?? null);
  for (const node of spec.clusters) add('cluster', node, node.supervisor, cniOf(node));
  return facts;
}

/** Without Antrea there is no adapter, whatever is written. */
const cniOf = ({ cni, adapter }: FleetSnapshot['spec']['clusters'][number]): string =>
  cni === 'antrea' ? `antrea, adapter ${adapter}` : cni;
