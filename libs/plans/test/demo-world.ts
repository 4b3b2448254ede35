import { readdirSync, readFileSync } from 'node:fs';
import { type FleetSnapshot, type ReadDocuments, readDocuments, renderProblem, type UpgradeGoal } from '@lockstep/documents';
import { compileMatrix, type MatrixRevision } from '@lockstep/matrix/domain';

export interface DemoWorld {
  readonly matrix: MatrixRevision;
  readonly fleet: FleetSnapshot;
  readonly goal: UpgradeGoal;
}

const REFERENCE = readdirSync('data/matrix')
  .filter((file) => file.endsWith('.yaml'))
  .sort()
  .map((file) => `data/matrix/${file}`);

/** The reference matrix with the example overlay, and a fleet and a goal of `data`. */
export function demoWorld(fleet: string, goal: string): DemoWorld {
  const documents = read([`data/fleets/${fleet}.yaml`, `data/goals/${goal}.yaml`]);
  return { matrix: referenceMatrix(), fleet: documents.FleetSnapshot[0]!.document, goal: documents.UpgradeGoal[0]!.document };
}

let known: MatrixRevision | undefined;

function referenceMatrix(): MatrixRevision {
  if (known) return known;
  const matrix = compileMatrix(read([...REFERENCE, 'data/matrix/overlays/example-lab.yaml']).CompatibilityMatrix);
  if ('problems' in matrix) throw new Error(matrix.problems.map(renderProblem).join('\n'));
  return (known = matrix);
}

function read(files: readonly string[]): ReadDocuments {
  const { documents, problems } = readDocuments(files.map((file) => ({ file, text: readFileSync(file, 'utf8') })));
  if (problems.length > 0) throw new Error(problems.map(renderProblem).join('\n'));
  return documents;
}
