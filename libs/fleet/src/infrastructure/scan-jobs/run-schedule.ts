import type { JobQueues } from '@lockstep/platform/queue';
import { v5 as nameBasedUuid } from 'uuid';
import type { BeginOutcome } from '../../application/scans/begin-scan.use-case.js';
import type { SourceRegistry } from '../../application/scans/source-registry.use-case.js';
import type { ScanSchedules } from '../../application/schedules/scan-schedules.use-case.js';
import { scheduledScanJob } from './scan-job-definitions.js';
import type { StartScan } from './start-scan.js';

const SCHEDULE_ACTOR = 'system:scan-schedule';
/** Of ids made of a schedule and a time. */
const namespace = '1f5d2f6e-1f0a-4a51-9a5f-6b0f4c4d1f0b';
const page = 500;

export type ScheduleRun =
  /** It was removed or paused since. */
  | { readonly outcome: 'off' }
  /** Begins by chance a little later. */
  | { readonly outcome: 'put-off'; readonly scan: string; readonly delay: number }
  | { readonly outcome: 'no-sources' }
  | BeginOutcome;

/** Starts the scan of a schedule whose time has come: one for each time, however often it is asked for. */
export class RunSchedule {
  constructor(
    private readonly schedules: Pick<ScanSchedules, 'find'>,
    private readonly registry: Pick<SourceRegistry, 'list'>,
    private readonly startScan: StartScan,
    private readonly queues: Pick<JobQueues, 'enqueue'>,
    /** 0 to 1 */
    private readonly chance: () => number = Math.random,
  ) {}

  /** @param moment names the time: the same one again is the same scan @param scan after it was put off */
  async execute(id: string, moment: string, scan?: string): Promise<ScheduleRun> {
    const schedule = await this.schedules.find(id);
    if (!schedule?.enabled) return { outcome: 'off' };
    const name = scan ?? nameBasedUuid(`${id}/${moment}`, namespace);
    const delay = scan === undefined ? Math.floor(this.chance() * schedule.jitter * 1_000) : 0;
    if (delay > 0) {
      await this.queues.enqueue(scheduledScanJob, `put-off-${name}`, { schedule: id, scan: name }, { delay });
      return { outcome: 'put-off', scan: name, delay };
    }
    const sources = schedule.sources ?? (await this.listAll());
    if (sources.length === 0) return { outcome: 'no-sources' };
    return this.startScan.execute({ scan: name, sources, trigger: { kind: 'schedule', schedule: id }, actor: SCHEDULE_ACTOR });
  }

  private async listAll(): Promise<readonly string[]> {
    const ids: string[] = [];
    for (let after: string | undefined; ;) {
      const { sources, next } = await this.registry.list({ limit: page, ...(after === undefined ? {} : { after }) });
      ids.push(...sources.map((source) => source.id));
      if (next === null) return ids;
      after = next;
    }
  }
}
