import type { ReadPlans } from '@lockstep/plans';
import type { PlanDomains } from '@lockstep/webhooks';
import { LRUCache } from 'lru-cache';

/** A plan is asked for in one upgrade domain, and stays there. */
export class RecordedPlanDomains implements PlanDomains {
  private readonly known = new LRUCache<string, { readonly domain: string | null }>({ max: 1_000 });

  constructor(private readonly plans: Pick<ReadPlans, 'find'>) {}

  async findDomain(plan: string): Promise<string | null | undefined> {
    const known = this.known.get(plan);
    if (known !== undefined) return known.domain;
    const found = await this.plans.find(plan);
    if (found !== undefined) this.known.set(plan, { domain: found.request.domain });
    return found?.request.domain;
  }
}
