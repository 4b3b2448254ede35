import { PostgresEventStore, ProjectionRunner } from '@lockstep/event-store/postgres';
import { createMigratedDatabase, type MigratedDatabase } from '@lockstep/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeBadInput } from '../../../test/bad-input.cases.js';
import { ScanBench } from '../../../test/scan-bench.js';
import { describeScanCases } from '../../../test/looks.cases.js';
import { describeScanRuns } from '../../../test/scan-runs.cases.js';
import { describeVouching } from '../../../test/vouching.cases.js';
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
describeVouching(setUp);

it('a batch that several processes send at the same time is recorded once', async () => {
  const bench = setUp();
  await bench.source('k8s');
  const begun = await bench.start(['k8s']);
  const scan = begun.outcome === 'started' ? begun.scan : '';
  const { source } = database;
  const another = () => {
    const fleet = new PostgresFleetRecord(source, runner);
    const process = new ScanBench(bench.prefix, bench.store, fleet, new PostgresScanRecord(source, runner));
    const seen = [bench.nsx(), bench.supervisor(), bench.cluster('pay'), bench.cluster('shop')];
    return process.report(
      scan,
      'k8s',
      seen.map((one) => ({ ...one, observedAt: bench.time(10) })),
    );
  };
  const outcomes = await Promise.all(Array.from({ length: 4 }, another));
  expect(outcomes.map((one) => (one.outcome === 'recorded' ? one.changed.length : one.outcome)).toSorted()).toEqual([0, 0, 0, 4]);
  expect((await bench.typesOf('pay')).filter((type) => type === 'ClusterRegistered')).toHaveLength(1);
});
