import type { NodeEvent } from './fleet-events.js';
import type { FleetNode, NodeKind } from './fleet-node.js';

/** A node after one more event. An event that was observed before the newest observation of the node changes nothing. */
export function evolveNode(kind: NodeKind, node: FleetNode | undefined, event: NodeEvent): FleetNode | undefined {
  const { observedAt } = event;
  if (node && Date.parse(observedAt) < Date.parse(node.observedAt)) return node;
  if (event.change === 'Registered')
    return { kind, ...event.data, versions: {}, labels: {}, capacity: { nodes: null, ipBlocks: [] }, observedAt, decommissioned: false };
  if (!node) return undefined;
  switch (event.change) {
    case 'Moved':
      return { ...node, placement: event.data.placement, observedAt };
    case 'VersionObserved': {
      const versions = { ...node.versions };
      if (event.data.version === null) delete versions[event.data.component];
      else versions[event.data.component] = event.data.version;
      return { ...node, versions, observedAt };
    }
    case 'LabelsChanged':
      return { ...node, labels: event.data.labels, observedAt };
    case 'CniChanged':
      return { ...node, cni: event.data, observedAt };
    case 'CapacityObserved':
      return { ...node, capacity: event.data, observedAt };
    case 'Decommissioned':
      return { ...node, decommissioned: true, observedAt };
  }
}
