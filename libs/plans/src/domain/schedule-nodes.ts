import type { FleetSnapshot, Scope } from '@lockstep/documents';
import type { ScheduleScope } from './schedule-policy.js';

/** A node as calendars and limits look at it. */
export interface ScheduledNode {
  readonly id: string;
  readonly scope: Scope;
  readonly labels: Readonly<Record<string, string>>;
  readonly project: string | null;
  /** The node itself, if it is one. */
  readonly supervisor: string | null;
  readonly nsxManager: string;
  /** Ids from the node above up to the NSX manager. */
  readonly above: readonly string[];
  /** Kubernetes nodes of a cluster; null: not observed, or no cluster. */
  readonly size: number | null;
}

/** By id, in the order of the document. The fleet must have passed `fleetProblems`. */
export function scheduledNodes({ spec }: FleetSnapshot): ReadonlyMap<string, ScheduledNode> {
  const nodes = new Map<string, ScheduledNode>();
  const none = { project: null, supervisor: null, size: null };
  const add = (node: ScheduledNode) => nodes.set(node.id, node);
  const place = (id: string) => {
    const { nsxManager, above } = nodes.get(id)!;
    return { nsxManager, above: [id, ...above] };
  };
  for (const { id, labels } of spec.nsxManagers) add({ ...none, id, labels, scope: 'nsxManager', nsxManager: id, above: [] });
  for (const { id, labels, nsxManager } of spec.vcenters) add({ ...none, id, labels, scope: 'vcenter', ...place(nsxManager) });
  for (const { id, labels, vcenter, nsxManager } of spec.supervisors)
    add({ ...none, id, labels, scope: 'supervisor', supervisor: id, ...place((vcenter ?? nsxManager)!) });
  const placed = new Map(spec.supervisors.map(({ id }) => [id, place(id)]));
  for (const { id, labels, supervisor, project, nodes: size } of spec.clusters)
    add({
      id,
      scope: 'cluster',
      labels,
      project: project ?? null,
      supervisor,
      ...placed.get(supervisor)!,
      // A cluster without nodes still takes a minute.
      size: size === undefined ? null : Math.max(1, size.controlPlane + size.workers),
    });
  return nodes;
}

/** Whether a scope takes a node; no scope takes all. A vCenter is in no scope that names Supervisors. */
export function isInScope(scope: ScheduleScope | undefined, node: ScheduledNode): boolean {
  if (!scope) return true;
  const { nsxManagers, supervisors, projects, labels } = scope;
  return (
    (nsxManagers?.includes(node.nsxManager) ?? true) &&
    (supervisors === undefined || (node.supervisor !== null && supervisors.includes(node.supervisor))) &&
    (projects === undefined || (node.project !== null && projects.includes(node.project))) &&
    Object.entries(labels ?? {}).every(([label, value]) => node.labels[label] === value)
  );
}
