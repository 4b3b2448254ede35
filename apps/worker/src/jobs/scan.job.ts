import {
  type ClusterLookResult,
  type EndScan,
  type EndSourceLook,
  keysOf,
  type KnownScan,
  type NodeName,
  type ReadScans,
  scanClusterJob,
  scanClusterJobId,
  scanJob,
  type ScanOutcome,
  scanSourceJob,
  scanSourceJobId,
  type SourceFault,
  type SourceLookResult,
  type SourceRegistry,
} from '@lockstep/fleet';
import { nodeOfKey } from '@lockstep/fleet/domain';
import type { JobEnd, JobQueues, Logger, RunningJob, WorkOptions } from '@lockstep/platform';
import type { Job } from './job.js';

type Run = RunningJob<{ scan: string }>;
type Looked = Exclude<SourceLookResult, { outcome: 'failed' }>;

/** A source with its place among those of the scan, in text order: ids of jobs are made of it. */
interface Placed {
  readonly source: string;
  readonly place: number;
}

export interface ScanServices {
  readonly scans: Pick<ReadScans, 'find'>;
  readonly registry: Pick<SourceRegistry, 'find'>;
  readonly endSourceLook: Pick<EndSourceLook, 'execute'>;
  readonly endScan: Pick<EndScan, 'execute'>;
  /** What follows from a scan; never throws. */
  readonly afterwards: (scan: string) => Promise<void>;
}

/**
 * Leads a scan to its end. It is run from its beginning whenever those it waits for have ended: what a run decides, it decides on the record and on
 * how its children ended, so that each run comes to the same.
 */
export class ScanJob implements Job {
  readonly definition = scanJob;

  constructor(
    private readonly services: ScanServices,
    private readonly logger: Logger,
  ) {}

  /** While it waits it holds no place. */
  work(queues: JobQueues, options: WorkOptions): Promise<void> {
    return queues.work(this.definition, (job) => this.run(job), { ...options, concurrency: 2 });
  }

  async run(job: Run): Promise<{ outcome: ScanOutcome | 'unknown' }> {
    const { scan } = job.data;
    const known = await this.services.scans.find(scan);
    if (!known) {
      this.logger.error({ scan }, 'scan is not on record; there is nothing to run');
      return { outcome: 'unknown' };
    }
    if (known.status !== 'running' && known.status !== 'cancelling') return { outcome: known.status };
    for (const stage of await this.planStages(known)) {
      const current = await this.services.scans.find(scan);
      if (current?.status === 'running') await this.lookAt(job, stage);
      else await this.giveUp(scan, stage, current);
    }
    const ended = await this.services.endScan.execute({ scan, actor: 'system:scans' });
    if (ended.outcome === 'not-recorded') throw new Error(`scan ${scan}; its end; must be recorded; ${ended.reason}`);
    if (ended.outcome === 'unknown') return { outcome: 'unknown' };
    this.logger.info({ scan, outcome: ended.result }, 'scan has ended');
    await this.services.afterwards(scan);
    return { outcome: ended.result };
  }

  /** NSX managers come last: they name clusters by an identity that Supervisors tell. */
  private async planStages({ looks }: KnownScan): Promise<readonly (readonly Placed[])[]> {
    const placed = Object.keys(looks)
      .toSorted((a, b) => (a < b ? -1 : 1))
      .map((source, place) => ({ source, place }));
    const last = new Set<string>();
    for (const { source } of placed) if ((await this.services.registry.find(source))?.speaksFor.kind === 'nsx-manager') last.add(source);
    return [placed.filter(({ source }) => !last.has(source)), placed.filter(({ source }) => last.has(source))];
  }

  private async lookAt({ data: { scan }, join }: Run, stage: readonly Placed[]): Promise<void> {
    const looks = await join(
      scanSourceJob,
      stage.map(({ source, place }) => ({ id: scanSourceJobId(scan, place), data: { scan, source } })),
    );
    const results = looks.map((end) => resultOf(end));
    const clusters = stage.flatMap(({ source, place }, index) => {
      const result = results[index]!;
      if (result.outcome === 'failed') return [];
      return result.clusters.map((cluster, at) => ({ id: scanClusterJobId(scan, place, at), data: { scan, source, cluster } }));
    });
    const insides = await join(scanClusterJob, clusters);
    const bySource = new Map<string, Inside[]>(stage.map(({ source }) => [source, []]));
    for (const [index, { data }] of clusters.entries()) bySource.get(data.source)!.push({ id: data.cluster.id, end: insides[index]! });
    for (const [index, { source }] of stage.entries()) await this.endLook(scan, source, results[index]!, bySource.get(source)!);
  }

  private async endLook(scan: string, source: string, result: SourceLookResult, insides: readonly Inside[]): Promise<void> {
    const takenAt = result.outcome === 'failed' ? new Date().toISOString() : result.takenAt;
    const order = { scan, source, takenAt, result: result.outcome === 'failed' ? result : mergeLook(result, insides) };
    const ended = await this.services.endSourceLook.execute(order);
    if (ended.outcome === 'not-recorded') throw new Error(`scan ${scan}; look at ${source}; its end; must be recorded; ${ended.reason}`);
    // A run that comes again finds it ended.
    if (result.outcome === 'failed' && ended.outcome === 'recorded')
      this.logger.warn({ scan, source, fault: result.fault.code }, `source could not be looked at: ${result.fault.detail}`);
  }

  /** Somebody has cancelled the scan before these were looked at. */
  private async giveUp(scan: string, stage: readonly Placed[], current: KnownScan | undefined): Promise<void> {
    const nothing = { outcome: 'partial', seen: [], changed: [], unreached: [], faults: [] } as const;
    for (const { source } of stage)
      if (current?.looks[source]?.outcome === 'unended')
        await this.services.endSourceLook.execute({ scan, source, takenAt: new Date().toISOString(), result: nothing });
  }
}

interface Inside {
  /** Of the cluster. */
  readonly id: string;
  readonly end: JobEnd<ClusterLookResult>;
}

/** A look and all looks into the clusters it has told of. */
function mergeLook({ outcome, seen, changed, hidden, faults }: Looked, insides: readonly Inside[]) {
  const results = insides.map(({ end }) => (end.outcome === 'completed' ? end.result : undefined));
  const unreached = insides
    .filter((_, index) => results[index]?.outcome !== 'completed')
    .map(({ id }): NodeName => ({ kind: 'cluster', id }));
  const lost = insides.filter((_, index) => results[index] === undefined).map(({ id }) => brokenOff({ kind: 'cluster', id }));
  return {
    outcome,
    seen: namesIn(keysOf(seen)),
    changed: namesIn([...new Set([changed, ...results.flatMap((result) => result?.changed ?? [])].flatMap(keysOf))]),
    unreached: [...namesIn(keysOf(hidden)), ...unreached],
    entered: insides.filter((_, index) => results[index]?.outcome === 'completed').map(({ id }): NodeName => ({ kind: 'cluster', id })),
    faults: [...faults, ...results.flatMap((result) => result?.faults ?? []), ...lost],
  };
}

const namesIn = (keys: readonly string[]): NodeName[] => keys.map(nodeOfKey);

const resultOf = (end: JobEnd<SourceLookResult>): SourceLookResult =>
  end.outcome === 'completed' ? end.result : { outcome: 'failed', fault: brokenOff(null) };

/** The job itself has failed: its worker died again and again, or the database was away for long. */
const brokenOff = (subject: NodeName | null): SourceFault => ({
  code: 'unreachable',
  subject,
  place: null,
  detail: 'The look was broken off; the log of the worker names the reason',
});
