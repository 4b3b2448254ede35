import { PostgresEventStore, ProjectionRunner } from '@lockstep/event-store/postgres';
import { createMigratedDatabase, type MigratedDatabase } from '@lockstep/testing';
import { afterAll, beforeAll } from 'vitest';
import { describeBadInput } from '../../../test/bad-input.cases.js';
import { ScanBench } from '../../../test/scan-bench.js';
import { describeScanCases } from '../../../test/looks.cases.js';
import { describeScanRuns } from '../../../test/scan-runs.cases.js';
import { fleetProjection } from '../fleet-projection.js';
import { PostgresFleetRecord } from '../postgres-fleet-record.js';
import { PostgresScanRecord } from './postgres-scan-record.js';
import { scansProjection } from './scans-projection.js';

let database: MigratedDatabase;
let runner: ProjectionRunner;
beforeAll(async () => {
  database = await createMigratedDatabase();
  runner = new ProjectionRunner({ source: database.source, projections: [fleetProjection(), scansProjection()] });
});
afterAll(() => database.drop());

let benches = 0;
const setUp = () => {
  const { source } = database;
  return new ScanBench(
    `t${++benches}-`,
    new PostgresEventStore(source),
    new PostgresFleetRecord(source, runner),
    new PostgresScanRecord(source, runner),
  );
};
describeScanCases(setUp);
describeScanRuns(setUp);
describeBadInput(setUp);
