/**
 * A worker process for the tests of scans: `node scripts/run.mjs <this file> <prefix> <lock in ms> <database URL> [<Redis URL>]`. When it
 * reads anything it begins to work: it looks at the source as it should, and hangs in the middle of the look into its second cluster, after it has said `hangs`, until it is killed.
 */
import { once } from 'node:events';
import { clusterReports, fakeConnector, insideReport, supervisorSighting } from './fake-connector.js';
import { openScans, work } from './scans-under-test.js';

const [prefix = '', lock = '', databaseUrl = '', redisUrl] = process.argv.slice(2);
const connector = fakeConnector({
  log: [],
  async *look({ source }) {
    yield supervisorSighting(source);
    for (const name of ['c1', 'c2', 'c3']) yield* clusterReports(source, name);
  },
  async *lookInto(_, cluster) {
    yield insideReport(cluster);
    if (cluster.name !== 'c2') return;
    process.stdout.write('hangs\n');
    await new Promise(() => {});
  },
});
await once(process.stdin, 'data');
const opened = await openScans({ databaseUrl, prefix, ...(redisUrl === undefined ? {} : { redisUrl }) }, [connector]);
await work(opened.scans, opened.queues, Number(lock));
