import type { FleetSnapshot } from '@lockstep/documents';

/** The part of a fleet that hangs on one NSX manager: what must be planned together. Undefined: the fleet has no NSX manager of this id. */
export function cutToDomain(fleet: FleetSnapshot, nsxManager: string): FleetSnapshot | undefined {
  const { spec } = fleet;
  const nsxManagers = spec.nsxManagers.filter(({ id }) => id === nsxManager);
  if (nsxManagers.length === 0) return undefined;
  const vcenters = spec.vcenters.filter((vcenter) => vcenter.nsxManager === nsxManager);
  const vcenterIds = new Set(vcenters.map(({ id }) => id));
  const supervisors = spec.supervisors.filter(({ vcenter, nsxManager: manager }) => (vcenter === undefined ? manager === nsxManager : vcenterIds.has(vcenter)));
  const supervisorIds = new Set(supervisors.map(({ id }) => id));
  const clusters = spec.clusters.filter(({ supervisor }) => supervisorIds.has(supervisor));
  const ipBlocks = spec.ipBlocks.filter((block) => block.nsxManager === nsxManager);
  return { ...fleet, spec: { ...spec, nsxManagers, vcenters, supervisors, clusters, ipBlocks } };
}
