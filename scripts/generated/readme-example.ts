import { computePlan, renderPlanText } from '@lockstep/planner';
import { exampleInput } from './example-input.js';
import { type GeneratedFile, replaceSection } from './generated-file.js';

/** The head of the plan that `npm run demo` prints, so that the README never shows what the product does not say. */
const SHOWN_STEPS = 4;

export const readmeExample: GeneratedFile = {
  path: 'README.md',
  generate: (current) => replaceSection(current ?? '', 'example', `\`\`\`text\n${exampleText()}\n\`\`\``),
};

function exampleText(): string {
  const input = exampleInput('tiny', 'tiny-nsx-9-1');
  const text = renderPlanText({ ...input, plan: computePlan(input) });
  const [head, ...steps] = text.trimEnd().split('\n\n');
  return [head, ...steps.slice(0, SHOWN_STEPS), `… and ${steps.length - SHOWN_STEPS} more steps`].join('\n\n');
}
