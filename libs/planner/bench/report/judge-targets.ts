import { cpuOf, exponentOf, renderReplan, renderTaken, type Results } from './render-results.js';
import type { Row } from '../run-series.js';
import { UNIT_DURATIONS } from '../schedule/measure-schedules.js';

export interface TargetVerdict {
  readonly target: string;
  readonly measured: string;
  readonly verdict: 'met' | 'MISSED' | 'not measured';
}

const verdictOf = (target: string, measured: string, met: boolean | null): TargetVerdict => ({
  target,
  measured,
  verdict: met === null ? 'not measured' : met ? 'met' : 'MISSED',
});

/** The numbers that the planner is built to reach, each with what this run found. A size that was not reached is a miss, one that was not asked for is not measured. */
export function judgeTargets(results: Results): TargetVerdict[] {
  const { rows, empty } = results;
  const open = rows.filter(({ family, title }) => family === 'chain' && !title.startsWith('Short'));
  const at = (list: readonly Row[], clusters: number) => list.find((row) => row.clusters === clusters);
  return [
    optimality(rows),
    hundredThousand(at(open, 100_000), empty),
    million(at(open, 1_000_000)),
    growth(
      at(open, 1000),
      open.findLast((row) => row.clusters >= 100_000),
      empty,
    ),
    realWidth(rows.filter(({ family, clusters }) => family === 'reference' && clusters === 1000)),
    againstClingo(rows.filter(({ problems, clingo }) => problems === 1 && clingo.kind === 'done')),
    refusal(rows.find(({ family, clusters }) => family === 'chain-blocked' && clusters === 100_000)),
    again(open.find(({ clusters }) => clusters === 100_000)),
    schedules(results.schedules),
  ];
}

function optimality(rows: readonly Row[]): TargetVerdict {
  const target = 'Equal to brute force on 10,000 random problems, every plan proven again';
  const batch = rows.find(({ family }) => family === 'random');
  if (batch?.planner.kind !== 'done' || batch.oracle.kind !== 'done')
    return verdictOf(target, 'planner or brute force did not finish', null);
  const compared = batch.oracle.answers.filter(({ outcome }) => outcome !== 'gave-up').length;
  const found = `${compared} problems compared here, ${batch.disagreements.length} disagreements; \`npm run test:props -- --runs 10000\` is the full number`;
  return verdictOf(target, found, batch.disagreements.length > 0 ? false : compared >= 10_000 ? true : null);
}

function unreached(row: Row | undefined): string {
  if (!row) return 'not part of this run';
  return row.planner.kind === 'not-tried' ? 'not tried: a smaller one was not reached within the limit' : renderTaken(row.planner);
}

function hundredThousand(row: Row | undefined, empty: number): TargetVerdict {
  const target = '100,000 clusters, 100 Supervisors, some 7,000 classes: at most 0.4 CPU-s over an empty Node process, and 120 MB';
  if (row?.planner.kind !== 'done') return verdictOf(target, unreached(row), row ? false : null);
  const { cpu, rss } = row.planner;
  return verdictOf(target, `${(cpu - empty).toFixed(2)} CPU-s, ${rss!.toFixed(0)} MB`, cpu - empty <= 0.4 && rss! <= 120);
}

function million(row: Row | undefined): TargetVerdict {
  const target = '1,000,000 clusters: at most three times one pass over the bytes, plus 0.5 s';
  const [cpu, pass] = [row ? cpuOf(row.planner) : null, row ? cpuOf(row.pass) : null];
  if (cpu === null || pass === null) return verdictOf(target, unreached(row), row ? false : null);
  return verdictOf(target, `${cpu.toFixed(1)} CPU-s; allowed ${(3 * pass + 0.5).toFixed(1)}`, cpu <= 3 * pass + 0.5);
}

function growth(smaller: Row | undefined, larger: Row | undefined, empty: number): TargetVerdict {
  const target = 'Growth in clusters from 1,000 up to 1,000,000: exponent at most 1.0';
  const exponent = larger ? exponentOf(smaller, larger, empty) : null;
  if (exponent === null || !larger) return verdictOf(target, unreached(larger), larger ? false : null);
  return verdictOf(
    target,
    `${exponent.toFixed(2)} from 1,000 to ${larger.clusters}`,
    larger.clusters < 1_000_000 ? (exponent > 1 ? false : null) : exponent <= 1,
  );
}

function realWidth(rows: readonly Row[]): TargetVerdict {
  const target = 'Reference matrix at real width, 1,000 clusters: at most 1 s';
  if (rows.length === 0) return verdictOf(target, unreached(undefined), null);
  const found = rows.map(
    ({ planner, supervisors }) =>
      `${planner.kind === 'done' ? `${planner.cpu.toFixed(2)} CPU-s` : 'not reached'} with ${supervisors} Supervisors`,
  );
  return verdictOf(
    target,
    found.join(', '),
    rows.every(({ planner }) => (cpuOf(planner) ?? Infinity) <= 1),
  );
}

/** Judged on the dearest problem of each series that clingo still finishes: on the least ones both processes mostly start up. */
function againstClingo(finished: readonly Row[]): TargetVerdict {
  const target = 'At most a twentieth of the CPU of clingo on the largest problem of each series that clingo finishes';
  const largest = [...new Map(finished.map((row) => [row.title, row])).values()];
  if (largest.length === 0) return verdictOf(target, 'clingo is not installed, or finished nothing', null);
  const ratios = largest.map((row) => ({ row, ratio: (cpuOf(row.clingo) ?? 0) / (cpuOf(row.planner) ?? Infinity) }));
  const found = ratios.map(({ row, ratio }) => `${row.family} ${row.clusters} clusters: clingo takes ${ratio.toFixed(2)} times as much`);
  return verdictOf(
    target,
    found.join('; '),
    ratios.every(({ ratio }) => ratio >= 20),
  );
}

function again(row: Row | undefined): TargetVerdict {
  const target = 'A plan again after one event, 100,000 clusters, same matrix and goal: at most 20 ms';
  if (!row || row.planner.kind !== 'done') return verdictOf(target, unreached(row), row ? false : null);
  const { replan } = row;
  if (replan.kind === 'not-tried') return verdictOf(target, unreached(undefined), null);
  return verdictOf(target, renderReplan(replan), replan.kind === 'done' && replan.median.whole <= 0.02);
}

export function schedules(rows: Results['schedules']): TargetVerdict {
  const target = 'Schedule: at most 2 % above its lower bound at 1,000 clusters with unit durations';
  const row = rows.find(({ name, clusters }) => name === UNIT_DURATIONS && clusters === 1000);
  if (!row) return verdictOf(target, unreached(undefined), null);
  return verdictOf(target, `${row.worst.toFixed(2)} % at worst, ${row.mean.toFixed(2)} % on average`, row.worst <= 2);
}

function refusal(row: Row | undefined): TargetVerdict {
  const target = 'No plan, 100,000 clusters: an irreducible core and the proven smallest repair in at most 0.3 s';
  if (!row?.phases) return verdictOf(target, unreached(row), row ? false : null);
  return verdictOf(target, `${row.phases.compute.toFixed(2)} CPU-s without reading the documents`, row.phases.compute <= 0.3);
}
