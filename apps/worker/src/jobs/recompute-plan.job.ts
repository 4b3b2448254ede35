import { type Recomputation, RecomputePlan, recomputePlanJob } from '@lockstep/plans';
import type { JobQueues, Logger, RunningJob, WorkOptions } from '@lockstep/platform';
import type { Job } from './job.js';

export class RecomputePlanJob implements Job {
  readonly definition = recomputePlanJob;

  constructor(
    private readonly recomputePlan: RecomputePlan,
    private readonly logger: Logger,
  ) {}

  work(queues: JobQueues, options: WorkOptions): Promise<void> {
    return queues.work(this.definition, (job) => this.run(job), options);
  }

  async run({ id, data: { plan }, signal }: RunningJob<{ plan: string }>): Promise<Recomputation> {
    const found = await this.recomputePlan.execute(plan, signal);
    if (found.outcome === 'same') this.logger.info({ plan, job: id }, 'plan was computed again, to the same digest');
    else this.logger.error({ plan, job: id, ...found }, 'plan was computed again, and not to the same digest');
    return found;
  }
}
