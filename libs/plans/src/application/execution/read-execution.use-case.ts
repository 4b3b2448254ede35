import { domainExecutionDecider, type DomainExecutionEvent, domainExecutionStream, executionStream } from '../../domain/execution/index.js';
import { type ExecutionTimes, timesOf } from '../../domain/subject-times.js';
import type { AttemptQuery, ExecutionRecord, RecordedAttempt } from './execution-record.port.js';
import { type ExecutionView, viewExecution } from './execution-view.js';
import type { FoundPlan, PlannedExecutions } from './planned-execution.js';

/** How far a plan has been carried out, as of the last report and the last look at the fleet. */
export class ReadExecution {
  constructor(
    private readonly record: ExecutionRecord,
    private readonly planned: PlannedExecutions,
  ) {}

  findPlan(plan: string): Promise<FoundPlan> {
    return this.planned.find(plan);
  }

  /** Undefined: nothing was begun, or there is nothing that could be. */
  async find(plan: string): Promise<ExecutionView | undefined> {
    const found = await this.planned.find(plan);
    if (found.outcome !== 'found') return undefined;
    return viewExecution(plan, found.planned.outline, await this.record.events.readStream(executionStream(plan)));
  }

  /** The plan that is executed in the domain of this NSX manager; null: none. */
  async findHolder(nsxManager: string): Promise<string | null> {
    const events = await this.record.events.readStream(domainExecutionStream(nsxManager));
    const { evolve, initialState } = domainExecutionDecider;
    return events.reduce((state, event) => evolve(state, event as unknown as DomainExecutionEvent), initialState).plan;
  }

  /** When each subject was started, ended and seen. */
  async findTimes(plan: string): Promise<ExecutionTimes> {
    const history = await this.record.events.readStream(executionStream(plan));
    return timesOf(history as unknown as Parameters<typeof timesOf>[0]);
  }

  /** The plan that was executed last in the domain of this NSX manager, or still is, beside the one that asks; null: none. */
  async findLast(nsxManager: string, asking: string): Promise<string | null> {
    const events = (await this.record.events.readStream(domainExecutionStream(nsxManager))) as unknown as readonly DomainExecutionEvent[];
    return events.findLast(({ type, data }) => type === 'DomainExecutionBegan' && data.plan !== asking)?.data.plan ?? null;
  }

  /** The oldest first; `next` is the `after` of the following page. */
  async listAttempts(
    query: AttemptQuery,
  ): Promise<{ readonly attempts: readonly RecordedAttempt[]; readonly next: AttemptQuery['after'] | null }> {
    const found = await this.record.listAttempts({ ...query, limit: query.limit + 1 });
    const attempts = found.slice(0, query.limit);
    const last = attempts.at(-1);
    return { attempts, next: found.length > query.limit && last ? { position: last.position, subject: last.subject } : null };
  }
}
