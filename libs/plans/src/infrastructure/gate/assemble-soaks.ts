import type { ProjectionRunner } from '@lockstep/event-store/postgres';
import { PostgresFleetRecord, PostgresScanRecord, ReadFleet, ReadScans } from '@lockstep/fleet';
import { MatrixRevisions, PostgresMatrixRecord } from '@lockstep/matrix';
import type { DataSource } from 'typeorm';
import { CompareExecutions } from '../../application/execution/compare-executions.use-case.js';
import { PlannedExecutions } from '../../application/execution/planned-execution.js';
import { ReadExecution } from '../../application/execution/read-execution.use-case.js';
import { EndSoaks } from '../../application/gate/end-soaks.use-case.js';
import { ReadSoaks, type SoakPolicy } from '../../application/gate/read-soaks.js';
import { ReadPlans } from '../../application/read-plans.use-case.js';
import { PostgresExecutionRecord } from '../execution/postgres-execution-record.js';
import { PostgresPlanRecord } from '../postgres-plan-record.js';
import { type GateFleetOptions, RecordedGateFleet } from './recorded-gate-fleet.js';
import { TrackedGateExecutions } from './tracked-gate-executions.js';

export interface SoakParts extends GateFleetOptions {
  readonly source: DataSource;
  readonly projections: ProjectionRunner;
  readonly policy: SoakPolicy;
}

/** What tells in workers that soaks have ended, on PostgreSQL. */
export function assembleSoaks({ source, projections, policy, ...options }: SoakParts): EndSoaks {
  const record = new PostgresExecutionRecord(source, projections);
  const plans = new ReadPlans(new PostgresPlanRecord(source), new MatrixRevisions(new PostgresMatrixRecord(source)));
  const planned = new PlannedExecutions(plans);
  const fleetRecord = new PostgresFleetRecord(source, projections);
  const reading = new ReadExecution(record, planned);
  const executions = new TrackedGateExecutions(new CompareExecutions(record, planned, new ReadFleet(fleetRecord)), reading);
  const fleet = new RecordedGateFleet(fleetRecord, new ReadScans(new PostgresScanRecord(source, projections)), options);
  return new EndSoaks(record, planned, reading, executions, plans, new ReadSoaks(fleet, policy), options.now);
}
