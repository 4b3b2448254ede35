import type { ProjectionRunner } from '@lockstep/event-store/postgres';
import { PostgresFleetRecord, ReadFleet } from '@lockstep/fleet';
import { MatrixRevisions, PostgresMatrixRecord } from '@lockstep/matrix';
import type { DataSource } from 'typeorm';
import { CompareExecutions } from '../../application/execution/compare-executions.use-case.js';
import { PlannedExecutions } from '../../application/execution/planned-execution.js';
import { ExecutionProgress } from '../../application/execution/execution-progress.js';
import { ReadExecution } from '../../application/execution/read-execution.use-case.js';
import { ReplaceExecution } from '../../application/execution/replace-execution.use-case.js';
import type { StepGate } from '../../application/execution/step-gate.port.js';
import { TrackExecution } from '../../application/execution/track-execution.use-case.js';
import { ReadPlans } from '../../application/read-plans.use-case.js';
import { PostgresPlanRecord } from '../postgres-plan-record.js';
import { PostgresExecutionRecord } from './postgres-execution-record.js';
import { RecordedNodes } from './recorded-nodes.js';

export interface Executions {
  readonly reading: ReadExecution;
  readonly comparing: CompareExecutions;
  /** How far plans have been carried out, for who compares what they lean on. */
  readonly progress: ExecutionProgress;
  /** Ends those whose place another plan has taken. */
  readonly replacing: ReplaceExecution;
  tracking(gate: StepGate): TrackExecution;
}

/** All that tracks executions, on PostgreSQL: in the API by what is reported, in workers by what is observed. */
export function assembleExecutions({
  source,
  projections,
}: {
  readonly source: DataSource;
  readonly projections: ProjectionRunner;
}): Executions {
  const record = new PostgresExecutionRecord(source, projections);
  const revisions = new MatrixRevisions(new PostgresMatrixRecord(source));
  const planned = new PlannedExecutions(new ReadPlans(new PostgresPlanRecord(source), revisions));
  const fleet = new ReadFleet(new PostgresFleetRecord(source, projections));
  const comparing = new CompareExecutions(record, planned, fleet);
  return {
    reading: new ReadExecution(record, planned),
    comparing,
    progress: new ExecutionProgress(record),
    replacing: new ReplaceExecution(record, planned),
    tracking: (gate) => new TrackExecution(record, planned, comparing, new RecordedNodes(fleet), gate),
  };
}
