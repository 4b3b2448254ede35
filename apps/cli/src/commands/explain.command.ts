import { computePlan, renderExplanationText } from '@lockstep/planner';
import { Command } from 'commander';
import { OK, planningInput, readInput } from '../input.js';
import { example, filesOption, outputOption } from '../options.js';
import { searchLimitOption } from '../search-limit-option.js';

export const explainCommand = (): Command =>
  new Command('explain')
    .description('say why a goal has no safe plan, and what would have to change; exit 0 explained or feasible, 1 bad input')
    .addOption(filesOption())
    .addOption(outputOption(['json', 'text'], 'text'))
    .addOption(searchLimitOption())
    .addHelpText(...example('lockstep explain -f data/matrix -f fleet.yaml -f goal.yaml'))
    .action((options: { file: string[]; output: 'json' | 'text'; searchLimit: number }) => {
      const input = planningInput(readInput(options.file));
      const plan = computePlan(input, { states: options.searchLimit });
      const { outcome, optimal, explanation, exposures } = plan.spec;
      if (options.output === 'json')
        process.stdout.write(`${JSON.stringify({ goal: plan.metadata.name, outcome, optimal, explanation, exposures }, null, 2)}\n`);
      else
        process.stdout.write(
          renderExplanationText({ ...input, plan }) ?? `goal ${plan.metadata.name} can be reached; there is nothing to explain\n`,
        );
      process.exitCode = OK;
    });
