import {
  type ClusterReference,
  type LearnedFact,
  type NodeName,
  type RecordReports,
  type SourceFault,
  SourceFailure,
  type SourceReport,
} from '@lockstep/fleet';
import { GatheredFaults, nodeKey, nodeOfKey } from '@lockstep/fleet/domain';
import { abortable } from './abortable.js';
import type { OpenSource } from './open-sources.js';
import { ScanOver } from './scan-watch.js';

/** Reports that are recorded together. */
const BATCH = 500;

export interface Looked {
  /** False: somebody has cancelled the scan in the middle of it. */
  readonly whole: boolean;
  readonly seen: readonly NodeName[];
  readonly changed: readonly NodeName[];
  readonly faults: readonly SourceFault[];
  /** Not read in full. */
  readonly hidden: readonly NodeName[];
  readonly clusters: readonly ClusterReference[];
}

export interface LookAt {
  readonly scan: string;
  readonly source: string;
  readonly open: OpenSource;
  readonly reports: AsyncIterable<SourceReport>;
  /** They come from inside a cluster. */
  readonly inside: boolean;
  /** Aborted with `ScanOver` when the scan is over; any other reason is thrown. */
  readonly signal: AbortSignal;
  readonly onBatch?: (soFar: { readonly seen: number; readonly changed: number; readonly faults: number }) => Promise<void>;
  readonly onLearned: (facts: readonly LearnedFact[]) => Promise<void>;
}

/** Records what a source tells, batch by batch, and keeps of it what the end of the look needs to know. */
export async function look(at: LookAt, recorder: Pick<RecordReports, 'execute'>): Promise<Looked> {
  const seen = new Set<string>();
  const changed = new Set<string>();
  const faults = new GatheredFaults();
  const clusters: ClusterReference[] = [];
  let batch: SourceReport[] = [];
  const flush = async () => {
    const reports = batch;
    batch = [];
    const learned = reports.flatMap((report) => (report.report === 'learned' ? [report.learned] : []));
    if (learned.length > 0) await at.onLearned(learned);
    for (const report of reports) if (report.report === 'cluster') clusters.push(report.cluster);
    const { scan, source, inside } = at;
    const outcome = await recorder.execute({ scan, source, inside, reports });
    if (outcome.outcome === 'not-running') throw new ScanOver(`scan ${scan}; look at ${source}; it must be running; found it over`);
    if (outcome.outcome === 'not-recorded')
      throw new Error(`scan ${scan}; look at ${source}; reports; must be recorded; ${outcome.reason}`);
    for (const { kind, id } of outcome.seen) seen.add(nodeKey(kind, id));
    for (const { kind, id } of outcome.changed) changed.add(nodeKey(kind, id));
    faults.add(outcome.faults);
    await at.onBatch?.({ seen: seen.size, changed: changed.size, faults: faults.faults.length + faults.omitted });
  };
  const looked = (whole: boolean): Looked => ({
    whole,
    seen: [...seen].map(nodeOfKey),
    changed: [...changed].map(nodeOfKey),
    faults: faults.faults,
    hidden: [...faults.hidden].map(nodeOfKey),
    clusters,
  });
  try {
    for await (const report of abortable(at.reports, at.signal)) {
      batch.push(withoutSecrets(report, at.open.redact));
      if (batch.length >= BATCH) await flush();
    }
    await flush();
    return looked(true);
  } catch (error) {
    if (error instanceof ScanOver) return looked(false);
    throw error instanceof SourceFailure ? error : at.signal.aborted ? (at.signal.reason as Error) : error;
  }
}

/** A fault may repeat what a library or the other side has said of a login. */
function withoutSecrets(report: SourceReport, redact: (text: string) => string): SourceReport {
  return report.report === 'fault' ? { ...report, fault: redactFault(report.fault, redact) } : report;
}

export const redactFault = (fault: SourceFault, redact: (text: string) => string): SourceFault => ({
  ...fault,
  place: fault.place === null ? null : redact(fault.place),
  detail: redact(fault.detail),
});
