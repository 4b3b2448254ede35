import type { FallenReason, VoidSignoffs } from '@lockstep/approvals';
import { type FallenPlans, type PremiseFall, renderFall } from '@lockstep/plans';

/** Brings the fall of a plan to its sign-offs. */
export class VoidedSignoffs implements FallenPlans {
  constructor(private readonly voidSignoffs: Pick<VoidSignoffs, 'execute'>) {}

  async voided(plan: string, digest: string, falls: readonly PremiseFall[]): Promise<void> {
    await this.voidSignoffs.execute(plan, digest, falls.map(reasonOf));
  }
}

function reasonOf(fall: PremiseFall): FallenReason {
  const premise = renderFall(fall);
  if (fall.by.kind !== 'event') return { premise, event: null };
  const { stream, position, id, type } = fall.by;
  return { premise, event: { stream, position, id, type } };
}
