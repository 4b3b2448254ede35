import { readdirSync, readFileSync } from 'node:fs';
import { type FleetSnapshot, readDocuments, renderProblem, type UpgradeGoal } from '@lockstep/documents';
import { compileMatrix, type MatrixRevision } from '@lockstep/matrix/domain';

/** One of the examples in `data/`, with the example overlay: what generated pages show is what the product says of it. */
export function exampleInput(fleetName: string, goalName: string): { matrix: MatrixRevision; fleet: FleetSnapshot; goal: UpgradeGoal } {
  const matrixFiles = readdirSync('data/matrix').filter((file) => file.endsWith('.yaml'));
  const files = [
    ...matrixFiles.sort().map((file) => `data/matrix/${file}`),
    'data/matrix/overlays/example-lab.yaml',
    `data/fleets/${fleetName}.yaml`,
    `data/goals/${goalName}.yaml`,
  ];
  const { documents, problems } = readDocuments(files.map((file) => ({ file, text: readFileSync(file, 'utf8') })));
  const matrix = compileMatrix(documents.CompatibilityMatrix);
  if (problems.length > 0 || 'problems' in matrix)
    throw new Error([...problems, ...('problems' in matrix ? matrix.problems : [])].map(renderProblem).join('\n'));
  return { matrix, fleet: documents.FleetSnapshot[0]!.document, goal: documents.UpgradeGoal[0]!.document };
}
