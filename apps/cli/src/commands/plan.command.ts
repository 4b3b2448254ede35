import type { UpgradePlan } from '@lockstep/documents';
import { computePlan, type PlanningInput, renderPlanMarkdown, renderPlanText } from '@lockstep/planner';
import { Command } from 'commander';
import { stringify } from 'yaml';
import { OK, planningInput, readInput, REFUSED } from '../input.js';
import { filesOption, outputOption } from '../options.js';

type Format = 'json' | 'yaml' | 'text' | 'markdown';

export const planCommand = (): Command =>
  new Command('plan')
    .description('compute the cheapest safe upgrade sequence; exit 0 planned or nothing to do, 2 infeasible, 1 bad input')
    .addOption(filesOption())
    .addOption(outputOption(['json', 'yaml', 'text', 'markdown'], 'text'))
    .action((options: { file: string[]; output: Format }) => {
      const input = planningInput(readInput(options.file));
      const plan = computePlan(input);
      process.stdout.write(render(options.output, input, plan));
      process.exitCode = plan.spec.outcome === 'planned' || plan.spec.outcome === 'nothing-to-do' ? OK : REFUSED;
    });

function render(format: Format, input: PlanningInput, plan: UpgradePlan): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(plan, null, 2)}\n`;
    case 'yaml':
      return stringify(plan, { lineWidth: 140, aliasDuplicateObjects: false });
    case 'text':
      return renderPlanText({ ...input, plan });
    case 'markdown':
      return renderPlanMarkdown({ ...input, plan });
  }
}
