import { checkSourceJob, type SourceCheckResult, SourceFailure, type SourceFault } from '@lockstep/fleet';
import type { JobQueues, Logger, RunningJob, WorkOptions } from '@lockstep/platform';
import { abortable } from '../scans/abortable.js';
import { settleFailure } from '../scans/attempt.js';
import { redactFault } from '../scans/look.js';
import type { OpenSource, OpenSources } from '../scans/open-sources.js';
import type { Job } from './job.js';

/** Milliseconds: a person waits. */
const patience = 25_000;

/** Logs in and reads until the source has told of the node it speaks for, and records nothing. */
export class CheckSourceJob implements Job {
  readonly definition = checkSourceJob;

  constructor(
    private readonly sources: OpenSources,
    private readonly logger: Logger,
  ) {}

  work(queues: JobQueues, options: WorkOptions): Promise<void> {
    return queues.work(this.definition, (job) => this.run(job), { ...options, concurrency: 4 });
  }

  async run(job: RunningJob<{ source: string }>): Promise<SourceCheckResult> {
    const { source } = job.data;
    const began = performance.now();
    const took = () => Math.round(performance.now() - began);
    let redact = (text: string) => text;
    const late = AbortSignal.timeout(patience);
    try {
      return await this.sources.use(source, job.id, async (open) => {
        redact = open.redact;
        return { outcome: 'reached', ...(await readFirst(open, AbortSignal.any([job.signal, late]))), took: took() };
      });
    } catch (error) {
      const settled = settleFailure(late.aborted ? tooLate(error) : error, {
        attempt: 1,
        attempts: 1,
        shutdown: job.signal,
        redact,
        logger: this.logger,
        about: { source },
      });
      return { outcome: 'failed', versions: {}, faults: settled.kind === 'fault' ? [settled.fault] : [], took: took() };
    }
  }
}

async function readFirst({ inventory, known, redact }: OpenSource, signal: AbortSignal) {
  const faults: SourceFault[] = [];
  for await (const report of abortable(inventory.look(signal), signal)) {
    if (report.report === 'fault') faults.push(redactFault(report.fault, redact));
    if (report.report !== 'sighting') continue;
    const { subject, versions = {} } = report.sighting;
    if ('id' in subject && subject.id === known.speaksFor.id && subject.kind === known.speaksFor.kind) return { versions, faults };
  }
  return { versions: {}, faults };
}

const tooLate = (cause: unknown): SourceFailure =>
  new SourceFailure(
    { code: 'timed-out', subject: null, place: null, detail: `The source did not answer within ${patience / 1_000} s` },
    false,
    { cause },
  );
