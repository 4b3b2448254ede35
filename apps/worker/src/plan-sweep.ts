import type { EnqueueRequestedPlans } from '@lockstep/plans';
import type { Logger } from '@lockstep/platform';
import { Rounds } from './rounds.js';

/** How long a plan can wait whose request was recorded by a process that died before it queued the job. */
const interval = 10_000;

/** Repeats the sweep until it is stopped; one that fails is repeated like any other. */
export class PlanSweep extends Rounds {
  constructor(
    private readonly enqueueRequestedPlans: EnqueueRequestedPlans,
    private readonly logger: Logger,
  ) {
    super(() => this.sweep(), interval);
  }

  private async sweep(): Promise<void> {
    try {
      const { enqueued, failed } = await this.enqueueRequestedPlans.execute();
      for (const plan of enqueued) this.logger.warn({ plan }, 'plan was requested but not queued; it is queued now');
      for (const { plan, reason } of failed) this.logger.error({ plan, reason }, 'plan failed: its job had ended without a result');
    } catch (error) {
      this.logger.error({ err: error }, 'requested plans could not be compared with the queue');
    }
  }
}
