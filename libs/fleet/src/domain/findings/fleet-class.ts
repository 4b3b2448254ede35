import { compareTexts } from '@lockstep/kernel';
import { nodeKey, type Observation, parentKey } from '../fleet-node.js';
import type { LineNode } from './line-judge.js';

/** What clusters with equal place, versions, CNI and adapter have in common. A node above the clusters is a class of its own. */
export interface FleetClass extends LineNode {
  /** Of a node above the clusters. */
  readonly id: string | null;
  /** `nodeKey` of the node it hangs on; null for an NSX manager. */
  readonly parent: string | null;
}

export function classOf(node: Observation): FleetClass {
  const { kind, id, versions, cni } = node;
  return { kind, id: kind === 'cluster' ? null : id, parent: parentKey(node), versions, cni };
}

/** Equal texts: the same class. Cheap, because every change of every node is asked for it. */
export function classKey({ kind, id, parent, versions, cni }: FleetClass): string {
  let text = `${kind}\n${id ?? ''}\n${parent ?? ''}\n${cni?.cni ?? ''} ${cni?.adapter ?? ''}`;
  for (const component of Object.keys(versions).sort(compareTexts)) text += `\n${component} ${versions[component]}`;
  return text;
}

/** Where classes below a node look for it; null for a class of clusters. */
export const placeOf = ({ kind, id }: FleetClass): string | null => (id === null ? null : nodeKey(kind, id));
