import type { Command } from 'commander';
import { OK } from '../../../exit-codes.js';
import { asking } from '../../../online/online-command.js';
import { ofPlan } from './plan-argument.js';

/** As it came: what is signed is bytes. */
export const approvalCommand = (): Command =>
  ofPlan(
    'approval',
    'print the signed approval of a plan, while it is approved and stands; see `lockstep verify-approval`',
    'lockstep plans approval "$PLAN" > approval.json',
    ['json'],
  ).action(
    asking(async ({ client }, id) => {
      const { data } = await client.request('GET', `/v1/plans/${encodeURIComponent(id!)}/approval`);
      process.stdout.write(`${JSON.stringify(data)}\n`);
      process.exitCode = OK;
    }),
  );
