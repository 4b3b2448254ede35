import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { beginning } from '@lockstep/event-store';
import { PostgresEventStore, ProjectionRunner, RecordSignal } from '@lockstep/event-store/postgres';
import {
  BeginScan,
  CancelScan,
  type KnownScan,
  PostgresFleetRecord,
  PostgresScanRecord,
  PostgresScheduleRecord,
  ReadScans,
  ScanSchedules,
  type SourceConnector,
  SourceRegistry,
  StartScan,
} from '@lockstep/fleet';
import { recordProjections } from '@lockstep/plans';
import { ConnectorSecrets, createLogger, type JobQueues, readSecretKeys } from '@lockstep/platform';
import { createDataSource } from '@lockstep/platform/database';
import { openJobQueues } from '@lockstep/platform/queue';
import { assembleScans, type Scans } from '../src/scans/assemble-scans.js';

const secretKey = Buffer.alloc(32, 7).toString('base64');

/** What one process has of scans: a record with its rows, and queues. */
export async function openScans(
  urls: { readonly databaseUrl: string; readonly redisUrl?: string; readonly prefix: string; readonly backoffScale?: number },
  connectors: readonly SourceConnector[],
) {
  const database = await createDataSource({ url: urls.databaseUrl, poolSize: 20 }).initialize();
  // Whoever waits for a projection may hold all other connections.
  const following = await createDataSource({ url: urls.databaseUrl, poolSize: 5 }).initialize();
  const signal = new RecordSignal(following);
  const projections = new ProjectionRunner({
    source: following,
    signal,
    projections: recordProjections(),
  });
  await signal.start();
  await projections.start();
  const queues = await openJobQueues({ ...urls, poolSize: 16, report: () => {} });
  const logged: string[] = [];
  const logger = createLogger('debug', 'test', new Writable({ write: (chunk, _encoding, done) => (logged.push(String(chunk)), done()) }));
  const secrets = new ConnectorSecrets(database, await readSecretKeys(secretKey));
  const scans = assembleScans({
    source: database,
    projections,
    queues,
    secrets,
    connectors,
    versionRule: async () => undefined,
    learn: { from: async () => {} },
    afterwards: async () => {},
    concurrency: 8,
    watchInterval: 250,
    logger,
  });
  const close = async () => {
    await scans.sweep.stop();
    await queues.close(500);
    await scans.sources.closeAll();
    await projections.stop();
    await signal.stop();
    await following.destroy();
    await database.destroy();
  };
  return { database, projections, queues, logged, secrets, scans, close };
}

export const work = async (scans: Scans, queues: JobQueues, lockDuration = 15_000): Promise<void> => {
  for (const job of scans.jobs) await job.work(queues, { concurrency: 2, lockDuration });
};

export type OpenedScans = Awaited<ReturnType<typeof openScans>>;

/** Commands and questions of tests, over a record of their own. */
export class ScansUnderTest {
  readonly fleet: PostgresFleetRecord;
  readonly registry: SourceRegistry;
  readonly reads: ReadScans;
  readonly start: StartScan;
  readonly cancelScan: CancelScan;
  readonly schedules: ScanSchedules;

  constructor(readonly opened: OpenedScans) {
    this.fleet = new PostgresFleetRecord(opened.database, opened.projections);
    const record = new PostgresScanRecord(opened.database, opened.projections);
    this.registry = new SourceRegistry(this.fleet, record);
    this.reads = new ReadScans(record);
    this.start = new StartScan(new BeginScan(this.fleet, record), opened.queues, (_, cause) => {
      throw cause;
    });
    this.cancelScan = new CancelScan(this.fleet, record);
    this.schedules = new ScanSchedules(new PostgresScheduleRecord(opened.database));
  }

  async register(id: string, kind: 'supervisor' | 'nsx-manager' = 'supervisor'): Promise<void> {
    const outcome = await this.registry.register({
      id,
      system: 'fake',
      name: id,
      settings: { kind, node: id },
      speaksFor: { kind, id },
      misses: 2,
      actor: 'token:test',
    });
    if (outcome.outcome !== 'recorded') throw new Error(`source ${id}; it must be recorded; found ${JSON.stringify(outcome)}`);
  }

  async begin(...sources: string[]): Promise<string> {
    const scan = randomUUID();
    const outcome = await this.start.execute({ scan, sources, trigger: { kind: 'person' }, actor: 'token:test' });
    if (outcome.outcome !== 'started') throw new Error(`scan; it must begin; found ${JSON.stringify(outcome)}`);
    return scan;
  }

  /** When it has ended. */
  async ended(scan: string, seconds = 40): Promise<KnownScan> {
    for (const deadline = Date.now() + seconds * 1_000; Date.now() < deadline; await sleep(25)) {
      const known = await this.reads.find(scan);
      if (known !== undefined && known.endedAt !== null) return known;
    }
    throw new Error(`scan ${scan}; it must end within ${seconds} s; found ${JSON.stringify(await this.reads.find(scan))}`);
  }

  async run(...sources: string[]): Promise<KnownScan> {
    return this.ended(await this.begin(...sources));
  }

  /** Types of all events on record, of streams that begin so. */
  async events(beginsWith = ''): Promise<string[]> {
    const { events } = await new PostgresEventStore(this.opened.database).readAll(beginning, 1_000_000);
    return events.filter(({ stream }) => stream.startsWith(beginsWith)).map(({ type }) => type);
  }
}
