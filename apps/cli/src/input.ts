import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import {
  type DocumentOfKind,
  type FleetSnapshot,
  type Kind,
  type Located,
  type Policy,
  policy,
  type Problem,
  type ReadDocuments,
  readDocuments,
  renderProblem,
  type SourceBytes,
  type UpgradeGoal,
} from '@lockstep/documents';
import { compileMatrix, type MatrixRevision } from '@lockstep/matrix/domain';
import { fleetProblems, goalProblems } from '@lockstep/planner';
import { fileBytes } from './file-bytes.js';
import { InputError } from './input-error.js';

export { OK, REFUSED } from './exit-codes.js';

export { InputError } from './input-error.js';

const DOCUMENT_FILE = /\.(ya?ml|json)$/i;
const STANDARD_INPUT = '-';

/** Reads what `-f` names: files, folders (their YAML and JSON files, by name, not deeper), or `-` for standard input. */
export function readInput(names: readonly string[]): ReadDocuments {
  const sources: SourceBytes[] = [];
  const problems: Problem[] = [];
  for (const file of names.flatMap((name) => filesOf(name, problems))) {
    const pieces = open(file, problems);
    if (pieces) sources.push({ file: file === STANDARD_INPUT ? 'stdin' : file, pieces });
  }
  const result = readDocuments(sources);
  refuse([...problems, ...result.problems]);
  return result.documents;
}

function filesOf(name: string, problems: Problem[]): string[] {
  if (name === STANDARD_INPUT) return [name];
  try {
    if (!statSync(name).isDirectory()) return [name];
    const files = readdirSync(name).filter((file) => DOCUMENT_FILE.test(file));
    if (files.length === 0) problems.push(unreadable(name, 'the folder holds no .yaml, .yml or .json file'));
    return files.sort().map((file) => path.join(name, file));
  } catch (error) {
    problems.push(unreadable(name, (error as Error).message));
    return [];
  }
}

function open(file: string, problems: Problem[]): Iterable<Uint8Array> | null {
  try {
    return fileBytes(file === STANDARD_INPUT ? 0 : file);
  } catch (error) {
    problems.push(unreadable(file, (error as Error).message));
    return null;
  }
}

const unreadable = (file: string, why: string): Problem => ({ file, line: 1, column: 1, path: '', message: `cannot be read: ${why}` });

export function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new InputError(problems.map(renderProblem));
}

/** The one document of a kind that a command works on. */
export function theOnly<K extends Kind>(documents: ReadDocuments, kind: K): Located<DocumentOfKind[K]> {
  const found = documents[kind] as readonly Located<DocumentOfKind[K]>[];
  if (found.length === 1) return found[0]!;
  if (found.length === 0) throw new InputError([`input:1:1: kind: one ${kind} document is needed; found none`]);
  refuse(found.slice(1).map(({ source }) => source.problem(['kind'], `one ${kind} document is needed; this is another one`)));
  throw new Error('unreachable: there was a second document');
}

/** The matrix that all CompatibilityMatrix documents of the input compose to, in the order given. */
export function composedMatrix(documents: ReadDocuments): MatrixRevision {
  const revision = compileMatrix(documents.CompatibilityMatrix);
  if ('problems' in revision) throw new InputError(revision.problems.map(renderProblem));
  return revision;
}

export interface PlanningInput {
  readonly matrix: MatrixRevision;
  readonly fleet: FleetSnapshot;
  readonly goal: UpgradeGoal;
}

/** Matrix, fleet and goal, checked against each other. */
export function planningInput(documents: ReadDocuments): PlanningInput {
  const matrix = composedMatrix(documents);
  const fleet = theOnly(documents, 'FleetSnapshot');
  const goal = theOnly(documents, 'UpgradeGoal');
  refuse(fleetProblems(matrix.matrix, fleet));
  refuse(goalProblems(matrix.matrix, fleet.document, goal));
  return { matrix, fleet: fleet.document, goal: goal.document };
}

/** A goal is not needed where nothing is planned; one that is given lends its policy. */
export const policyOf = (documents: ReadDocuments): Policy =>
  documents.UpgradeGoal.length > 0 ? theOnly(documents, 'UpgradeGoal').document.spec.policy : policy.parse({});
