import type { ScheduleRow } from '../schedule/measure-schedules.js';
import { renderObjective, type Replanned, type Row, type Taken } from '../run-series.js';

export interface Machine {
  readonly model: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly node: string;
  readonly platform: string;
  readonly load: string;
  readonly date: string;
  /** The commit that was measured, with `+` when files differed from it; `null` outside a git checkout. */
  readonly commit: string | null;
  readonly clingo: string | null;
}

export interface Results {
  readonly machine: Machine;
  readonly mode: 'quick' | 'full';
  readonly seed: number;
  readonly runs: number;
  readonly seconds: number;
  /** CPU seconds of a Node process that does nothing. */
  readonly empty: number;
  readonly emptyRss: number;
  readonly rows: readonly Row[];
  readonly schedules: readonly ScheduleRow[];
}

export const cpuOf = (taken: Taken): number | null => (taken.kind === 'done' ? taken.cpu : null);

export function renderTaken(taken: Taken, digits = 2): string {
  switch (taken.kind) {
    case 'done':
      return `${taken.cpu.toFixed(digits)} s`;
    case 'limit':
      return `not reached within ${taken.seconds} CPU-s`;
    case 'gave-up':
      return 'gave up';
    case 'failed':
      return `failed: ${lastLine(taken.message)}`;
    case 'not-tried':
      return '–';
  }
}

/** In milliseconds of CPU. */
export function renderReplan(replan: Replanned): string {
  if (replan.kind !== 'done') return renderTaken(replan);
  const ms = (seconds: number): string => `${(1000 * seconds).toFixed(0)} ms`;
  const { read, search, steps, proof, write, whole } = replan.median;
  const parts = `${ms(read)} to read and digest the changed fleet, ${ms(search)} for classes and search, ${ms(steps)} for steps and premises, ${ms(proof)} for digest and proof, ${ms(write)} to write it`;
  return `${ms(whole)}, the new steps known after ${ms(read + search + steps)}: ${parts}`;
}

/** The line of a crashed process that names the reason. */
const lastLine = (message: string): string =>
  (
    /heap out of memory|Maximum call stack[^\n]*|^\w*Error: [^\n]*|[^\n]*Defect[^\n]*/m.exec(message)?.[0] ??
    message.split('\n').at(-1) ??
    ''
  )
    .replaceAll('|', '/')
    .slice(0, 120);

const HEADER = [
  'Problem',
  'Clusters',
  'Supervisors',
  'Classes',
  'States',
  'Answer',
  'CPU',
  'over empty',
  'RSS MB',
  '× one pass',
  'read / compute / write',
  'exponent',
  'brute force',
  'clingo',
  'clingo ÷ planner',
];

/** One table per series, in Markdown. */
export function renderTables({ rows, empty }: Results): string {
  const titles = [...new Set(rows.map(({ title }) => title))];
  return titles
    .map((title) => {
      const series = rows.filter((row) => row.title === title);
      const lines = series.map((row, index) => `| ${cells(row, series[index - 1], empty).join(' | ')} |`);
      return [
        `### ${title}`,
        '',
        `| ${HEADER.join(' | ')} |`,
        `|${'---|'.repeat(HEADER.length)}`,
        ...lines,
        ...series.flatMap(replanLines),
      ].join('\n');
    })
    .join('\n\n');
}

function cells(row: Row, previous: Row | undefined, empty: number): string[] {
  const { planner, pass, clingo, phases } = row;
  const cpu = cpuOf(planner);
  const [passCpu, clingoCpu] = [cpuOf(pass), cpuOf(clingo)];
  const fixed = (value: number | null, digits: number) => (value === null ? '–' : value.toFixed(digits));
  return [
    row.problems > 1 ? row.name : row.family,
    String(row.clusters),
    String(row.supervisors),
    fixed(row.classes, 0),
    fixed(statesOf(planner), 0),
    answerOf(row),
    renderTaken(planner),
    fixed(cpu === null ? null : cpu - empty, 2),
    planner.kind === 'done' ? fixed(planner.rss, 0) : '–',
    fixed(cpu === null || passCpu === null ? null : cpu / passCpu, 1),
    phases ? [phases.read, phases.compute, phases.write].map((seconds) => seconds.toFixed(2)).join(' / ') : '–',
    fixed(exponentOf(previous, row, empty), 2),
    renderTaken(row.oracle),
    row.problems > 1 && clingo.kind === 'done'
      ? `${renderTaken(clingo)} (${row.clingoFinished} of ${row.problems} finished)`
      : renderTaken(clingo),
    fixed(cpu === null || clingoCpu === null ? null : clingoCpu / cpu, 2),
  ];
}

const replanLines = ({ clusters, replan }: Row): string[] =>
  replan.kind === 'not-tried' ? [] : ['', `Planned again after one event, with ${clusters} clusters: ${renderReplan(replan)}.`];

function statesOf(planner: Taken): number | null {
  const counts = planner.kind === 'done' ? planner.answers.flatMap(({ states }) => states ?? []) : [];
  return counts.length === 0 ? null : counts.reduce((sum, count) => sum + count);
}

function answerOf({ planner, problems }: Row): string {
  if (planner.kind !== 'done') return '–';
  if (problems > 1) return `${planner.answers.filter(({ outcome }) => outcome === 'feasible').length} feasible`;
  const [{ outcome, objective } = { outcome: 'gave-up', objective: null }] = planner.answers;
  return outcome === 'feasible' && objective ? renderObjective(objective) : outcome;
}

/** How CPU over an empty process grows with clusters: 1 is in proportion. `null` where either was not reached, nothing grew, or too little was measured. */
export function exponentOf(smaller: Row | undefined, larger: Row, empty: number): number | null {
  const [before, after] = [smaller ? cpuOf(smaller.planner) : null, cpuOf(larger.planner)];
  if (!smaller || before === null || after === null || smaller.clusters >= larger.clusters) return null;
  if (before - empty <= 0 || after - empty <= 0) return null;
  return Math.log((after - empty) / (before - empty)) / Math.log(larger.clusters / smaller.clusters);
}
