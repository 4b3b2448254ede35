import type { ComputePlan } from './compute-plan.use-case.js';
import type { PlanJobs } from './plan-jobs.port.js';
import type { PlanRecord } from './plan-record.port.js';

export interface Sweep {
  /** Plans that no job was waiting for. */
  readonly enqueued: readonly string[];
  /** Plans whose job had ended without settling them. */
  readonly failed: readonly { readonly plan: string; readonly reason: string }[];
}

/** A request commits before its job is queued, since the queue may be another database. This closes the gap: run at the start of every worker
 *  and every few seconds. Jobs are named after their plan, so any number of sweeps at once is one job. */
export class EnqueueRequestedPlans {
  constructor(
    private readonly record: PlanRecord,
    private readonly jobs: PlanJobs,
    private readonly computePlan: ComputePlan,
  ) {}

  async execute(limit = 1_000): Promise<Sweep> {
    const enqueued: string[] = [];
    const failed: { plan: string; reason: string }[] = [];
    for (const plan of await this.record.listRequested(limit)) {
      const job = await this.jobs.find(plan);
      if (job === undefined) {
        await this.jobs.enqueue(plan);
        enqueued.push(plan);
      } else if (job.state === 'failed' || job.state === 'completed') {
        // The id of an ended job stays taken, so the plan could never be queued again. Completed: the queue remembers a run that the record
        // does not, as after a restored backup. A run that ended since the list was read has settled the plan; then this records nothing.
        const reason = job.state === 'failed' ? (job.failure ?? 'the job failed') : 'the job ended without a result in the record';
        const outcome = await this.computePlan.fail(plan, reason);
        if (outcome.outcome === 'recorded') failed.push({ plan, reason });
      }
    }
    return { enqueued, failed };
  }
}
