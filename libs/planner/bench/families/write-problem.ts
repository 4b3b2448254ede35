import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { type BenchProblem, classKeyOf, documentOf, TAKEN_AT } from './bench-problem.js';

export interface WrittenProblem {
  readonly problem: BenchProblem;
  readonly files: readonly string[];
  readonly fleetFile: string;
  readonly fleetBytes: number;
  readonly classes: number;
}

/** Clusters in one write: large enough that writing is not the bottleneck, small enough for memory. */
const CHUNK = 5000;

/** Writes the documents of a problem as JSON files below `folder`. */
export function writeProblem(folder: string, problem: BenchProblem): WrittenProblem {
  const matrixFiles = problem.matrix.map((document, index) => writeDocument(folder, `${problem.name}.matrix-${index}.json`, document));
  const goalFile = writeDocument(folder, `${problem.name}.goal.json`, problem.goal);
  const fleetFile = path.join(folder, `${problem.name}.fleet.json`);
  const { classes, bytes } = writeFleet(fleetFile, problem);
  return { problem, files: [...matrixFiles, fleetFile, goalFile], fleetFile, fleetBytes: bytes, classes };
}

function writeDocument(folder: string, name: string, document: object): string {
  const file = path.join(folder, name);
  writeFileSync(file, JSON.stringify(document));
  return file;
}

function writeFleet(file: string, { fleet }: BenchProblem): { classes: number; bytes: number } {
  const classes = new Set<string>();
  const [head, tail] = JSON.stringify(documentOf('FleetSnapshot', { ...fleet.nodes, clusters: [] }, { takenAt: TAKEN_AT })).split(
    /(?<="clusters":\[)(?=\])/,
  ) as [string, string];
  const handle = openSync(file, 'w');
  let bytes = writeSync(handle, head);
  let chunk: string[] = [];
  let separator = '';
  const flush = () => {
    if (chunk.length === 0) return;
    bytes += writeSync(handle, separator + chunk.join(','));
    separator = ',';
    chunk = [];
  };
  for (const cluster of fleet.clusters()) {
    classes.add(classKeyOf(cluster));
    chunk.push(JSON.stringify(cluster));
    if (chunk.length === CHUNK) flush();
  }
  flush();
  bytes += writeSync(handle, tail);
  closeSync(handle);
  return { classes: classes.size, bytes };
}
