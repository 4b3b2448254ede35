import { healthOf, type NodeKind, type RecordedNode } from '@lockstep/fleet';

/** A node in the field names of `FleetSnapshot`, with what the record knows of it. What was not observed is left out. */
export function renderNode(kind: NodeKind, node: RecordedNode): Record<string, unknown> {
  const { id, versions, labels, placement, networking, cni, capacity, root, lostSight, observedAt, registeredAt, position } = node;
  const { vcenter, supervisor, project, vpc } = placement;
  const recorded = { health: healthOf(node), ...renderLooked(node), observedAt, registeredAt, position };
  switch (kind) {
    case 'nsx-manager':
      return { id, versions, labels, ipBlocks: capacity.ipBlocks, lostSight, ...recorded, ...given({ managerApi: node.managerApi }) };
    case 'vcenter':
      return { ...given({ id, nsxManager: root, versions, labels, ...recorded }), lostSight };
    case 'supervisor':
      return { ...given({ id, vcenter, nsxManager: root, networking, versions, labels, ...recorded }), lostSight };
    case 'cluster':
      return {
        ...given({ id, supervisor, nsxManager: root, project, vpc, ...cni, versions, nodes: capacity.nodes, labels, ...recorded }),
        ...given({ addresses: node.addresses }),
        lostSight,
      };
  }
}

/** What looks have told beside what snapshots show. */
function renderLooked({ signals, mixed, identity }: RecordedNode): Record<string, unknown> {
  const unlessEmpty = (map: object) => (Object.keys(map).length === 0 ? null : map);
  return given({ signals: unlessEmpty(signals), mixed: unlessEmpty(mixed), identity });
}

const given = (members: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null && value !== undefined));
