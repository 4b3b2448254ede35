import { spawnLimited } from './spawn-limited.js';
import type { ProcessReport } from './process-report.js';

export type Measured =
  | { readonly outcome: 'done'; readonly report: ProcessReport }
  | { readonly outcome: 'timeout'; readonly seconds: number }
  /** It ended by itself without a report: out of memory, or a defect. `message` is the end of what it said. */
  | { readonly outcome: 'failed'; readonly message: string };

export interface MeasureOptions {
  /** CPU seconds after which the process is stopped. */
  readonly seconds: number;
  /** Node flags, such as `--cpu-prof`. */
  readonly flags?: readonly string[];
}

/** Runs one built process with default Node flags, as a user would. */
export async function measure(file: string, args: readonly string[], { seconds, flags = [] }: MeasureOptions): Promise<Measured> {
  const { code, limited, stdout, stderr } = await spawnLimited(process.execPath, [...flags, file, ...args], seconds).ended;
  if (limited) return { outcome: 'timeout', seconds };
  if (code !== 0) return { outcome: 'failed', message: stderr.trim().slice(-2000) };
  return { outcome: 'done', report: JSON.parse(stdout) as ProcessReport };
}

/** Above so many CPU seconds one run is enough: start-up and chance weigh little. */
const LONG = 2;

/** The cheapest of several runs: other work on the machine only ever adds. Stops after the first run that does not finish, or takes long. */
export async function measureBest(file: string, args: readonly string[], runs: number, options: MeasureOptions): Promise<Measured> {
  let best = await measure(file, args, options);
  for (let run = 1; run < runs && best.outcome === 'done' && best.report.cpu < LONG; run++) {
    const next = await measure(file, args, options);
    if (next.outcome !== 'done') return best;
    if (next.report.cpu < best.report.cpu) best = next;
  }
  return best;
}
