import { Command } from 'commander';
import { exportCsvCommand } from './export/csv.command.js';

export function exportCommand(): Command {
  const command = new Command('export').description('turn documents into other formats').addCommand(exportCsvCommand());
  for (const subcommand of command.commands) subcommand.exitOverride();
  return command;
}
