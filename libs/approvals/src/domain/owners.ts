import { compareTexts } from '@lockstep/kernel';
import type { UnadaptedCluster } from './approval.events.js';
import { registerDecider } from './register.decider.js';
import { inScope, type Scope } from './scope.js';

/** Who answers for clusters of which NSX sees no pods. */
export interface Owners {
  readonly scope: Scope & { readonly clusters?: readonly string[] };
  /** Watches pod traffic, which no adapter reports. */
  readonly podTraffic: NamedOwner;
  /** Watches NSX beneath. */
  readonly nsx: NamedOwner;
}

export interface NamedOwner {
  readonly name: string;
  /** How to reach him or her. */
  readonly contact: string;
}

/** Events of the stream `owner-<id>`: `OwnersNamed`, `OwnersChanged`, `OwnersRemoved` (reason). */
export const ownersDecider = registerDecider<Owners>({ created: 'OwnersNamed', changed: 'OwnersChanged', removed: 'OwnersRemoved' });

/** The clusters that no record of owners is about, in text order. */
export const unownedOf = (clusters: readonly UnadaptedCluster[], owners: readonly Owners[]): string[] =>
  clusters
    .filter((cluster) => !owners.some((named) => ownsCluster(named, cluster)))
    .map(({ id }) => id)
    .toSorted(compareTexts);

export const ownsCluster = ({ scope }: Pick<Owners, 'scope'>, cluster: UnadaptedCluster): boolean =>
  (scope.clusters?.includes(cluster.id) ?? true) && inScope(scope, cluster);
