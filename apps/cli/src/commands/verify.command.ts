import { renderObjective } from '@lockstep/planner';
import { verifyPlan } from '@lockstep/planner/checks';
import { Command } from 'commander';
import { OK, planningInput, readInput, REFUSED, theOnly } from '../input.js';
import { example, filesOption } from '../options.js';

export const verifyCommand = (): Command =>
  new Command('verify')
    .description('prove a plan by replaying it, whoever made it; exit 0 proven, 2 refuted, 1 bad input')
    .addOption(filesOption())
    .addHelpText(...example('lockstep verify -f data/matrix -f fleet.yaml -f goal.yaml -f plan.yaml'))
    .action((options: { file: string[] }) => {
      const documents = readInput(options.file);
      const input = planningInput(documents);
      const plan = theOnly(documents, 'UpgradePlan').document;
      const proof = verifyPlan({ ...input, plan });
      if (proof.outcome === 'proven') {
        process.stdout.write(
          `proven: plan ${plan.metadata.name}, ${plan.spec.steps.length} steps, ${renderObjective(plan.spec.objective)}\n`,
        );
        process.stdout.write('  every step is safe and the goal is reached; that nothing cheaper exists is not part of this proof\n');
        // A plan over assumed facts says so there: proven is not executable.
        if (plan.metadata.description) process.stdout.write(`  ${plan.metadata.description}\n`);
        process.exitCode = OK;
        return;
      }
      process.stdout.write(`refuted:\n${proof.refutations.map(({ message }) => `  ${message}\n`).join('')}`);
      process.exitCode = REFUSED;
    });
