/**
 * A worker process for the queue's contract suite: `node scripts/run.mjs <this file> <suffix> <database URL> [<Redis URL>]`.
 * It takes one `effect` job, writes the effect, says `effect written` and then hangs until it is killed: the moment between effect and
 * acknowledgement that decides whether a job may be lost or done twice.
 */
import { openJobQueues } from '@lockstep/platform/queue';
import { writeEffect } from './write-effect.js';
import { contractJobs, contractPrefix, killedLock } from './queue-contract-jobs.js';

const [suffix = '', databaseUrl = '', redisUrl] = process.argv.slice(2);
const queues = await openJobQueues({
  databaseUrl,
  redisUrl,
  prefix: contractPrefix,
  report: (message) => process.stderr.write(`${message}\n`),
});
await queues.work(
  contractJobs(suffix).effect,
  async (job) => {
    await writeEffect(databaseUrl, job.data.table, job.id, process.pid);
    process.stdout.write('effect written\n');
    await new Promise(() => {});
  },
  { lockDuration: killedLock },
);
process.stdout.write('ready\n');
await new Promise(() => {});
