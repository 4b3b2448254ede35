import { readFileSync } from 'node:fs';
import type { Objective, PlanSpec } from '@lockstep/documents';

export interface SolverAnswer {
  /** `gave-up`: the solver ended without an answer. */
  readonly outcome: 'feasible' | 'infeasible' | 'gave-up';
  readonly objective: Objective | null;
  /** CPU seconds for this problem alone. */
  readonly seconds: number;
  /** What the planner's search for a plan laid out: states, and entries of frontiers. `null`: not the planner, or not counted. */
  readonly states: number | null;
  /** Of the planner's answer: what `latest` was decided to be, and the length of the longest chain of steps, each `after` the one before. */
  readonly latest: PlanSpec['latest'];
  readonly layers: number;
}

/**
 * CPU seconds of one plan made again: for reading and digesting the changed fleet, for classes and search, for steps and their premises, for the digest of the plan
 * and its proof, and for writing it. `whole` is measured by itself.
 */
export type Replan = Readonly<Record<'read' | 'search' | 'steps' | 'proof' | 'write' | 'whole', number>>;

/** What a measured process prints as its last line. */
export interface ProcessReport {
  readonly answers: readonly SolverAnswer[];
  /** CPU seconds by phase. */
  readonly phases: Readonly<Record<'read' | 'compute' | 'write', number>> | null;
  /** Plans made again, each after one event. */
  readonly replans?: readonly Replan[];
  /** User and system time of the process from its start, in seconds. */
  readonly cpu: number;
  /** Peak resident set, in MB of 10^6 bytes. */
  readonly rss: number;
}

export function cpuSeconds(): number {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  return (userCPUTime + systemCPUTime) / 1e6;
}

export function printReport(report: Omit<ProcessReport, 'cpu' | 'rss'>): void {
  const whole: ProcessReport = { ...report, cpu: cpuSeconds(), rss: peakMemory() };
  process.stdout.write(`${JSON.stringify(whole)}\n`);
}

/** `maxRSS` is no less than what the parent held when it started the process, so where /proc tells the high-water mark of this program alone, that one counts. */
function peakMemory(): number {
  let kilobytes = process.resourceUsage().maxRSS;
  try {
    kilobytes = Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? kilobytes);
  } catch {
    // No /proc on this system.
  }
  return (kilobytes * 1024) / 1e6;
}

export function answerOf({ outcome, objective, steps, optimal, latest }: PlanSpec, seconds: number, states: number | null): SolverAnswer {
  const rest = { seconds, states, latest, layers: layersOf(steps) };
  if (!optimal) return { outcome: 'gave-up', objective, ...rest };
  if (outcome === 'planned' || outcome === 'nothing-to-do') return { outcome: 'feasible', objective, ...rest };
  return { outcome: 'infeasible', objective: null, ...rest };
}

export function layersOf(steps: readonly Pick<PlanSpec['steps'][number], 'id' | 'after'>[]): number {
  const depth = new Map<string, number>();
  for (const { id, after } of steps) depth.set(id, after.reduce((most, earlier) => Math.max(most, depth.get(earlier)!), 0) + 1);
  return Math.max(0, ...depth.values());
}
