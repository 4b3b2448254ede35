import { ComputePlan, type ComputePlanOutcome, computePlanJob, type ComputePlanResult, searchAttempts } from '@lockstep/plans';
import { type JobQueues, type Logger, type RunningJob, UnrecoverableJobError, type WorkOptions } from '@lockstep/platform';
import type { Job } from './job.js';

export class ComputePlanJob implements Job {
  readonly definition = computePlanJob;

  constructor(
    private readonly computePlan: ComputePlan,
    private readonly logger: Logger,
  ) {}

  work(queues: JobQueues, options: WorkOptions): Promise<void> {
    return queues.work(this.definition, (job) => this.run(job), options);
  }

  async run({ data: { plan }, attempt, signal }: RunningJob<{ plan: string }>): Promise<ComputePlanResult> {
    const started = performance.now();
    const about = () => ({ plan, attempt, milliseconds: Math.round(performance.now() - started) });
    this.logger.info({ plan, attempt }, 'plan is being computed');
    try {
      const outcome = await this.computePlan.execute(plan, { isLast: attempt >= searchAttempts, signal });
      return this.report(plan, outcome, about());
    } catch (error) {
      this.logger.error({ ...about(), err: error }, 'plan could not be computed in this attempt');
      throw error;
    }
  }

  private report(plan: string, outcome: ComputePlanOutcome, about: object): ComputePlanResult {
    switch (outcome.outcome) {
      case 'absent':
        throw new UnrecoverableJobError(`plan ${plan}; must have been requested; the record does not know it`);
      case 'settled-before':
        this.logger.warn({ ...about, status: outcome.status }, 'plan was settled before; this run changed nothing');
        return { status: outcome.status, digest: null };
      case 'recorded':
        if (outcome.status === 'failed')
          this.logger.error({ ...about, reason: outcome.reason }, 'plan failed by a defect of the planner or its machine');
        else this.logger.info({ ...about, status: outcome.status, digest: outcome.digest }, 'plan is computed');
        return { status: outcome.status, digest: outcome.digest };
    }
  }
}
