import type { Objective } from '@lockstep/documents';

/**
 * A lexicographic cost in two numbers, so that adding and comparing stay cheap: `shared` hops first, then `local`, which packs
 * cluster rollouts above add-on hops. Differences of costs may have a negative `local` part; the order is kept under addition.
 */
export interface Cost {
  readonly shared: number;
  readonly local: number;
}

/** Room for add-on hops below one rollout. 2^26 × 2^26 stays below 2^53, so a million clusters with some sixty moves each count exactly. */
const ROLLOUT = 2 ** 26;

export const ZERO: Cost = { shared: 0, local: 0 };
export const SHARED_HOP: Cost = { shared: 1, local: 0 };
export const CLUSTER_ROLLOUT: Cost = { shared: 0, local: ROLLOUT };
export const ADDON_HOP: Cost = { shared: 0, local: 1 };

export const compareCosts = (a: Cost, b: Cost): number => a.shared - b.shared || a.local - b.local;
export const addCosts = (a: Cost, b: Cost, times = 1): Cost => ({ shared: a.shared + b.shared * times, local: a.local + b.local * times });

/** Only for a whole cost, which has no negative part. */
export const objectiveOf = (cost: Cost): Objective => ({
  sharedHops: cost.shared,
  clusterRollouts: Math.floor(cost.local / ROLLOUT),
  addonHops: cost.local % ROLLOUT,
});
