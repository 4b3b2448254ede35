import { handleCommand } from '@lockstep/event-store';
import { executionDecider, executionStream } from '../../domain/execution/index.js';
import { isTold, judgeSoak } from '../../domain/gate/index.js';
import type { ExecutionRecord } from '../execution/execution-record.port.js';
import type { PlannedExecutions } from '../execution/planned-execution.js';
import type { ReadExecution } from '../execution/read-execution.use-case.js';
import type { ReadPlans } from '../read-plans.use-case.js';
import type { GateExecutions } from './gate-sources.port.js';
import type { ReadSoaks } from './read-soaks.js';

/** Records of open executions which soaks have all that they ask for, once each. The gate does not wait for it: it judges by itself. */
export class EndSoaks {
  /** @param now RFC 3339 */
  constructor(
    private readonly record: Pick<ExecutionRecord, 'events' | 'listOpen'>,
    private readonly planned: Pick<PlannedExecutions, 'find'>,
    private readonly reading: Pick<ReadExecution, 'find'>,
    private readonly executions: Pick<GateExecutions, 'find'>,
    private readonly plans: Pick<ReadPlans, 'findDocument' | 'getMatrix'>,
    private readonly soaks: Pick<ReadSoaks, 'find'>,
    private readonly now: () => string,
  ) {}

  /** Steps whose soak has ended, by plan. */
  async executeAll(): Promise<ReadonlyMap<string, readonly string[]>> {
    const ended = new Map<string, readonly string[]>();
    for (const plan of await this.record.listOpen()) {
      const steps = await this.execute(plan);
      if (steps.length > 0) ended.set(plan, steps);
    }
    return ended;
  }

  private async execute(plan: string): Promise<readonly string[]> {
    const running = (await this.reading.find(plan))?.steps.filter(({ soak }) => soak !== null && soak.endedAt === null) ?? [];
    if (running.length === 0) return [];
    const found = await this.planned.find(plan);
    const execution = await this.executions.find(plan);
    const document = found.outcome === 'found' ? await this.plans.findDocument(found.view) : undefined;
    if (found.outcome !== 'found' || document === undefined || !isTold(execution)) return [];
    const { matrix } = await this.plans.getMatrix(found.view);
    const ended: string[] = [];
    for (const step of document.spec.steps.filter(({ id }) => running.some((one) => one.step === id))) {
      const soak = await this.soaks.find({ spec: document.spec, matrix, step, execution });
      if (soak === null || !isTold(soak) || judgeSoak(soak, this.now()).length > 0) continue;
      const command = { type: 'end-soak', step: step.id } as const;
      const decider = executionDecider(found.planned.outline);
      const handled = await handleCommand(this.record.events, decider, executionStream(plan), command, { actor: 'system:tracking' });
      if (handled.outcome === 'accepted' && handled.events.length > 0) ended.push(step.id);
    }
    return ended;
  }
}
