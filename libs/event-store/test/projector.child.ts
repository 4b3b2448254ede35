/**
 * A process that projects until it is killed: `node scripts/run.mjs <this file> <database URL> [calm]`. It dawdles in the middle of a page,
 * between the rows and the checkpoint, so that a kill often falls there; a calm one does not.
 */
import { ProjectionRunner } from '@lockstep/event-store/postgres';
import { createDataSource } from '@lockstep/platform/database';
import { setTimeout as sleep } from 'node:timers/promises';
import { tallyProjection } from './tally-projection.js';

const [url = '', calm] = process.argv.slice(2);
const plain = tallyProjection();
const dawdling = tallyProjection({
  apply: async (events, target) => {
    await plain.apply(events, target);
    await sleep(Math.random() * 20);
    if (Math.random() < 0.05) await target.manager.query('select pg_terminate_backend(pg_backend_pid())');
  },
});
const source = await createDataSource({ url, poolSize: 4 }).initialize();
const runner =
  calm === 'calm'
    ? new ProjectionRunner({ source, projections: [plain] })
    : new ProjectionRunner({ source, projections: [dawdling], pageSize: 1 + Math.floor(Math.random() * 40) });
await runner.start();
process.stdout.write('running\n');
