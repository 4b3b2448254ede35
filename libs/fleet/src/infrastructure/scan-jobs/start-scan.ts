import type { JobQueues } from '@lockstep/platform/queue';
import type { BeginOutcome, BeginScan, ScanOrder } from '../../application/scans/begin-scan.use-case.js';
import { scanJob } from './scan-job-definitions.js';

/** Records that a scan begins, and puts it into the queue. A scan whose job got lost in between is queued by the worker. */
export class StartScan {
  constructor(
    private readonly beginScan: BeginScan,
    private readonly queues: Pick<JobQueues, 'enqueue'>,
    /** The queue did not take the job. */
    private readonly onNotQueued: (scan: string, cause: unknown) => void,
  ) {}

  async execute(order: ScanOrder): Promise<BeginOutcome> {
    const outcome = await this.beginScan.execute(order);
    if (outcome.outcome === 'started')
      await this.queues.enqueue(scanJob, order.scan, { scan: order.scan }).catch((cause: unknown) => this.onNotQueued(order.scan, cause));
    return outcome;
  }
}
