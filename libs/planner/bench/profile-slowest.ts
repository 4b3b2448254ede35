import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Series } from './bench-cases.js';
import { writeProblem } from './families/write-problem.js';
import { measure } from './processes/measure.js';
import type { Bench, Row } from './run-series.js';

/** Runs the dearest problem that the planner finished once more under Node's CPU profiler; returns what was profiled and where the `.cpuprofile` lies. */
export async function profileSlowest(bench: Bench, series: readonly Series[], rows: readonly Row[], folder: string): Promise<string> {
  const cost = ({ planner, problems }: Row) => (planner.kind === 'done' && problems === 1 ? planner.cpu : 0);
  const slowest = rows.reduce((most, row) => (cost(row) > cost(most) ? row : most));
  const rowsOfSeries = rows.filter(({ title }) => title === slowest.title);
  const make = series.find(({ title }) => title === slowest.title)!.problems[rowsOfSeries.indexOf(slowest)]!;
  const { files } = writeProblem(bench.folder, make());
  mkdirSync(folder, { recursive: true });
  const name = `${slowest.name}.cpuprofile`;
  const flags = ['--cpu-prof', `--cpu-prof-dir=${folder}`, `--cpu-prof-name=${name}`];
  // The profiler slows the process down; it was reached within the limit without it.
  const measured = await measure(bench.processes.plan, [files.join(',')], { seconds: 5 * bench.seconds, flags });
  if (measured.outcome !== 'done') throw new Error(`bench; profile of ${slowest.name}; must end; found ${JSON.stringify(measured)}`);
  return `${slowest.name}: ${path.join(folder, name)}`;
}
