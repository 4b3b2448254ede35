import { UNKNOWN_VERSION } from '@lockstep/documents';
import { minorsBetween, newer, sameRelease, type WorldRelease, isAtLeastMinor } from './releases.js';
import type { ClusterNode, NsxManagerNode, Roll, RollPart, WorldKind, WorldNode } from './world-node.js';

/** One version change of one component, taken by instances that do not depend on each other. */
export interface Hop {
  readonly component: string;
  /** Ids of nodes. */
  readonly subjects: readonly string[];
  readonly from: string;
  readonly to: string;
}

export const KIND_OF: Readonly<Record<string, WorldKind>> = {
  nsx: 'nsx-manager',
  vcenter: 'vcenter',
  supervisor: 'supervisor',
  vks: 'supervisor',
  vkr: 'cluster',
  antrea: 'cluster',
  'antrea-nsx-adapter': 'cluster',
};

/** Kubernetes goes one minor at a time; the platforms themselves refuse to skip one. */
const ONE_MINOR_AT_A_TIME = ['supervisor', 'vkr'];

const SUPERVISOR_CONTROL_PLANE = 3;

/** Why the platform itself would refuse; null: it starts. Whether the new pairings are any good is not asked: no platform asks that. */
export function refusal(node: WorldNode, { component, from, to }: Hop, releases: readonly WorldRelease[]): string | null {
  const running = node.versions[component];
  if (running === undefined) return `has no ${component}`;
  if (node.roll) return `is rolling ${node.roll.component} already`;
  if (!sameRelease(component, running, from)) return `runs ${component} ${running}, not ${from}`;
  if (running === UNKNOWN_VERSION) return `runs a ${component} that nobody knows`;
  if (!newer(component, to, running)) return `cannot go from ${component} ${running} back to ${to}`;
  const step = minorsBetween(component, running, to);
  if (ONE_MINOR_AT_A_TIME.includes(component) && (step === null || step > 1))
    return `cannot go from ${component} ${running} to ${to}: one minor at a time`;
  if (component === 'vkr' && !releases.some((release) => release.component === 'vkr' && sameRelease('vkr', release.version, to)))
    return `is offered no vkr ${to}`;
  return null;
}

/** The roll of a hop that is not refused. `nextAt` is when its first node will be through. */
export function rollOf(
  node: WorldNode,
  { component, to }: Hop,
  releases: readonly WorldRelease[],
  startedAt: number,
  nextAt: number,
): Roll {
  const targets = bundleTargets(node, component, to, releases);
  return { component, to: targets, parts: partsOf(node, to, Object.keys(targets)), startedAt, nextAt };
}

/** A bundle never takes anything back, and adds nothing that the node does not have. */
function bundleTargets(node: WorldNode, component: string, to: string, releases: readonly WorldRelease[]): Record<string, string> {
  const release = releases.find((one) => one.component === component && sameRelease(component, one.version, to));
  const targets: Record<string, string> = { [component]: to };
  for (const [rider, version] of Object.entries(release?.bundle ?? {})) {
    const running = node.versions[rider];
    if (running !== undefined && newer(rider, version, running)) targets[rider] = version;
  }
  return targets;
}

function partsOf(node: WorldNode, to: string, moving: readonly string[]): RollPart[] {
  const part = (name: string, nodes: number, moves: readonly string[]): RollPart => ({ part: name, nodes, done: 0, moves });
  switch (node.kind) {
    case 'nsx-manager':
      return nsxParts(node, to);
    case 'vcenter':
      return [part('appliance', 1, moving)];
    case 'supervisor':
      return [
        part(
          'control-plane',
          SUPERVISOR_CONTROL_PLANE,
          moving.filter((one) => one !== 'vks'),
        ),
        part(
          'package',
          1,
          moving.filter((one) => one === 'vks'),
        ),
      ].filter(({ moves }) => moves.length > 0);
    case 'cluster':
      return clusterParts(node, moving);
  }
}

/** Below 9.0 edges, hosts, managers; from 9.0 managers, edges, hosts, and what is new stays off until the end. */
function nsxParts({ managers, edges, hosts }: NsxManagerNode, to: string): RollPart[] {
  const counts: Record<string, number> = { MP: managers, EDGE: edges, HOST: hosts, FINALIZE_UPGRADE: 1 };
  const order = isAtLeastMinor('nsx', to, 9, 0) ? ['MP', 'EDGE', 'HOST', 'FINALIZE_UPGRADE'] : ['EDGE', 'HOST', 'MP'];
  return order.map((part) => ({ part, nodes: counts[part]!, done: 0, moves: ['nsx'] })).filter(({ nodes }) => nodes > 0);
}

/**
 * Control plane first; then the Antrea package, which brings controller and adapter at once; its agents follow on the control plane, and on each worker
 * when it is replaced, so that agents are never newer than their controller.
 */
function clusterParts({ controlPlane, pools, cni }: ClusterNode, moving: readonly string[]): RollPart[] {
  const kubernetes = moving.filter((component) => component === 'vkr');
  const agents = moving.filter((component) => component === 'antrea');
  const packaged = cni === 'antrea' ? moving.filter((component) => component !== 'vkr') : [];
  return [
    { part: 'control-plane', nodes: controlPlane, moves: kubernetes },
    { part: 'package', nodes: 1, moves: packaged },
    { part: 'control-plane-agents', nodes: controlPlane, moves: agents },
    ...pools.map(({ name, nodes }) => ({ part: name, nodes, moves: [...kubernetes, ...agents] })),
  ]
    .filter(({ nodes, moves }) => nodes > 0 && moves.length > 0)
    .map((part) => ({ ...part, done: 0 }));
}

/** One node further; the last one completes the roll. */
export function rolledOn<Node extends WorldNode>(node: Node, nextAt: number): Node {
  const roll = node.roll!;
  const index = roll.parts.findIndex(({ nodes, done }) => done < nodes);
  const parts = roll.parts.map((part, i) => (i === index ? { ...part, done: part.done + 1 } : part));
  if (parts.some(({ nodes, done }) => done < nodes)) return { ...node, roll: { ...roll, parts, nextAt } };
  return { ...node, versions: { ...node.versions, ...roll.to }, roll: null };
}

/** What the next node of a roll is: `HOST 3 of 8`. */
export function progressOf(roll: Roll): string {
  const part = roll.parts.find(({ nodes, done }) => done < nodes)!;
  return `${part.part} ${part.done + 1} of ${part.nodes}`;
}
