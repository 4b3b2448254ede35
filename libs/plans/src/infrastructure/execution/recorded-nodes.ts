import type { ReadFleet } from '@lockstep/fleet';
import type { TrackedNodes } from '../../application/execution/track-execution.use-case.js';

/** Beyond so many the whole fleet is read at once. */
const FEW = 20;

/** Clusters as the inventory has them. */
export class RecordedNodes implements TrackedNodes {
  constructor(private readonly fleet: Pick<ReadFleet, 'find' | 'history' | 'findCurrent'>) {}

  async isDecommissioned(cluster: string): Promise<boolean> {
    const { entries } = await this.fleet.history('cluster', cluster, { limit: 1 });
    return entries[0]?.after.decommissioned ?? false;
  }

  async countMachines(clusters: readonly string[]): Promise<Readonly<Record<string, number>>> {
    const counted: Record<string, number> = {};
    if (clusters.length <= FEW) {
      for (const id of clusters) {
        const nodes = (await this.fleet.find('cluster', id))?.capacity.nodes;
        if (nodes) counted[id] = nodes.controlPlane + nodes.workers;
      }
      return counted;
    }
    const wanted = new Set(clusters);
    const fleet = await this.fleet.findCurrent();
    for (const { id, nodes } of fleet?.snapshot.spec.clusters ?? [])
      if (nodes && wanted.has(id)) counted[id] = nodes.controlPlane + nodes.workers;
    return counted;
  }
}
