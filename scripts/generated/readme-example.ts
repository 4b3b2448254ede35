import { readdirSync, readFileSync } from 'node:fs';
import { readDocuments, renderProblem } from '@lockstep/documents';
import { compileMatrix } from '@lockstep/matrix/domain';
import { computePlan, renderPlanText } from '@lockstep/planner';
import { type GeneratedFile, replaceSection } from './generated-file.js';

/** The head of the plan that `npm run demo` prints, so that the README never shows what the product does not say. */
const SHOWN_STEPS = 4;

export const readmeExample: GeneratedFile = {
  path: 'README.md',
  generate: (current) => replaceSection(current ?? '', 'example', `\`\`\`text\n${exampleText()}\n\`\`\``),
};

function exampleText(): string {
  const matrixFiles = readdirSync('data/matrix').filter((file) => file.endsWith('.yaml'));
  const files = [
    ...matrixFiles.sort().map((file) => `data/matrix/${file}`),
    'data/matrix/overlays/example-lab.yaml',
    'data/fleets/tiny.yaml',
    'data/goals/tiny-nsx-9-1.yaml',
  ];
  const { documents, problems } = readDocuments(files.map((file) => ({ file, text: readFileSync(file, 'utf8') })));
  const matrix = compileMatrix(documents.CompatibilityMatrix);
  if (problems.length > 0 || 'problems' in matrix)
    throw new Error([...problems, ...('problems' in matrix ? matrix.problems : [])].map(renderProblem).join('\n'));
  const [fleet, goal] = [documents.FleetSnapshot[0]!.document, documents.UpgradeGoal[0]!.document];
  const text = renderPlanText({ matrix, fleet, goal, plan: computePlan({ matrix, fleet, goal }) });
  const [head, ...steps] = text.trimEnd().split('\n\n');
  return [head, ...steps.slice(0, SHOWN_STEPS), `… and ${steps.length - SHOWN_STEPS} more steps`].join('\n\n');
}
