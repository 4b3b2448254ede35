/**
 * `npm run bench:planner -- [--quick] [--profile] [--write] [--schedules] [--seed N] [--limit SECONDS]`: measures the planner beside other solvers, checks that they agree, prints the
 * tables, and after a full run (or with `--write`) writes docs/reference/benchmarks.md. Exit code 1 when two solvers disagree or a solver breaks down.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, platform, release, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { benchSeries } from './bench-cases.js';
import { findClingo } from './clingo/run-clingo.js';
import { profileSlowest } from './profile-slowest.js';
import { buildProcesses } from './processes/build-processes.js';
import { measureBest } from './processes/measure.js';
import { judgeTargets } from './report/judge-targets.js';
import { renderPage } from './report/render-page.js';
import { replaceSchedules } from './report/replace-schedules.js';
import { type Machine, renderTables, renderTaken, type Results } from './report/render-results.js';
import { type Bench, type Row, runSeries } from './run-series.js';
import { measureSchedules, renderSchedules } from './schedule/measure-schedules.js';

const PAGE = 'docs/reference/benchmarks.md';
const EMPTY_RUNS = 5;

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: {
    quick: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    schedules: { type: 'boolean', default: false },
    seed: { type: 'string', default: '20261123' },
    limit: { type: 'string' },
  },
});
const numberOf = (option: 'seed' | 'limit', text: string): number => {
  if (!/^[1-9]\d{0,9}$/.test(text)) throw new Error(`bench:planner; --${option}; must be a whole number above 0; found ${text}`);
  return Number(text);
};
const seed = numberOf('seed', values.seed);
const seconds = numberOf('limit', values.limit ?? (values.quick ? '5' : '60'));

function commitOf(): string | null {
  const git = (...args: string[]) => spawnSync('git', args, { encoding: 'utf8' });
  const { status, stdout } = git('rev-parse', '--short', 'HEAD');
  if (status !== 0) return null;
  return stdout.trim() + (git('status', '--porcelain', '--', 'libs').stdout.trim() === '' ? '' : '+');
}

const root = process.cwd();
const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-bench-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

const machine: Machine = {
  model: cpus()[0]?.model.trim() ?? 'unknown processor',
  cores: availableParallelism(),
  memoryGb: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  platform: `${platform()} ${release()}`,
  load: loadavg()[0]!.toFixed(1),
  date: new Date().toISOString().slice(0, 10),
  commit: commitOf(),
  clingo: findClingo(),
};
if (machine.clingo === null) console.warn('clingo is not installed (Debian package gringo): nothing is compared with it');

if (values.schedules) {
  const measured = measureSchedules(seed);
  console.log(`\n${renderSchedules(measured)}\n`);
  const page = path.join(root, PAGE);
  const when = `seed ${seed}, ${machine.date}, ${machine.model}, Node ${machine.node}, commit ${machine.commit ?? 'unknown'}`;
  if (values.write) writeFileSync(page, replaceSchedules(readFileSync(page, 'utf8'), measured, when));
  process.exit();
}

const bench: Bench = {
  root,
  folder,
  seconds,
  runs: values.quick ? 1 : 3,
  clingo: machine.clingo,
  processes: await buildProcesses(root, folder),
};
const idle = await measureBest(bench.processes.empty, [], EMPTY_RUNS, { seconds });
if (idle.outcome !== 'done') throw new Error(`bench:planner; empty process; must end; found ${JSON.stringify(idle)}`);

const rows: Row[] = [];
for (const series of benchSeries(root, seed, values.quick)) {
  console.log(`\n${series.title}`);
  for await (const row of runSeries(bench, series)) {
    rows.push(row);
    console.log(
      `  ${row.name}: planner ${renderTaken(row.planner)}, brute force ${renderTaken(row.oracle)}, clingo ${renderTaken(row.clingo)}`,
    );
    for (const disagreement of row.disagreements) console.error(`  DISAGREEMENT ${disagreement}`);
  }
}

const results: Results = {
  machine,
  mode: values.quick ? 'quick' : 'full',
  seed,
  runs: bench.runs,
  seconds,
  empty: idle.report.cpu,
  emptyRss: idle.report.rss,
  rows,
  schedules: measureSchedules(seed),
};
console.log(`\n${renderTables(results)}\n\n${renderSchedules(results.schedules)}\n`);
for (const { verdict, target, measured } of judgeTargets(results)) console.log(`${verdict.padEnd(12)} ${target}: ${measured}`);

if (values.profile)
  console.log(
    `\nprofile of ${await profileSlowest(bench, benchSeries(root, seed, values.quick), rows, path.join(root, '.lockstep/bench'))}`,
  );

const broken = rows.flatMap((row) => [
  ...row.disagreements,
  ...[row.planner, row.oracle, row.clingo, row.pass, row.replan].flatMap((taken) =>
    taken.kind === 'failed' ? [`${row.name}; a solver; must answer; found ${taken.message}`] : [],
  ),
]);
if (broken.length > 0) {
  console.error(`\nbench:planner failed:\n${broken.join('\n')}`);
  process.exitCode = 1;
} else if (!values.quick || values.write) {
  mkdirSync(path.dirname(path.join(root, PAGE)), { recursive: true });
  writeFileSync(path.join(root, PAGE), renderPage(results));
  console.log(`\nwritten: ${PAGE}`);
}
