import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type { Objective } from '@lockstep/documents';
import { peakMemoryOf } from '../processes/peak-memory.js';
import { spawnLimited } from '../processes/spawn-limited.js';

export interface ClingoRun {
  /** `optimal` and `infeasible` are proven within the layers given; `timeout` says nothing. */
  readonly outcome: 'optimal' | 'infeasible' | 'timeout';
  readonly objective: Objective | null;
  /** CPU seconds, grounding included, as clingo reports them; `null` when it was stopped. */
  readonly cpu: number | null;
  /** Peak resident set in MB; `null` where /proc does not tell. */
  readonly rss: number | null;
}

/** The version of the installed clingo (Debian package `gringo`), or `null`. */
export function findClingo(): string | null {
  const { status, stdout } = spawnSync('clingo', ['--version'], { encoding: 'utf8' });
  return status === 0 ? (/clingo version (\S+)/.exec(stdout)?.[1] ?? 'unknown') : null;
}

interface Output {
  readonly Result: string;
  readonly Time: { readonly CPU: number };
  readonly Call?: readonly { readonly Witnesses?: readonly { readonly Value?: readonly string[] }[] }[];
}

/** Solves a written problem in one thread. Throws when clingo fails in another way than by the time limit. */
export async function runClingo(root: string, factsFile: string, layers: number, seconds: number): Promise<ClingoRun> {
  const rules = path.join(root, 'libs/planner/bench/clingo/rules.lp');
  // Unsatisfiable cores prove optima of sums of unit costs much sooner than branch and bound does.
  const child = spawnLimited(
    'clingo',
    [rules, factsFile, '-c', `h=${layers}`, '--outf=2', '--opt-strategy=usc,k,0,4', '--warn=none'],
    seconds,
  );
  const memory = peakMemoryOf(child.pid);
  const { limited, stdout, stderr } = await child.ended;
  const rss = memory.stop();
  if (limited) return { outcome: 'timeout', objective: null, cpu: null, rss };
  let output: Output;
  try {
    output = JSON.parse(stdout) as Output;
  } catch (cause) {
    throw new Error(`clingo; ${factsFile}; must answer in JSON; found ${stderr.slice(0, 500) || stdout.slice(0, 500)}`, { cause });
  }
  const cpu = output.Time.CPU;
  if (output.Result === 'UNSATISFIABLE') return { outcome: 'infeasible', objective: null, cpu, rss };
  // clingo answers the signal of a used-up limit by stopping orderly, with the best it has.
  if (output.Result === 'UNKNOWN' || output.Result === 'SATISFIABLE') return { outcome: 'timeout', objective: null, cpu: null, rss };
  if (output.Result !== 'OPTIMUM FOUND')
    throw new Error(`clingo; ${factsFile}; must end with an optimum or a proof that there is none; found ${output.Result}`);
  return { outcome: 'optimal', objective: objectiveOf(output), cpu, rss };
}

/** Counted from the answer: clingo leaves out of its costs what the grounder found to be zero. The last answer is the best one. */
function objectiveOf({ Call }: Output): Objective {
  const spent = Call?.at(-1)?.Witnesses?.at(-1)?.Value ?? [];
  const count = (kind: string) => spent.filter((atom) => atom.startsWith(`spent(${kind},`)).length;
  return { sharedHops: count('shared'), clusterRollouts: count('rollout'), addonHops: count('addon') };
}
