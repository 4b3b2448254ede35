import type { NodeKind } from '@lockstep/fleet';
import { evolveExecution, type ExecutionEvent, executionStream, initialExecution } from '../../domain/execution/index.js';
import type { Predicted } from '../../domain/index.js';
import type { Progress } from '../progress.port.js';
import type { ExecutionRecord } from './execution-record.port.js';
import type { PlannedExecutions } from './planned-execution.js';

const SCOPES = { 'nsx-manager': 'nsxManager', vcenter: 'vcenter', supervisor: 'supervisor', cluster: 'cluster' } as const satisfies Record<
  NodeKind,
  string
>;

/** Of executions that have begun: what each node may show at this moment. */
export class PredictedProgress implements Progress {
  constructor(
    private readonly record: Pick<ExecutionRecord, 'events'>,
    private readonly planned: PlannedExecutions,
  ) {}

  async predicted(plan: string): Promise<Predicted | null> {
    const history = await this.record.events.readStream(executionStream(plan));
    const state = history.reduce((folded, event) => evolveExecution(folded, event as unknown as ExecutionEvent), initialExecution);
    if (state.status === 'absent') return null;
    const found = await this.planned.find(plan);
    if (found.outcome !== 'found') return null;
    const { states } = found.planned;
    return ({ kind, id }, component, version) =>
      states.judge(state, { scope: SCOPES[kind], id }, component, [version]).outcome === 'predicted';
  }
}
