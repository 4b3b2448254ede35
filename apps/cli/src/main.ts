import { Command, CommanderError } from 'commander';
import { auditCommand } from './commands/audit.command.js';
import { blockersCommand } from './commands/blockers.command.js';
import { capacityCommand } from './commands/capacity.command.js';
import { checkCommand } from './commands/check.command.js';
import { configCommand } from './commands/config.command.js';
import { demoCommand } from './commands/demo.command.js';
import { explainCommand } from './commands/explain.command.js';
import { exportCommand } from './commands/export.command.js';
import { gateCommand } from './commands/gate.command.js';
import { importCommand } from './commands/import.command.js';
import { planCommand } from './commands/plan.command.js';
import { plansCommand } from './commands/plans.command.js';
import { schemaCommand } from './commands/schema.command.js';
import { serveCommand } from './commands/serve.command.js';
import { verifyCommand } from './commands/verify.command.js';
import { windowCommand } from './commands/window.command.js';
import { BAD_INPUT, InputError } from './input.js';

const program = new Command('lockstep')
  .description('Provably safe upgrade sequences for VKS, Antrea and NSX fleets')
  .exitOverride()
  .configureHelp({ sortSubcommands: true })
  .addCommand(planCommand())
  .addCommand(plansCommand())
  .addCommand(verifyCommand())
  .addCommand(checkCommand())
  .addCommand(explainCommand())
  .addCommand(windowCommand())
  .addCommand(blockersCommand())
  .addCommand(capacityCommand())
  .addCommand(gateCommand())
  .addCommand(importCommand())
  .addCommand(exportCommand())
  .addCommand(schemaCommand())
  .addCommand(configCommand())
  .addCommand(auditCommand())
  .addCommand(serveCommand())
  .addCommand(demoCommand());
for (const command of program.commands) command.exitOverride();

// A reader such as `head` may close the pipe before it has all: that is no failure of ours, and the exit code stays what it would have been.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof InputError) {
    process.stderr.write(`${error.lines.join('\n')}\n`);
    process.exitCode = BAD_INPUT;
  } else if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : BAD_INPUT;
  else throw error;
}
