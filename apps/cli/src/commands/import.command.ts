import { Command } from 'commander';
import { importCsvCommand } from './import/csv.command.js';
import { importVkstackCommand } from './import/vkstack.command.js';

export function importCommand(): Command {
  const command = new Command('import')
    .description('turn other formats into documents')
    .addCommand(importVkstackCommand())
    .addCommand(importCsvCommand());
  for (const subcommand of command.commands) subcommand.exitOverride();
  return command;
}
