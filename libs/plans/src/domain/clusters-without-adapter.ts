import { type FleetSnapshot, type PlanSpec, subjectsOf } from '@lockstep/documents';
import { scheduledNodes } from './schedule-nodes.js';

/** A cluster whose CNI brings no adapter, and where it is. */
export interface ClusterWithoutAdapter {
  readonly id: string;
  readonly cni: 'calico' | 'cilium' | 'other';
  readonly nsxManager: string;
  readonly supervisor: string;
  readonly project: string | null;
  readonly labels: Readonly<Record<string, string>>;
}

/** The clusters with a CNI of their own that a plan touches: it moves them, or something above them. NSX sees none of their pods, so people have to. In the
 *  order of the fleet. */
export function touchedWithoutAdapter(spec: Pick<PlanSpec, 'steps' | 'groups'>, fleet: FleetSnapshot): ClusterWithoutAdapter[] {
  const own = fleet.spec.clusters.filter(({ cni }) => cni !== 'antrea');
  if (own.length === 0) return [];
  const moved = new Set(spec.steps.flatMap((step) => subjectsOf(spec, step)));
  const nodes = scheduledNodes(fleet);
  return own.flatMap(({ id, cni, supervisor, project, labels }) => {
    const node = nodes.get(id)!;
    if (cni === 'antrea' || ![id, ...node.above].some((place) => moved.has(place))) return [];
    return [{ id, cni, nsxManager: node.nsxManager, supervisor, project: project ?? null, labels }];
  });
}
