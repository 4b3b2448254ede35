import { type FollowChangeRecord, followChangeRecordJob } from '@lockstep/approvals';
import type { JobQueues, Logger, RunningJob, WorkOptions } from '@lockstep/platform';
import type { Job } from './job.js';

export class FollowChangeRecordJob implements Job {
  readonly definition = followChangeRecordJob;

  constructor(
    private readonly follow: Pick<FollowChangeRecord, 'execute'>,
    private readonly logger: Logger,
  ) {}

  /** Systems are waited for most of the time. */
  work(queues: JobQueues, options: WorkOptions): Promise<void> {
    return queues.work(this.definition, (job) => this.run(job), { ...options, concurrency: 4 });
  }

  async run({ data: { plan }, signal }: RunningJob<{ plan: string }>): Promise<{ outcome: string }> {
    const followed = await this.follow.execute(plan, signal);
    if (followed.outcome === 'failed') {
      const { fault, detail, doing } = followed.failing;
      this.logger.warn({ plan, fault, doing }, `change record could not be followed, and is tried again: ${detail}`);
    } else this.logger.debug({ plan, ...followed }, 'change record was looked at');
    return { outcome: followed.outcome };
  }
}
