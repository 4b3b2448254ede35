import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Objective } from '@lockstep/documents';
import type { Series } from './bench-cases.js';
import { encode } from './clingo/facts.js';
import { runClingo } from './clingo/run-clingo.js';
import type { BenchProblem } from './families/bench-problem.js';
import { type WrittenProblem, writeProblem } from './families/write-problem.js';
import type { ProcessName } from './processes/build-processes.js';
import { type Measured, measure, measureBest } from './processes/measure.js';
import type { Replan, SolverAnswer } from './processes/process-report.js';
import { readProblem } from './processes/read-problem.js';

export interface Bench {
  readonly root: string;
  readonly folder: string;
  readonly processes: Readonly<Record<ProcessName, string>>;
  /** CPU seconds for one measurement. */
  readonly seconds: number;
  readonly runs: number;
  readonly clingo: string | null;
}

/** What a solver took; seconds of CPU, MB. */
export type Taken =
  | { readonly kind: 'done'; readonly cpu: number; readonly rss: number | null; readonly answers: readonly SolverAnswer[] }
  | { readonly kind: 'limit'; readonly seconds: number }
  | { readonly kind: 'gave-up' }
  | { readonly kind: 'failed'; readonly message: string }
  /** A smaller one of the series was not reached, or the series does not compare. */
  | { readonly kind: 'not-tried' };

export interface Row {
  readonly title: string;
  readonly name: string;
  readonly family: string;
  readonly problems: number;
  readonly clusters: number;
  readonly supervisors: number;
  readonly classes: number | null;
  readonly fleetBytes: number;
  readonly planner: Taken;
  readonly phases: Readonly<Record<'read' | 'compute' | 'write', number>> | null;
  readonly pass: Taken;
  readonly oracle: Taken;
  readonly clingo: Taken;
  /** Problems of this row on which clingo came to an end. */
  readonly clingoFinished: number;
  readonly disagreements: readonly string[];
  readonly replan: Replanned;
}

/** A plan made again after one event; the medians of several. */
export type Replanned =
  { readonly kind: 'done'; readonly plans: number; readonly median: Replan } | Exclude<Taken, { readonly kind: 'done' }>;

const NOT_TRIED = { kind: 'not-tried' } as const;
/** A batch is many problems, and gets so many times the limit of one. */
const BATCH_LIMITS = 6;
/** A process that plans again and again. */
const REPLAN_LIMITS = 10;
/** Random problems are small: one that clingo cannot solve quickly says little, and there are hundreds of them. */
const BATCH_CLINGO_SECONDS = 10;

export async function* runSeries(bench: Bench, series: Series): AsyncGenerator<Row> {
  const tired = { planner: false, oracle: false, clingo: false };
  const groups = series.batch ? [series.problems] : series.problems.map((problem) => [problem]);
  for (const group of groups) {
    if (tired.planner) {
      yield skippedRow(series, group[0]!());
      continue;
    }
    const written = group.map((make) => writeProblem(bench.folder, make()));
    const limit = { seconds: series.batch ? BATCH_LIMITS * bench.seconds : bench.seconds };
    const planner = await measureBest(bench.processes.plan, argumentsOf(written), bench.runs, limit);
    const oracle = series.compare && !tired.oracle ? await measure(bench.processes.oracle, argumentsOf(written), limit) : null;
    const pass = series.batch ? null : await measureBest(bench.processes.pass, [written[0]!.fleetFile], bench.runs, limit);
    const isPlannedAgain = written[0]!.problem.clusters === series.replanAt && planner.outcome === 'done';
    const replan = isPlannedAgain
      ? await measure(bench.processes.replan, argumentsOf(written), { seconds: REPLAN_LIMITS * bench.seconds })
      : null;
    const answers = planner.outcome === 'done' ? planner.report.answers : [];
    const clingo =
      series.compare && !tired.clingo && bench.clingo !== null && answers.length > 0
        ? await clingoOver(bench, written, answers, series.batch ?? false)
        : null;
    const row: Row = {
      title: series.title,
      ...describe(series, written),
      planner: takenBy(planner),
      phases: planner.outcome === 'done' ? planner.report.phases : null,
      pass: takenBy(pass),
      oracle: takenBy(oracle),
      clingo: clingo?.taken ?? NOT_TRIED,
      clingoFinished: clingo?.answers.filter((answer) => answer.outcome !== 'gave-up').length ?? 0,
      disagreements: disagreementsOf(written, answers, oracle?.outcome === 'done' ? oracle.report.answers : [], clingo?.answers ?? []),
      replan: replannedBy(replan),
    };
    tired.planner ||= row.planner.kind !== 'done';
    tired.oracle ||= row.oracle.kind !== 'done';
    tired.clingo ||= clingo !== null && clingo.taken.kind !== 'done';
    for (const { files } of written) for (const file of files) rmSync(file);
    yield row;
  }
}

/** Where the planner was not reached before, nobody is asked: there would be nothing to compare with. */
const skippedRow = ({ title }: Series, { name, family, clusters, supervisors }: BenchProblem): Row => ({
  title,
  name,
  family,
  problems: 1,
  clusters,
  supervisors,
  classes: null,
  fleetBytes: 0,
  planner: NOT_TRIED,
  phases: null,
  pass: NOT_TRIED,
  oracle: NOT_TRIED,
  clingo: NOT_TRIED,
  clingoFinished: 0,
  disagreements: [],
  replan: NOT_TRIED,
});

