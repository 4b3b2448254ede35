import { Command } from 'commander';
import { capacityEstimateCommand } from './capacity/estimate.command.js';

export function capacityCommand(): Command {
  const command = new Command('capacity').description('plan addresses').addCommand(capacityEstimateCommand());
  for (const subcommand of command.commands) subcommand.exitOverride();
  return command;
}
