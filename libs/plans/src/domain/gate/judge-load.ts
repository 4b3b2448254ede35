import type { GateReason } from './gate-reason.js';

/** What was reported of real flows after a step. Times are RFC 3339. */
export interface LoadReport {
  /** What a later report names that corrects this one. */
  readonly id: string;
  /** When it was reported. */
  readonly at: string;
  /** Between which times the flows were watched; null: from when the step was seen done, and until it was reported. */
  readonly from: string | null;
  readonly to: string | null;
  readonly flows: number;
  readonly dropped: number;
  /** An earlier report that counts no more, since who reports says why. */
  readonly corrects: string | null;
}

/** How much has to be watched at least, by one report, for it to be load: a packet is none, and what was watched before the move says nothing of it. */
export interface LeastLoad {
  readonly minutes: number;
  readonly flows: number;
}

export interface LoadFacts {
  readonly step: string;
  /** When the step had succeeded everywhere. */
  readonly since: string;
  /** Of the soak: no report has to cover more than that. */
  readonly minutes: number;
  readonly loads: readonly LoadReport[];
  readonly least: LeastLoad;
}

const MINUTE = 60_000;

/** Dropped flows hold until they are corrected by name: a clean report that comes later says nothing about them. */
export function judgeLoad({ step, since, minutes, loads, least }: LoadFacts): GateReason[] {
  // Of a soak without a beginning that can be read nothing is known, and it never ends.
  if (Number.isNaN(Date.parse(since))) return [];
  const reports = loads.filter(({ at }) => Date.parse(at) >= Date.parse(since)).toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
  const isCorrected = ({ id, at }: LoadReport): boolean =>
    reports.some((later) => later.corrects === id && later.id !== id && Date.parse(later.at) >= Date.parse(at));
  const standing = reports.filter((report) => !isCorrected(report));
  const bad = standing.find(({ dropped }) => dropped > 0);
  if (bad) return [{ reason: 'flows-dropped', step, flows: bad.flows, dropped: bad.dropped, report: bad.id }];
  const needed = Math.min(least.minutes, minutes);
  const lengths = standing.map((report) => ({ flows: report.flows, minutes: minutesOf(report, since) }));
  if (lengths.some((one) => one.flows >= least.flows && one.minutes >= needed)) return [];
  const [best] = lengths.toSorted((a, b) => b.minutes - a.minutes || b.flows - a.flows);
  const why =
    best === undefined
      ? null
      : `one report has to cover ${needed} min after the step was seen done with ${least.flows} flows; the longest covers ${Math.floor(best.minutes)} min with ${best.flows}`;
  return [{ reason: 'load-evidence-missing', step, why }];
}

/** What began before the step was seen done is not of its load, whatever it covers; what ends after it was reported has not been watched yet. */
function minutesOf({ at, from, to }: LoadReport, since: string): number {
  const begin = Date.parse(from ?? since);
  const end = Math.min(Date.parse(to ?? at), Date.parse(at));
  return begin < Date.parse(since) ? -1 : (end - begin) / MINUTE;
}
