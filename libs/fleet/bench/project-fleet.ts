import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AppendRequest, newEventId } from '@lockstep/event-store';
import { PostgresEventStore, ProjectionRunner } from '@lockstep/event-store/postgres';
import { createDataSource, migrateDatabase } from '@lockstep/platform/database';
import { startEmbeddedPostgres } from '@lockstep/platform/embedded-postgres';
import { FLEET_PROJECTION, fleetProjection, PostgresFindingRecord, PostgresFleetRecord, ReadFleet, SIGNALS } from '../src/index.js';

/**
 * Seconds from a record of many clusters to their rows, and what reading them costs then.
 * `node scripts/run.mjs libs/fleet/bench/project-fleet.ts [clusters] [page size] [looks that changed the signals of each cluster]`
 */
const [clusters = 100_000, pageSize = 1_000, looks = 0] = process.argv.slice(2).map(Number);
const supervisors = Math.ceil(clusters / 1_000);

const at = '2026-11-20T06:00:00.000Z';
const event = (type: string, data: unknown) => ({ id: newEventId(), type, data, observedAt: at, actor: 'system:bench' });
const placed = (place: object) => ({ nsxManager: null, vcenter: null, supervisor: null, project: null, vpc: null, ...place });
const registered = (kind: string, id: string, place: object, networking: string | null = null, cni: object | null = null) =>
  event(`${kind}Registered`, { id, placement: placed(place), networking, cni });

/** All that two sources tell of a cluster, in turn. Every tenth look finds something wrong. */
function told(look: number) {
  const names = look % 2 === 0 ? SIGNALS.adapter : [...SIGNALS.realization, ...SIGNALS.addresses];
  const signals = names.map((name, index) => ({ name, state: look % 10 === 9 && index === 0 ? 'failed' : 'ok', detail: '4 of 4 ready' }));
  return { source: `source-${look % 2}`, signals };
}

function* requests(): Generator<AppendRequest> {
  yield { stream: 'nsx-manager-nsx', expectedVersion: 0, events: [registered('NsxManager', 'nsx', {})] };
  for (let i = 0; i < supervisors; i++)
    yield {
      stream: `supervisor-sup-${i}`,
      expectedVersion: 0,
      events: [registered('Supervisor', `sup-${i}`, { nsxManager: 'nsx' }, 'vpc')],
    };
  for (let i = 0; i < clusters; i++) {
    const place = { supervisor: `sup-${i % supervisors}`, project: `p${i % 50}`, vpc: `vpc-${i % 500}` };
    yield {
      stream: `cluster-c/${i}`,
      expectedVersion: 0,
      events: [
        registered('Cluster', `c/${i}`, place, null, { cni: 'antrea', adapter: 'enabled' }),
        event('ClusterVersionObserved', { component: 'vkr', version: `v1.3${i % 5}.1+vmware.1-fips-vkr.2`, previous: null }),
        event('LabelsChanged', { labels: { env: i % 3 === 0 ? 'prod' : 'test', tier: String(i % 4) } }),
        event('CapacityObserved', { nodes: { controlPlane: 3, workers: i % 20 }, ipBlocks: [] }),
        ...Array.from({ length: looks }, (_, look) => event('ClusterSignalsObserved', told(look))),
      ],
    };
  }
}

const seconds = async <Result>(what: string, work: () => Promise<Result>): Promise<Result> => {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const used = process.cpuUsage(cpu);
  process.stdout.write(
    `${what}: ${((performance.now() - start) / 1_000).toFixed(3)} s, of them ${((used.user + used.system) / 1e6).toFixed(3)} CPU s here\n`,
  );
  return result;
};

const dataDir = await mkdtemp(join(tmpdir(), 'lockstep-fleet-bench-'));
const server = await startEmbeddedPostgres({ dataDir, throwaway: true });
try {
  await migrateDatabase(server.url);
  const source = await createDataSource({ url: server.url }).initialize();
  const store = new PostgresEventStore(source);
  await seconds('append', async () => {
    const batch: AppendRequest[] = [];
    for (const request of requests()) if (batch.push(request) === 500) await store.appendMany(batch.splice(0));
    await store.appendMany(batch);
  });
  const runner = new ProjectionRunner({ source, projections: [fleetProjection()], pageSize });
  await seconds('project', () => runner.catchUp(FLEET_PROJECTION, { timeout: 3_600_000 }));
  const position = await store.settledPosition();
  const fleet = new ReadFleet(new PostgresFleetRecord(source, runner));
  for (let round = 0; round < 2; round++) {
    await seconds('whole fleet now', () => fleet.findCurrent());
    await seconds('whole fleet at the last position', () => fleet.at(position).findCurrent());
    await seconds('whole fleet at half the record', () => fleet.at(Math.floor(position / 2)).findCurrent());
    await seconds('what may be odd now', () => new PostgresFindingRecord(source).readOddities({}));
    await seconds('500 clusters now', () => fleet.list({ kind: 'cluster', limit: 500 }));
    await seconds('500 clusters at the last position', () => fleet.at(position).list({ kind: 'cluster', limit: 500 }));
    await seconds('one cluster at the last position', () => fleet.at(position).find('cluster', 'c/77'));
  }
  const sizes =
    await source.query(`select relname, pg_size_pretty(pg_total_relation_size(oid)) as size, pg_size_pretty(pg_indexes_size(oid)) as indexes
    from pg_class where relname in ('fleet_node', 'fleet_node_history')`);
  process.stdout.write(`${JSON.stringify(sizes)}\n`);
  await source.destroy();
} finally {
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}
