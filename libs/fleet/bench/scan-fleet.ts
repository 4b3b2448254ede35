import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newEventId } from '@lockstep/event-store';
import { ProjectionRunner } from '@lockstep/event-store/postgres';
import { createDataSource, migrateDatabase } from '@lockstep/platform/database';
import { startEmbeddedPostgres } from '@lockstep/platform/embedded-postgres';
import type { Sighting, SourceReport } from '../src/domain/index.js';
import {
  BeginScan,
  EndScan,
  EndSourceLook,
  fleetProjection,
  type NodeName,
  PostgresFleetRecord,
  PostgresScanRecord,
  RecordReports,
  scansProjection,
  SourceRegistry,
} from '../src/index.js';

/**
 * What it costs to record scans of many clusters: the first, a quiet one, and one in which one cluster in a hundred has changed.
 * `node scripts/run.mjs libs/fleet/bench/scan-fleet.ts [clusters] [Supervisors] [reports in a batch]`
 */
const [clusters = 10_000, supervisors = 10, batch = 500] = process.argv.slice(2).map(Number);

const dataDir = await mkdtemp(join(tmpdir(), 'lockstep-scan-bench-'));
const server = await startEmbeddedPostgres({ dataDir, throwaway: true });
const dataSource = await createDataSource({ url: server.url }).initialize();
await migrateDatabase(server.url);
const runner = new ProjectionRunner({ source: dataSource, projections: [fleetProjection(), scansProjection()] });
const [fleet, scans] = [new PostgresFleetRecord(dataSource, runner), new PostgresScanRecord(dataSource, runner)];
const [begin, record] = [new BeginScan(fleet, scans), new RecordReports(fleet, scans)];
const [endLook, endScan] = [new EndSourceLook(fleet, scans), new EndScan(fleet, scans)];
const sources = Array.from({ length: supervisors }, (_, index) => `sv-${index}`);

function* sightings(source: string, round: number): Generator<Omit<Sighting, 'observedAt'>> {
  if (source === sources[0]) yield { subject: { kind: 'nsx-manager', id: 'nsx' }, versions: { nsx: '9.0.1' } };
  yield { subject: { kind: 'supervisor', id: source }, placement: { nsxManager: 'nsx' }, versions: { vks: '3.4.0' } };
  for (let index = 0; index < clusters / supervisors; index++)
    yield {
      subject: { kind: 'cluster', id: `${source}/${index}` },
      uid: `${source}-uid-${index}`,
      placement: { supervisor: source, project: `p${index % 50}`, vpc: `vpc-${index % 500}` },
      cni: { cni: 'antrea', adapter: 'enabled' },
      versions: { vkr: `v1.3${3 + (index % 100 === 0 ? round : 0)}.1+vmware.1` },
      labels: { env: index % 3 === 0 ? 'prod' : 'test' },
      nodes: { controlPlane: 3, workers: index % 20 },
      signals: [{ name: 'service-account', state: 'ok', detail: null }],
    };
}

async function scanOnce(round: number): Promise<void> {
  const scan = newEventId();
  await begin.execute({ scan, sources, trigger: { kind: 'person' }, actor: 'system:bench' });
  await Promise.all(
    sources.map(async (source) => {
      const takenAt = new Date().toISOString();
      const [seen, changed]: [NodeName[], NodeName[]] = [[], []];
      let reports: SourceReport[] = [];
      const flush = async () => {
        const outcome = await record.execute({ scan, source, reports });
        if (outcome.outcome !== 'recorded') throw new Error(JSON.stringify(outcome));
        seen.push(...outcome.seen);
        changed.push(...outcome.changed);
        reports = [];
      };
      for (const sighting of sightings(source, round)) {
        reports.push({ report: 'sighting', sighting: { ...sighting, observedAt: new Date().toISOString() } });
        if (reports.length === batch) await flush();
      }
      await flush();
      await endLook.execute({ scan, source, takenAt, result: { outcome: 'completed', seen, changed, unreached: [], faults: [] } });
    }),
  );
  await endScan.execute({ scan, actor: 'system:bench' });
}

const eventCount = async () => Number((await dataSource.query<{ n: string }[]>('select count(*) as n from event_store.event'))[0]!.n);

try {
  for (const [index, source] of sources.entries())
    await new SourceRegistry(fleet, scans).register({
      id: source,
      system: 'kubernetes',
      name: `Supervisor ${index}`,
      settings: {},
      speaksFor: { kind: 'supervisor', id: source },
      actor: 'system:bench',
    });
  for (const [what, round] of [
    ['first', 0],
    ['quiet', 0],
    ['quiet', 0],
    ['one in a hundred changed', 1],
  ] as const) {
    const [before, start, cpu] = [await eventCount(), performance.now(), process.cpuUsage()];
    await scanOnce(round);
    await runner.catchUp('fleet');
    const used = process.cpuUsage(cpu);
    const seconds = ((performance.now() - start) / 1_000).toFixed(2);
    const cpuSeconds = ((used.user + used.system) / 1e6).toFixed(2);
    const memory = (process.memoryUsage().rss / 2 ** 20).toFixed(0);
    process.stdout.write(`${what}: ${seconds} s, ${cpuSeconds} CPU s here, ${(await eventCount()) - before} events, ${memory} MB\n`);
  }
} finally {
  await dataSource.destroy();
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}
