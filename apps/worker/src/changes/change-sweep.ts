import { type ChangeRecords, followChangeRecordJob, type RequestAwaitedChanges } from '@lockstep/approvals';
import type { JobQueues, Logger } from '@lockstep/platform';
import { Rounds } from '../rounds.js';

/** Milliseconds: how long a record that is due may wait for its job. */
const INTERVAL = 2_000;
/** Jobs that are queued in one round; the others come in the next one. */
const MOST = 500;
const MINUTE = 60_000;

/** Asks for records that are wanted without a person, and queues a look at each that is due. */
export class ChangeSweep extends Rounds {
  constructor(
    private readonly awaited: Pick<RequestAwaitedChanges, 'execute'>,
    private readonly records: Pick<ChangeRecords, 'listDue'>,
    private readonly queues: Pick<JobQueues, 'enqueue'>,
    private readonly logger: Logger,
    interval = INTERVAL,
  ) {
    super(() => this.sweep(), interval);
  }

  private async sweep(): Promise<void> {
    try {
      for (const plan of await this.awaited.execute()) this.logger.info({ plan }, 'a change record is asked for');
    } catch (error) {
      this.logger.error({ err: error }, 'change records could not be asked for');
    }
    try {
      const now = Date.now();
      for (const { plan, since } of await this.records.listDue(new Date(now).toISOString(), MOST)) {
        // Once for each time that it is due; once more each minute, should a job have ended without a look.
        const late = Math.floor((now - Date.parse(since)) / MINUTE);
        await this.queues.enqueue(followChangeRecordJob, `${plan}.${Date.parse(since)}.${late}`, { plan });
      }
    } catch (error) {
      this.logger.error({ err: error }, 'looks at change records could not be queued');
    }
  }
}
