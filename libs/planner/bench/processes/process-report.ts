import type { Objective, PlanSpec } from '@lockstep/documents';

export interface SolverAnswer {
  /** `gave-up`: the solver ended without an answer. */
  readonly outcome: 'feasible' | 'infeasible' | 'gave-up';
  readonly objective: Objective | null;
  /** CPU seconds for this problem alone. */
  readonly seconds: number;
  readonly steps: number | null;
}

/** What a measured process prints as its last line. */
export interface ProcessReport {
  readonly answers: readonly SolverAnswer[];
  /** CPU seconds by phase. */
  readonly phases: Readonly<Record<'read' | 'compute' | 'write', number>> | null;
  /** User and system time of the process from its start, in seconds. */
  readonly cpu: number;
  /** Peak resident set, in MB of 10^6 bytes. */
  readonly rss: number;
}

export function cpuSeconds(): number {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  return (userCPUTime + systemCPUTime) / 1e6;
}

export function printReport(report: Pick<ProcessReport, 'answers' | 'phases'>): void {
  const whole: ProcessReport = { ...report, cpu: cpuSeconds(), rss: (process.resourceUsage().maxRSS * 1024) / 1e6 };
  process.stdout.write(`${JSON.stringify(whole)}\n`);
}

export function answerOf({ outcome, objective, steps, optimal }: PlanSpec, seconds: number): SolverAnswer {
  if (!optimal) return { outcome: 'gave-up', objective, seconds, steps: steps.length };
  if (outcome === 'planned' || outcome === 'nothing-to-do') return { outcome: 'feasible', objective, seconds, steps: steps.length };
  return { outcome: 'infeasible', objective: null, seconds, steps: null };
}
