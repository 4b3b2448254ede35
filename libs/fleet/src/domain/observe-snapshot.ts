import type { FleetSnapshot } from '@lockstep/documents';
import { compareTexts } from '@lockstep/kernel';
import { MANAGER_API } from './manager-api.js';
import { NO_CAPACITY, NOWHERE, type Observation } from './fleet-node.js';

/** A snapshot as single observations, each node after the one it hangs on. */
export function observeSnapshot({ spec }: FleetSnapshot): Observation[] {
  const blank = { networking: null, cni: null, capacity: NO_CAPACITY };
  return [
    ...spec.nsxManagers.map(({ id, versions: all, labels }): Observation => {
      // Known from its consumers alone, who are observed apart.
      const { [MANAGER_API]: _, ...versions } = all;
      const ipBlocks = spec.ipBlocks.filter((block) => block.nsxManager === id).toSorted((a, b) => compareTexts(a.id, b.id));
      return { ...blank, kind: 'nsx-manager', id, versions, labels, placement: NOWHERE, capacity: { nodes: null, ipBlocks } };
    }),
    ...spec.vcenters.map(({ id, versions, labels, nsxManager }): Observation => ({
      ...blank,
      kind: 'vcenter',
      id,
      versions,
      labels,
      placement: { ...NOWHERE, nsxManager },
    })),
    ...spec.supervisors.map(({ id, versions, labels, nsxManager, vcenter, networking }): Observation => ({
      ...blank,
      kind: 'supervisor',
      id,
      versions,
      labels,
      networking: networking ?? null,
      placement: { ...NOWHERE, nsxManager: nsxManager ?? null, vcenter: vcenter ?? null },
    })),
    ...spec.clusters.map(({ id, versions, labels, supervisor, project, vpc, cni, adapter, nodes }): Observation => ({
      ...blank,
      kind: 'cluster',
      id,
      versions,
      labels,
      cni: { cni, adapter },
      placement: { ...NOWHERE, supervisor, project: project ?? null, vpc: vpc ?? null },
      capacity: { nodes: nodes ?? null, ipBlocks: [] },
    })),
  ];
}
