/**
 * How long scans take with all that runs them, apart from the answers of the sources: `node scripts/run.mjs apps/worker/bench/scan-run.ts [clusters] [Supervisors]
 * [looks into clusters: yes|no]`, on the database of DATABASE_URL or one of its own. Prints the seconds of the first scan, in which everything is new, and of a quiet one, with the memory of the process.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setInterval } from 'node:timers';
import { migrateDatabase } from '@lockstep/platform/database';
import { startEmbeddedPostgres } from '@lockstep/platform/embedded-postgres';
import { clusterReports, fakeConnector, insideReport, supervisorSighting } from '../test/fake-connector.js';
import { openScans, ScansUnderTest, work } from '../test/scans-under-test.js';

const [clusters = '1000', supervisors = '10', inside = 'yes'] = process.argv.slice(2);
const each = Math.ceil(Number(clusters) / Number(supervisors));
const dataDir = mkdtempSync(path.join(tmpdir(), 'lockstep-scan-run-'));
const given = process.env['DATABASE_URL'];
const server = given === undefined ? await startEmbeddedPostgres({ dataDir, throwaway: true }) : { url: given, stop: async () => {} };
try {
  await migrateDatabase(server.url);
  const connector = fakeConnector({
    log: Object.assign([], { push: () => 0 }) as string[],
    async *look({ source }) {
      yield supervisorSighting(source);
      for (let n = 0; n < each; n++)
        yield* clusterReports(source, `c${n}`).filter(({ report }) => inside === 'yes' || report === 'sighting');
    },
    async *lookInto(_, cluster) {
      yield insideReport(cluster);
    },
  });
  const redisUrl = process.env['REDIS_URL'];
  const opened = await openScans({ databaseUrl: server.url, prefix: `lockstep-bench-${process.pid}`, ...(redisUrl && { redisUrl }) }, [
    connector,
  ]);
  const scans = new ScansUnderTest(opened);
  await work(opened.scans, opened.queues);
  const sources = Array.from({ length: Number(supervisors) }, (_, n) => `sup-${n}`);
  for (const source of sources) await scans.register(source);
  for (const name of ['first', 'quiet']) {
    let peak = 0;
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 100);
    const before = (await scans.events()).length;
    const began = performance.now();
    const cpu = process.cpuUsage();
    const { status } = await scans.ended(await scans.begin(...sources), 3_600);
    const seconds = (performance.now() - began) / 1_000;
    const { user, system } = process.cpuUsage(cpu);
    clearInterval(watch);
    const events = (await scans.events()).length - before;
    process.stdout.write(
      `${name}: ${status}, ${clusters} clusters over ${supervisors} Supervisors, ${seconds.toFixed(1)} s, ${((user + system) / 1e6).toFixed(1)} s of processor, ${events} events, peak ${Math.round(peak / 1_048_576)} MB\n`,
    );
  }
  await opened.close();
} finally {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
