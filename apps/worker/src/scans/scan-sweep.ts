import { type EndAbandonedScans, type ScanTimetable, scanJob } from '@lockstep/fleet';
import type { JobQueues, Logger } from '@lockstep/platform';
import { Rounds } from '../rounds.js';

const interval = 15_000;

/** Compares scans and schedules on record with the queue: what got lost in between is queued, what nobody will end is ended. */
export class ScanSweep extends Rounds {
  constructor(
    private readonly endAbandoned: EndAbandonedScans,
    private readonly timetable: ScanTimetable,
    private readonly queues: Pick<JobQueues, 'enqueue' | 'find'>,
    private readonly logger: Logger,
    pause = interval,
  ) {
    super(() => this.sweep(), pause);
  }

  private async sweep(): Promise<void> {
    try {
      const { set, taken } = await this.timetable.keep();
      if (set.length + taken.length > 0) this.logger.info({ set, taken }, 'schedules of scans are as recorded');
    } catch (error) {
      this.logger.error({ err: error }, 'schedules of scans could not be compared with the queue');
    }
    try {
      for (const scan of await this.endAbandoned.execute(({ id }) => this.isRunning(id)))
        this.logger.error({ scan }, 'scan was ended: its job had failed');
    } catch (error) {
      this.logger.error({ err: error }, 'scans could not be compared with the queue');
    }
  }

  private async isRunning(scan: string): Promise<boolean> {
    const job = await this.queues.find(scanJob, scan);
    if (job === undefined) {
      await this.queues.enqueue(scanJob, scan, { scan });
      this.logger.warn({ scan }, 'scan had begun and was not queued; it is queued now');
      return true;
    }
    // One that has just ended may not be in the rows yet, and is ended again to no effect.
    return job.state === 'waiting' || job.state === 'active';
  }
}
