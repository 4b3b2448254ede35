import type { JobQueues } from '@lockstep/platform/queue';
import type { PlanJob, PlanJobs } from '../application/plan-jobs.port.js';
import { computePlanJob } from './compute-plan.job-definition.js';

export class QueuedPlanJobs implements PlanJobs {
  constructor(private readonly queues: JobQueues) {}

  enqueue(plan: string): Promise<void> {
    return this.queues.enqueue(computePlanJob, plan, { plan });
  }

  async find(plan: string): Promise<PlanJob | undefined> {
    const job = await this.queues.find(computePlanJob, plan);
    return job && { state: job.state, ...(job.failure === undefined ? {} : { failure: job.failure }) };
  }
}
