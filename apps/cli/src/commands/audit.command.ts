import { Command } from 'commander';
import { auditCheckpointCommand } from './audit/checkpoint.command.js';
import { auditExportCommand } from './audit/export.command.js';
import { auditForgetActorCommand } from './audit/forget-actor.command.js';
import { auditKeygenCommand } from './audit/keygen.command.js';
import { auditVerifyCommand } from './audit/verify.command.js';

export function auditCommand(): Command {
  const command = new Command('audit')
    .description('verify the record, export it, keep its checkpoints')
    .addCommand(auditVerifyCommand())
    .addCommand(auditExportCommand())
    .addCommand(auditCheckpointCommand())
    .addCommand(auditKeygenCommand())
    .addCommand(auditForgetActorCommand());
  for (const subcommand of command.commands) subcommand.exitOverride();
  return command;
}
