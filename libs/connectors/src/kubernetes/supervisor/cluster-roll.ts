import type { PartVersion } from '@lockstep/fleet/domain';
import { compareTexts } from '@lockstep/kernel';
import type { ClusterObject } from '../shapes.js';
import { kubernetesVersionOf, releaseOfName } from '../versions.js';
import { CONTROL_PLANE, type MachineCounts } from './cluster-facts.js';

/** VKr by the Kubernetes version in it; null: several have the same. */
export type ReleasesByKubernetes = ReadonlyMap<string, string | null>;

/**
 * What of a VKr runs where while a cluster rolls; empty: all of it is on `release`; undefined: nothing tells. The label of a cluster names the new release
 * from the moment it is asked for, so that the Machines alone say what still runs. They name Kubernetes, not the VKr: two VKr with the same Kubernetes
 * look alike here.
 *
 * @param machines undefined: they could not be read
 */
export function rollOf(
  cluster: ClusterObject,
  release: string,
  machines: MachineCounts | null | undefined,
  releases: ReleasesByKubernetes,
): readonly PartVersion[] | undefined {
  const name = (version: string) => {
    const kubernetes = releaseOfName(version);
    return kubernetes === kubernetesVersionOf(release) ? release : (releases.get(kubernetes) ?? (kubernetes || 'unknown'));
  };
  const parts = machines ? partsOf(machines, name) : partsByStatus(cluster, release, name);
  return parts && (parts.every(({ version }) => version === release) ? [] : parts);
}

const partsOf = (machines: MachineCounts, name: (version: string) => string): PartVersion[] =>
  [...machines]
    .flatMap(([part, versions]) => [...versions].map(([version, nodes]) => ({ part, version: name(version), nodes })))
    .sort((a, b) => compareTexts(a.part, b.part) || compareTexts(a.version, b.version));

/** `status.version` is that of the control plane: as long as the topology is not reconciled, pools may be elsewhere. */
function partsByStatus({ spec, status }: ClusterObject, release: string, name: (version: string) => string): PartVersion[] | undefined {
  if (status.version === undefined) return undefined;
  const version = name(status.version);
  const reconciled = status.conditions.find(({ type }) => type === 'TopologyReconciled')?.status;
  if (version === release && reconciled !== 'True') return undefined;
  return [{ part: CONTROL_PLANE, version, nodes: spec.topology?.controlPlane?.replicas ?? 1 }];
}
