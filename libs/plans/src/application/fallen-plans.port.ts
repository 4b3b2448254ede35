import type { PremiseFall } from '../domain/index.js';

/** Whoever has decided something on plans. */
export interface FallenPlans {
  /** Called at least once for each plan that is void: a second time it must change nothing. */
  voided(plan: string, digest: string, falls: readonly PremiseFall[]): Promise<void>;
}
