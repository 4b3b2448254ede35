import { closeSync, openSync, readSync } from 'node:fs';
import { readDocuments, renderProblem, type SourceBytes, type SourceText } from '@lockstep/documents';
import { compileMatrix } from '@lockstep/matrix/domain';
import { fleetProblems, goalProblems, type PlanningInput } from '@lockstep/planner';

/** Reads and validates the documents of one problem as the CLI does; throws with every problem found: a generator that makes such documents is broken. */
export function readProblem(sources: readonly (SourceText | SourceBytes)[]): PlanningInput {
  const { documents, problems } = readDocuments(sources);
  const matrix = compileMatrix(documents.CompatibilityMatrix);
  const [fleet] = documents.FleetSnapshot;
  const [goal] = documents.UpgradeGoal;
  const all = 'problems' in matrix ? [...problems, ...matrix.problems] : problems;
  if (all.length > 0 || 'problems' in matrix || !fleet || !goal)
    throw new Error(`bench problem; documents; must be valid; found ${all.map(renderProblem).join('\n')}`);
  const misfits = [...fleetProblems(matrix.matrix, fleet), ...goalProblems(matrix.matrix, fleet.document, goal)];
  if (misfits.length > 0) throw new Error(`bench problem; documents; must fit together; found ${misfits.map(renderProblem).join('\n')}`);
  return { matrix, fleet: fleet.document, goal: goal.document };
}

/** A file that is read as the CLI reads it: in pieces. */
export const sourceOf = (file: string): SourceBytes => ({ file, pieces: { [Symbol.iterator]: () => piecesOf(file) } });

function* piecesOf(file: string): Generator<Uint8Array> {
  const handle = openSync(file, 'r');
  try {
    const buffer = Buffer.allocUnsafe(1 << 16);
    for (let length = readSync(handle, buffer); length > 0; length = readSync(handle, buffer)) yield buffer.subarray(0, length);
  } finally {
    closeSync(handle);
  }
}
