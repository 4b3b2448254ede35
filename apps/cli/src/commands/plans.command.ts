import { Command } from 'commander';
import { approvalCommand } from './online/plans/approval.command.js';
import * as execution from './online/plans/execution.command.js';
import * as reading from './online/plans/read.command.js';
import * as requests from './online/plans/request.command.js';
import { scheduleCommand } from './online/plans/schedule.command.js';
import * as signoffs from './online/plans/signoffs.command.js';
import { waiversCommand } from './online/plans/waivers.command.js';

/** Plans of a running service, from their request to their end. */
export function plansCommand(): Command {
  const command = new Command('plans').description('request, read, sign, schedule and carry out plans of a running service');
  const subcommands = [
    ...[reading.listCommand, reading.getCommand, reading.stepsCommand, reading.explainCommand, reading.documentCommand],
    ...[reading.standingCommand, reading.verifyCommand, reading.diffCommand],
    ...[requests.requestCommand, requests.replanCommand, requests.withdrawCommand, requests.recomputeCommand],
    ...[signoffs.signoffsCommand, signoffs.requestSignoffCommand, signoffs.signCommand, signoffs.refuseCommand, signoffs.takeBackCommand],
    ...[waiversCommand, signoffs.breakGlassCommand, signoffs.liftRefusalCommand],
    approvalCommand,
    ...[scheduleCommand, execution.executionCommand, execution.attemptsCommand],
    ...[execution.pauseCommand, execution.resumeCommand, execution.skipCommand, execution.abandonCommand],
  ];
  for (const subcommand of subcommands) command.addCommand(subcommand());
  return command;
}
