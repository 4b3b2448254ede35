import { evolveExecution, type ExecutionEvent, executionStream, initialExecution } from '../../domain/execution/index.js';
import type { Progress } from '../progress.port.js';
import type { ExecutionRecord } from './execution-record.port.js';

/** As those who execute plans have reported it. */
export class ExecutionProgress implements Progress {
  constructor(private readonly record: Pick<ExecutionRecord, 'events'>) {}

  async isUnderWay(plan: string): Promise<boolean> {
    const history = await this.record.events.readStream(executionStream(plan));
    const { status } = history.reduce((folded, event) => evolveExecution(folded, event as unknown as ExecutionEvent), initialExecution);
    return status === 'executing' || status === 'paused';
  }
}
