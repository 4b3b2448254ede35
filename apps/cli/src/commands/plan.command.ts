import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DEFAULT_SIGNOFF_POLICY } from '@lockstep/approvals/domain';
import { evidence, jsonPieces, type UpgradePlan } from '@lockstep/documents';
import { computePlan, type PlanningInput, renderPlanText } from '@lockstep/planner';
import { documentPlan, renderChangeMarkdown } from '@lockstep/plans/domain';
import { Command } from 'commander';
import { stringify } from 'yaml';
import { OK, planningInput, readInput, REFUSED } from '../input.js';
import { example, filesOption, outputOption } from '../options.js';
import { searchLimitOption } from '../search-limit-option.js';

/** What a service calls weak until somebody says otherwise. */
const WEAK_FROM = evidence.parse(DEFAULT_SIGNOFF_POLICY.weakFrom);

type Format = 'json' | 'yaml' | 'text' | 'markdown';

export const planCommand = (): Command =>
  new Command('plan')
    .description(
      'compute the cheapest safe upgrade sequence; exit 0 planned or nothing to do, 2 infeasible or not found within the limit, 1 bad input',
    )
    .addOption(filesOption())
    .addOption(outputOption(['json', 'yaml', 'text', 'markdown'], 'text'))
    .addOption(searchLimitOption())
    .addHelpText(...example('lockstep plan -f data/matrix -f fleet.yaml -f goal.yaml'))
    .action(async (options: { file: string[]; output: Format; searchLimit: number }) => {
      const input = planningInput(readInput(options.file));
      const plan = computePlan(input, { states: options.searchLimit });
      process.exitCode = plan.spec.outcome === 'planned' || plan.spec.outcome === 'nothing-to-do' ? OK : REFUSED;
      await pipeline(Readable.from(render(options.output, input, plan)), process.stdout, { end: false });
    });

function* render(format: Format, input: PlanningInput, plan: UpgradePlan): Generator<string> {
  switch (format) {
    case 'json':
      yield* jsonPieces(plan);
      return yield '\n';
    case 'yaml':
      return yield stringify(plan, { lineWidth: 140, aliasDuplicateObjects: false });
    case 'text':
      return yield renderPlanText({ ...input, plan });
    case 'markdown':
      return yield renderChangeMarkdown(documentPlan({ ...input, plan }, WEAK_FROM));
  }
}
