import { type CommandContext, type EventStore, handleCommand } from '@lockstep/event-store';
import { executionDecider, type ExecutionRefusal, executionStream } from '../domain/execution/index.js';
import { planDecider, type PlanRefusal, planStream } from '../domain/index.js';
import { endDomains } from './execution/domain-executions.js';
import type { PlannedExecutions } from './execution/planned-execution.js';
import type { PlanRecord } from './plan-record.port.js';
import { type PlanView, viewPlan } from './plan-view.js';

type Running = Extract<ExecutionRefusal, { rule: 'running' }>;

export type WithdrawPlanOutcome =
  | { readonly outcome: 'withdrawn'; readonly plan: PlanView }
  | { readonly outcome: 'refused'; readonly refusal: PlanRefusal | Running }
  | { readonly outcome: 'conflict'; readonly expectedVersion: number; readonly actualVersion: number };

/** Thrown to undo the withdrawal, and never seen outside. */
class StillRunning extends Error {
  override readonly name = 'StillRunning';

  constructor(readonly refusal: Running) {
    super('withdrawal; nothing of the plan may run; found subjects that do');
  }
}

/**
 * A person's decision that a plan shall not be followed. The plan stays readable. One that is carried out is given up with it, under the same rule as when it
 * is abandoned: what became of everything that runs must be reported first. So no domain is kept by a plan that nobody follows.
 */
export class WithdrawPlan {
  constructor(
    private readonly record: PlanRecord,
    private readonly planned: Pick<PlannedExecutions, 'find'>,
  ) {}

  async execute(id: string, reason: string, context: CommandContext): Promise<WithdrawPlanOutcome> {
    try {
      const handled = await this.record.transact(id, async ({ events }) => {
        const withdrawn = await handleCommand(events, planDecider, planStream(id), { type: 'withdraw', reason }, context);
        if (withdrawn.outcome === 'accepted') await this.endExecution(events, id, reason, context.actor);
        return withdrawn;
      });
      if (handled.outcome !== 'accepted') return handled;
    } catch (error) {
      if (!(error instanceof StillRunning)) throw error;
      return { outcome: 'refused', refusal: error.refusal };
    }
    return { outcome: 'withdrawn', plan: viewPlan(id, await this.record.events.readStream(planStream(id)))! };
  }

  private async endExecution(events: EventStore, id: string, reason: string, actor: string): Promise<void> {
    // Most plans were never begun, and nothing of their documents needs to be read.
    if ((await events.readStream(executionStream(id), { limit: 1 })).length === 0) return;
    const found = await this.planned.find(id);
    if (found.outcome !== 'found') return;
    const { outline } = found.planned;
    const command = { type: 'abandon', reason: `the plan was withdrawn: ${reason}` } as const;
    const handled = await handleCommand(events, executionDecider(outline), executionStream(id), command, { actor });
    if (handled.outcome === 'conflict') throw new Error(`plan ${id}; its execution must settle; found version ${handled.actualVersion}`);
    if (handled.outcome === 'refused' && handled.refusal.rule === 'running') throw new StillRunning(handled.refusal);
    if (handled.outcome === 'accepted' && handled.events.length > 0) await endDomains(events, id, outline.domains, actor);
  }
}
