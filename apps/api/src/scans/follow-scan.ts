import { setTimeout as sleep } from 'node:timers/promises';
import { type KnownScan, type ReadScans, scanJob, scanSourceJob, scanSourceJobId } from '@lockstep/fleet';
import type { JobProgress, JobQueues } from '@lockstep/platform';
import type { SsePage } from '../http/sse.js';
import { noProgress, renderScan, type ScanProgress } from './render-scan.js';

/** Scans as they are on record, with what the queue tells of those that run. */
export class FollowScan {
  constructor(
    private readonly scans: Pick<ReadScans, 'find'>,
    private readonly queues: Pick<JobQueues, 'find'>,
    /** Milliseconds between two looks at a scan that runs. */
    private readonly pause = 1_000,
  ) {}

  /** Best effort: a queue that does not answer hides the progress, not the scan. */
  async readProgress(known: KnownScan): Promise<ScanProgress> {
    if (known.endedAt !== null) return noProgress;
    try {
      const [job, ...looks] = await Promise.all([this.queues.find(scanJob, known.id), ...this.findLooks(known)]);
      const soFar = new Map(looks.flatMap(({ source, progress }) => (progress === undefined ? [] : [[source, progress] as const])));
      return { children: job?.children ?? null, soFar };
    } catch {
      return noProgress;
    }
  }

  /** The scan whenever it looks otherwise, until it has ended. Each event is the whole of it, so that nothing is missed by who comes late. */
  async *follow(id: string, signal: AbortSignal): AsyncGenerator<SsePage> {
    for (let told = ''; !signal.aborted;) {
      const known = await this.scans.find(id);
      if (known === undefined) return;
      const data = renderScan(known, await this.readProgress(known));
      const text = JSON.stringify(data);
      const event = known.endedAt === null ? 'progress' : 'ended';
      if (text !== told) yield { events: [{ id: String(known.position), event, data }] };
      told = text;
      if (known.endedAt !== null) return;
      await sleep(this.pause, undefined, { signal }).catch(() => {});
    }
  }

  /** As the worker numbers them. */
  private findLooks({ id, looks }: KnownScan): Promise<{ source: string; progress: JobProgress | undefined }>[] {
    const sources = Object.keys(looks).toSorted((a, b) => (a < b ? -1 : 1));
    return sources.map(async (source, place) => {
      if (looks[source]?.outcome !== 'unended') return { source, progress: undefined };
      return { source, progress: (await this.queues.find(scanSourceJob, scanSourceJobId(id, place)))?.progress };
    });
  }
}
