import {
  type ClusterReference,
  namesOf,
  type NodeName,
  type RecordReports,
  scanSourceJob,
  SourceFailure,
  type SourceLookResult,
} from '@lockstep/fleet';
import { nodeKey } from '@lockstep/fleet/domain';
import type { JobQueues, Logger, RunningJob, WorkOptions } from '@lockstep/platform';
import { settleFailure } from '../scans/attempt.js';
import type { LearnFromSources } from '../scans/learn-from-sources.js';
import { look } from '../scans/look.js';
import type { OpenSources } from '../scans/open-sources.js';
import type { ScanWatch } from '../scans/scan-watch.js';
import type { Job } from './job.js';

/** Milliseconds. Ten thousand clusters are listed in less; a source that takes longer is not going to end. */
const patience = 15 * 60_000;

export class ScanSourceJob implements Job {
  readonly definition = scanSourceJob;

  constructor(
    private readonly sources: OpenSources,
    private readonly recorder: Pick<RecordReports, 'execute'>,
    private readonly learn: LearnFromSources,
    private readonly watch: ScanWatch,
    private readonly now: () => string,
    private readonly logger: Logger,
  ) {}

  /** Sources spend their time waiting. */
  work(queues: JobQueues, options: WorkOptions): Promise<void> {
    return queues.work(this.definition, (job) => this.run(job), { ...options, concurrency: 4 });
  }

  run(job: RunningJob<{ scan: string; source: string }>): Promise<SourceLookResult> {
    const { scan, source } = job.data;
    const takenAt = this.now();
    let redact = (text: string) => text;
    return this.watch.during(scan, source, async (over) => {
      const late = AbortSignal.timeout(patience);
      const signal = AbortSignal.any([over, job.signal, late]);
      try {
        return await this.sources.use(source, scan, async (open) => {
          redact = open.redact;
          const looked = await look(
            {
              scan,
              source,
              open,
              reports: open.inventory.look(signal),
              inside: false,
              signal,
              onBatch: (soFar) => job.progress({ ...soFar }),
              onLearned: (facts) => this.learn.from(open.known, facts),
            },
            this.recorder,
          );
          const { seen, changed, hidden, faults } = looked;
          const clusters = open.inventory.lookInto === undefined ? [] : looked.clusters;
          return {
            outcome: looked.whole ? 'completed' : 'partial',
            takenAt,
            seen: names(seen),
            changed: names(changed),
            hidden: names(hidden),
            faults,
            clusters,
          };
        });
      } catch (error) {
        const settled = settleFailure(late.aborted ? tooLate(error) : error, {
          attempt: job.attempt,
          attempts: this.definition.attempts,
          shutdown: job.signal,
          redact,
          logger: this.logger,
          about: { scan, source },
        });
        if (settled.kind === 'fault') return { outcome: 'failed', fault: settled.fault };
        return { outcome: 'partial', takenAt, seen: {}, changed: {}, hidden: {}, faults: [], clusters: noClusters };
      }
    });
  }
}

const noClusters: readonly ClusterReference[] = [];
const names = (nodes: readonly NodeName[]) => namesOf(nodes.map(({ kind, id }) => nodeKey(kind, id)));

const tooLate = (cause: unknown): SourceFailure =>
  new SourceFailure(
    { code: 'timed-out', subject: null, place: null, detail: `The look took longer than ${patience / 60_000} minutes` },
    false,
    { cause },
  );
