import type { JobQueues, KnownSchedule } from '@lockstep/platform/queue';
import type { ScanSchedules } from '../../application/schedules/scan-schedules.use-case.js';
import type { RecordedSchedule } from '../../application/schedules/schedule-record.port.js';
import { scheduledScanJob } from './scan-job-definitions.js';

const page = 500;

/** Makes the queue run what is recorded, and nothing else. May be repeated, and by several processes at once. */
export class ScanTimetable {
  constructor(
    private readonly schedules: Pick<ScanSchedules, 'list'>,
    private readonly queues: Pick<JobQueues, 'schedule' | 'unschedule' | 'listSchedules'>,
  ) {}

  async keep(): Promise<{ readonly set: readonly string[]; readonly taken: readonly string[] }> {
    const wanted = new Map((await this.readEnabled()).map((schedule) => [schedule.id, schedule]));
    const known = await this.queues.listSchedules(scheduledScanJob);
    const same = new Set(known.filter((one) => isAsWanted(one, wanted.get(one.id))).map(({ id }) => id));
    const taken = known.map(({ id }) => id).filter((id) => !wanted.has(id));
    for (const id of taken) await this.queues.unschedule(scheduledScanJob, id);
    const set = [...wanted.values()].filter(({ id }) => !same.has(id));
    for (const { id, cron, timeZone } of set) await this.queues.schedule(scheduledScanJob, { id, cron, timeZone, data: { schedule: id } });
    return { set: set.map(({ id }) => id), taken };
  }

  private async readEnabled(): Promise<readonly RecordedSchedule[]> {
    const all: RecordedSchedule[] = [];
    for (let after: string | undefined; ;) {
      const found = await this.schedules.list({ limit: page, ...(after === undefined ? {} : { after }) });
      all.push(...found.filter(({ enabled }) => enabled));
      after = found.at(-1)?.id;
      if (found.length < page) return all;
    }
  }
}

const isAsWanted = ({ cron, timeZone }: KnownSchedule, wanted: RecordedSchedule | undefined): boolean =>
  wanted !== undefined && wanted.cron === cron && wanted.timeZone === timeZone;