const argumentsOf = (written: readonly WrittenProblem[]): string[] => written.map(({ files }) => files.join(','));

function describe(
  { batch }: Series,
  written: readonly WrittenProblem[],
): Pick<Row, 'name' | 'family' | 'problems' | 'clusters' | 'supervisors' | 'classes' | 'fleetBytes'> {
  const [first] = written;
  const total = (value: (one: WrittenProblem) => number) => written.reduce((sum, one) => sum + value(one), 0);
  return {
    name: batch ? `${written.length} problems` : first!.problem.name,
    family: first!.problem.family,
    problems: written.length,
    clusters: total(({ problem }) => problem.clusters),
    supervisors: total(({ problem }) => problem.supervisors),
    classes: total(({ classes }) => classes),
    fleetBytes: total(({ fleetBytes }) => fleetBytes),
  };
}

function takenBy(measured: Measured | null): Taken {
  if (measured === null) return NOT_TRIED;
  if (measured.outcome === 'timeout') return { kind: 'limit', seconds: measured.seconds };
  if (measured.outcome === 'failed') return { kind: 'failed', message: measured.message };
  const { cpu, rss, answers } = measured.report;
  return answers.length === 1 && answers[0]!.outcome === 'gave-up' ? { kind: 'gave-up' } : { kind: 'done', cpu, rss, answers };
}

function replannedBy(measured: Measured | null): Replanned {
  const taken = takenBy(measured);
  if (taken.kind !== 'done') return taken;
  const { replans = [] } = (measured as Measured & { readonly outcome: 'done' }).report;
  const middle = (part: keyof Replan) => replans.map((replan) => replan[part]).sort((a, b) => a - b)[replans.length >> 1]!;
  const median = {
    read: middle('read'),
    search: middle('search'),
    steps: middle('steps'),
    proof: middle('proof'),
    write: middle('write'),
    whole: middle('whole'),
  };
  return { kind: 'done', plans: replans.length, median };
}

interface ClingoAnswers {
  readonly taken: Taken;
  readonly answers: readonly SolverAnswer[];
}

/** One clingo process per problem; of a batch, those that it does not finish are counted and left out of the sum. */
async function clingoOver(
  bench: Bench,
  written: readonly WrittenProblem[],
  planned: readonly SolverAnswer[],
  batch: boolean,
): Promise<ClingoAnswers> {
  const answers: SolverAnswer[] = [];
  let [cpu, rss] = [0, 0];
  for (const [index, one] of written.entries()) {
    const { outcome: claimed, latest, layers: planLayers } = planned[index]!;
    const seconds = batch ? BATCH_CLINGO_SECONDS : bench.seconds;
    const input = readProblem(one.files.map((file) => ({ file, text: readFileSync(file, 'utf8') })));
    const { facts, safeHorizon } = encode(input, latest);
    const factsFile = path.join(bench.folder, `${one.problem.name}.lp`);
    writeFileSync(factsFile, facts);
    // Within as many layers as the plan has, clingo proves that nothing cheaper is as short. Random problems are proven without that help.
    const layers = batch || claimed !== 'feasible' ? safeHorizon : Math.min(safeHorizon, planLayers);
    const run = await runClingo(bench.root, factsFile, layers, seconds);
    rmSync(factsFile);
    cpu += run.cpu ?? 0;
    rss = Math.max(rss, run.rss ?? 0);
    const outcome = run.outcome === 'timeout' ? 'gave-up' : run.outcome === 'optimal' ? 'feasible' : 'infeasible';
    answers.push({ outcome, objective: run.objective, seconds: run.cpu ?? seconds, states: null, latest, layers });
  }
  if (!batch && answers[0]!.outcome === 'gave-up') return { taken: { kind: 'limit', seconds: bench.seconds }, answers };
  return { taken: { kind: 'done', cpu, rss: rss || null, answers }, answers };
}

const say = ({ outcome, objective }: Pick<SolverAnswer, 'outcome' | 'objective'>): string =>
  outcome === 'feasible' ? renderObjective(objective!) : outcome;

export const renderObjective = ({ sharedHops, clusterRollouts, addonHops }: Objective): string =>
  `${sharedHops}/${clusterRollouts}/${addonHops}`;

/** Every problem on which two solvers, or planner and generator, contradict each other. Giving up is no contradiction. */
export function disagreementsOf(
  written: readonly Pick<WrittenProblem, 'problem'>[],
  planner: readonly SolverAnswer[],
  oracle: readonly SolverAnswer[],
  clingo: readonly SolverAnswer[],
): string[] {
  return planner.flatMap((answer, index) => {
    const { name, expected } = written[index]!.problem;
    if (answer.outcome === 'gave-up') return [];
    const found: string[] = [];
    if (expected !== 'either' && answer.outcome !== expected) found.push(`${name}; planner; must be ${expected}; found ${say(answer)}`);
    for (const [solver, other] of [
      ['brute force', oracle[index]],
      ['clingo', clingo[index]],
    ] as const)
      if (other && other.outcome !== 'gave-up' && say(other) !== say(answer))
        found.push(`${name}; planner and ${solver}; must agree; found ${say(answer)} and ${say(other)}`);
    return found;
  });
}
