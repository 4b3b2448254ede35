import { type ClusterLookResult, type ClusterReference, namesOf, type RecordReports, scanClusterJob, SourceFailure } from '@lockstep/fleet';
import { nodeKey } from '@lockstep/fleet/domain';
import type { JobQueues, Logger, RunningJob, WorkOptions } from '@lockstep/platform';
import { settleFailure } from '../scans/attempt.js';
import type { LearnFromSources } from '../scans/learn-from-sources.js';
import { look } from '../scans/look.js';
import type { OpenSources } from '../scans/open-sources.js';
import type { ScanWatch } from '../scans/scan-watch.js';
import type { Job } from './job.js';

/** Milliseconds. */
const patience = 2 * 60_000;

export class ScanClusterJob implements Job {
  readonly definition = scanClusterJob;

  constructor(
    private readonly sources: OpenSources,
    private readonly recorder: Pick<RecordReports, 'execute'>,
    private readonly learn: LearnFromSources,
    private readonly watch: ScanWatch,
    /** Clusters at the same time in this process. */
    private readonly concurrency: number,
    private readonly logger: Logger,
  ) {}

  work(queues: JobQueues, options: WorkOptions): Promise<void> {
    return queues.work(this.definition, (job) => this.run(job), { ...options, concurrency: this.concurrency });
  }

  run(job: RunningJob<{ scan: string; source: string; cluster: ClusterReference }>): Promise<ClusterLookResult> {
    const { scan, source, cluster } = job.data;
    let redact = (text: string) => text;
    return this.watch.during(scan, source, async (over) => {
      const late = AbortSignal.timeout(patience);
      const signal = AbortSignal.any([over, job.signal, late]);
      try {
        return await this.sources.use(source, scan, async (open) => {
          redact = open.redact;
          const reports = open.inventory.lookInto?.(cluster, signal);
          if (reports === undefined) return unreached();
          const onLearned = (facts: Parameters<LearnFromSources['from']>[1]) => this.learn.from(open.known, facts);
          const looked = await look({ scan, source, open, reports, inside: true, signal, onLearned }, this.recorder);
          const changed = namesOf(looked.changed.map(({ kind, id }) => nodeKey(kind, id)));
          // What told nothing that counts, of another cluster under its name for example, did not look into this one.
          const isEntered = looked.whole && looked.seen.some(({ kind, id }) => kind === 'cluster' && id === cluster.id);
          return { outcome: isEntered ? 'completed' : 'unreached', changed, faults: looked.faults };
        });
      } catch (error) {
        const settled = settleFailure(late.aborted ? tooLate(error) : error, {
          attempt: job.attempt,
          attempts: this.definition.attempts,
          shutdown: job.signal,
          redact,
          logger: this.logger,
          about: { scan, source, cluster: cluster.id },
        });
        if (settled.kind === 'over') return unreached();
        // What fails about a cluster as a whole is a fault of that cluster; its source is fine.
        return { ...unreached(), faults: [{ ...settled.fault, subject: { kind: 'cluster', id: cluster.id } }] };
      }
    });
  }
}

const unreached = (): ClusterLookResult => ({ outcome: 'unreached', changed: {}, faults: [] });

const tooLate = (cause: unknown): SourceFailure =>
  new SourceFailure(
    { code: 'timed-out', subject: null, place: null, detail: `The look into the cluster took longer than ${patience / 60_000} minutes` },
    false,
    { cause },
  );
