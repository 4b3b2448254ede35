import { UNKNOWN_VERSION } from '@lockstep/documents';
import type { FleetNode } from '../fleet-node.js';
import type { JudgedHealth } from '../health/judge-health.js';

const ADAPTER = 'antrea-nsx-adapter';
/** Whom the health of a cluster vouches for beside its adapter: its signals are about how these work together. */
const PARTNERS = ['antrea', 'nsx'] as const;

/** Component to version, two of them. */
export type RunningPair = Readonly<Record<string, string>>;

/**
 * The pairings that a healthy cluster shows to work: its adapter with its Antrea and with the NSX above. None of a cluster that is not known to be
 * healthy, that was lost sight of, or that rolls, be it on its own or with anything above it: then it is not known what runs with what.
 *
 * @param path the cluster and all above it, the NSX manager last
 */
export function runningPairs(path: readonly FleetNode[], { verdict }: Pick<JudgedHealth, 'verdict'>): RunningPair[] {
  const [cluster, top] = [path[0], path.at(-1)];
  if (cluster?.kind !== 'cluster' || top?.kind !== 'nsx-manager' || verdict !== 'healthy') return [];
  if (cluster.cni?.cni !== 'antrea' || cluster.cni.adapter !== 'enabled') return [];
  if (path.some(({ mixed, lostSight }) => lostSight !== null || Object.values(mixed).some((parts) => parts.length > 0))) return [];
  const versions: Readonly<Record<string, string>> = { ...top.versions, ...cluster.versions };
  const known = (component: string): string | undefined => (versions[component] === UNKNOWN_VERSION ? undefined : versions[component]);
  const adapter = known(ADAPTER);
  if (adapter === undefined) return [];
  return PARTNERS.flatMap((partner) => {
    const version = known(partner);
    return version === undefined ? [] : [{ [ADAPTER]: adapter, [partner]: version }];
  });
}
