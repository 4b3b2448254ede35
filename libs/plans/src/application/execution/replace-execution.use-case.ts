import { handleCommand } from '@lockstep/event-store';
import { executionDecider, executionStream } from '../../domain/execution/index.js';
import type { ReplacedExecutions } from '../replaced-executions.port.js';
import { endDomains } from './domain-executions.js';
import type { ExecutionRecord } from './execution-record.port.js';
import type { PlannedExecutions } from './planned-execution.js';

const ACTOR = 'system:tracking';

/** Ends the execution of a plan in whose place another one was computed, and leaves its domains in the same transaction: at no moment are two inside. */
export class ReplaceExecution implements ReplacedExecutions {
  constructor(
    private readonly record: Pick<ExecutionRecord, 'events' | 'transact'>,
    private readonly planned: Pick<PlannedExecutions, 'find'>,
  ) {}

  async end(plan: string, by: string): Promise<'ended' | 'open'> {
    // Most plans were never begun, and nothing of their documents needs to be read.
    if ((await this.record.events.readStream(executionStream(plan), { limit: 1 })).length === 0) return 'ended';
    const found = await this.planned.find(plan);
    if (found.outcome !== 'found') return 'ended';
    const { outline } = found.planned;
    return this.record.transact(async (events) => {
      const handled = await handleCommand(
        events,
        executionDecider(outline),
        executionStream(plan),
        { type: 'replace', by },
        { actor: ACTOR },
      );
      if (handled.outcome !== 'accepted') return 'open';
      if (handled.events.length > 0) await endDomains(events, plan, outline.domains, ACTOR);
      return 'ended';
    });
  }
}
