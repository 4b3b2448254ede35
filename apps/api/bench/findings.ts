import { valueSource } from '@lockstep/documents';
import type { AppendRequest, NewEvent } from '@lockstep/event-store';
import { PostgresEventStore, ProjectionRunner } from '@lockstep/event-store/postgres';
import { FindingsFollower, FLEET_PROJECTION, FleetJudging, fleetProjection, PostgresFindingRecord, ReadFindings } from '@lockstep/fleet';
import { MatrixRevisions, PostgresMatrixRecord, PublishRevision } from '@lockstep/matrix';
import { FindFallenPremises, PlannerFleetJudge, PostgresPremisesRecord } from '@lockstep/plans';
import { createDataSource, migrateDatabase } from '@lockstep/platform/database';
import type { DataSource } from 'typeorm';
import { AssessImpact } from '../src/wiring/assess-impact.js';
import { benchMatrix, fleetRequests, versionObserved, vkrOf } from './findings-fleet.js';

const VARIANTS = 75;
const ROUNDS = 5;

export interface FindingsTimes {
  readonly clusters: number;
  readonly classes: number;
  /** From before the append until a reader sees the findings: seconds of each round. */
  readonly events: Readonly<Record<string, readonly number[]>>;
  /** Seconds of each round; the first one has nothing in memory. */
  readonly reads: Readonly<Record<string, readonly number[]>>;
}

/** How long findings take to follow events, and to be read, in a fleet of many clusters. @param url of an empty database */
export async function measureFindings(url: string, clusters: number): Promise<FindingsTimes> {
  await migrateDatabase(url);
  const source = await createDataSource({ url }).initialize();
  const runnerSource = await createDataSource({ url }).initialize();
  const projections = [fleetProjection([new FindingsFollower(new PlannerFleetJudge())])];
  const runner = new ProjectionRunner({ source: runnerSource, projections });
  try {
    await publish(source, null);
    await recordFleet(source, clusters);
    await runner.catchUp(FLEET_PROJECTION, { timeout: 3_600_000 });
    await runner.start();
    const events = await timeEvents(source);
    await runner.stop();
    const [row] = await source.query<{ classes: number }[]>('select count(*)::integer as classes from lockstep.fleet_class');
    return { clusters, classes: row!.classes, events, reads: await timeReads(source) };
  } finally {
    await runner.stop();
    await runnerSource.destroy();
    await source.destroy();
  }
}

async function recordFleet(source: DataSource, clusters: number): Promise<void> {
  const store = new PostgresEventStore(source);
  let batch: AppendRequest[] = [];
  for (const request of fleetRequests({ clusters, supervisors: Math.ceil(clusters / 1_000), variants: VARIANTS })) {
    batch.push(request);
    if (batch.length < 500) continue;
    await store.appendMany(batch);
    batch = [];
  }
  if (batch.length > 0) await store.appendMany(batch);
}

async function publish(source: DataSource, without: string | null): Promise<number> {
  const document = benchMatrix(VARIANTS, without);
  const publishing = new PublishRevision(new PostgresMatrixRecord(source));
  const outcome = await publishing.execute({ documents: [{ document, source: valueSource(document, 'bench') }], author: 'bench' });
  if (outcome.outcome !== 'published') throw new Error(`bench; matrix; must be published; found ${outcome.outcome}`);
  return outcome.publication.position;
}

async function timeEvents(source: DataSource): Promise<Record<string, number[]>> {
  const store = new PostgresEventStore(source);
  const append = async (stream: string, event: NewEvent): Promise<number> => {
    const appended = await store.append(stream, 'any', [event]);
    if (appended.outcome !== 'appended') throw new Error(`bench; ${stream}; must be appended; found ${appended.outcome}`);
    return appended.events[0]!.position;
  };
  const isFolded = async (position: number): Promise<boolean> => {
    const [row] = await source.query<{ high: number }[]>(`select (position ->> 'high')::float8 as high from lockstep.finding_fold`);
    return row!.high >= position;
  };
  const works: Record<string, (round: number) => Promise<number>> = {
    'one cluster at another version': (round) => append('cluster-c/7', versionObserved('Cluster', 'vkr', vkrOf(round + 10))),
    'NSX at another version, all clusters below it': (round) =>
      append('nsx-manager-nsx', versionObserved('NsxManager', 'nsx', round % 2 === 0 ? '9.1.0' : '9.0.1')),
    'another matrix revision': (round) => publish(source, round % 2 === 0 ? 'adapter-nsx-9.1' : null),
  };
  const times: Record<string, number[]> = {};
  for (let round = 0; round < ROUNDS; round++)
    for (const [what, work] of Object.entries(works)) {
      const start = performance.now();
      const position = await work(round);
      while (!(await isFolded(position)));
      (times[what] ??= []).push((performance.now() - start) / 1_000);
    }
  return times;
}

async function timeReads(source: DataSource): Promise<Record<string, number[]>> {
  const record = new PostgresFindingRecord(source);
  const revisions = new MatrixRevisions(new PostgresMatrixRecord(source));
  const judging = new FleetJudging(record, revisions, new PlannerFleetJudge(), () => new Date().toISOString());
  const findings = new ReadFindings(record, judging);
  const impact = new AssessImpact(judging, record, new FindFallenPremises(new PostgresPremisesRecord(source)));
  const question = { withinDays: 90, staleDays: 3_650 };
  const list = { ...question, limit: 100, states: ['open', 'acknowledged'] as const };
  const position = (await findings.findStanding())!.position - 1;
  const [after, before] = (await revisions.list({ limit: 2 })).publications;
  const [worst] = (await findings.list({ ...list, position })).findings;
  const reads: Record<string, () => Promise<unknown>> = {
    '100 findings': () => findings.list(list),
    '100 findings at a position': () => findings.list({ ...list, position }),
    '100 findings of one Project': () => findings.list({ ...list, project: 'p7' }),
    '100 nodes of a finding': () => findings.listSubjects(worst!, { ...question, position, limit: 100 }),
    'impact of a matrix revision': async () => impact.execute(await revisions.find(before!.digest), (await revisions.find(after!.digest))!),
  };
  const times: Record<string, number[]> = {};
  for (const [what, read] of Object.entries(reads))
    for (let round = 0; round < ROUNDS; round++) {
      const start = performance.now();
      await read();
      (times[what] ??= []).push((performance.now() - start) / 1_000);
    }
  return times;
}
