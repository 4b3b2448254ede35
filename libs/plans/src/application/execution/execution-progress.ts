import type { RecordedEvent } from '@lockstep/event-store';
import {
  evolveExecution,
  type ExecutionEvent,
  type ExecutionState,
  executionStream,
  initialExecution,
} from '../../domain/execution/index.js';
import type { PlanProgress, Progress } from '../progress.port.js';
import type { ExecutionRecord } from './execution-record.port.js';

export const executionStatusOf = (history: readonly RecordedEvent[]): ExecutionState['status'] =>
  history.reduce((folded, event) => evolveExecution(folded, event as unknown as ExecutionEvent), initialExecution).status;

const PROGRESS: Readonly<Record<ExecutionState['status'], PlanProgress>> = {
  absent: 'not-begun',
  executing: 'under-way',
  paused: 'under-way',
  finished: 'ended',
  abandoned: 'ended',
  replaced: 'ended',
};

/** As those who execute plans have reported it. */
export class ExecutionProgress implements Progress {
  constructor(private readonly record: Pick<ExecutionRecord, 'events'>) {}

  async find(plan: string): Promise<PlanProgress> {
    return PROGRESS[executionStatusOf(await this.record.events.readStream(executionStream(plan)))];
  }
}
