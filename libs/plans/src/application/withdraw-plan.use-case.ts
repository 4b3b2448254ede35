import { type CommandContext, handleCommand } from '@lockstep/event-store';
import { planDecider, type PlanRefusal, planStream } from '../domain/index.js';
import type { PlanRecord } from './plan-record.port.js';
import { type PlanView, viewPlan } from './plan-view.js';

export type WithdrawPlanOutcome =
  | { readonly outcome: 'withdrawn'; readonly plan: PlanView }
  | { readonly outcome: 'refused'; readonly refusal: PlanRefusal }
  | { readonly outcome: 'conflict'; readonly expectedVersion: number; readonly actualVersion: number };

/** A person's decision that a plan shall not be followed. The plan stays readable. */
export class WithdrawPlan {
  constructor(private readonly record: PlanRecord) {}

  async execute(id: string, reason: string, context: CommandContext): Promise<WithdrawPlanOutcome> {
    const handled = await this.record.transact(id, ({ events }) =>
      handleCommand(events, planDecider, planStream(id), { type: 'withdraw', reason }, context),
    );
    if (handled.outcome !== 'accepted') return handled;
    return { outcome: 'withdrawn', plan: viewPlan(id, await this.record.events.readStream(planStream(id)))! };
  }
}
