import { type RunSchedule, scheduledScanJob } from '@lockstep/fleet';
import type { JobQueues, Logger, RunningJob, WorkOptions } from '@lockstep/platform';
import type { Job } from './job.js';

export class ScheduledScanJob implements Job {
  readonly definition = scheduledScanJob;

  constructor(
    private readonly runSchedule: RunSchedule,
    private readonly logger: Logger,
  ) {}

  work(queues: JobQueues, options: WorkOptions): Promise<void> {
    return queues.work(this.definition, (job) => this.run(job), { ...options, concurrency: 1 });
  }

  async run({
    id,
    due,
    data: { schedule, scan },
  }: RunningJob<{ schedule: string; scan?: string | undefined }>): Promise<{ outcome: string }> {
    const run = await this.runSchedule.execute(schedule, due ?? id, scan);
    if (run.outcome === 'not-recorded') throw new Error(`schedule ${schedule}; its scan; must be recorded; ${run.reason}`);
    if (run.outcome === 'refused')
      this.logger.warn({ schedule, skipped: run.skipped.length }, 'scheduled scan was left out: its sources are being looked at');
    else this.logger.info({ schedule, outcome: run.outcome, due }, 'schedule was followed');
    return { outcome: run.outcome };
  }
}
