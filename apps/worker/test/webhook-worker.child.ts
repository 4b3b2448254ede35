/**
 * A worker process for the tests of webhooks: `node scripts/run.mjs <this file> <prefix> <database URL>`. It says `works` when it does, and goes on until it is
 * killed.
 */
import { openWebhooks } from './webhooks-under-test.js';

const [prefix = '', databaseUrl = ''] = process.argv.slice(2);
const hooks = await openWebhooks({ databaseUrl, prefix }, { retries: 50, patience: 10_000 });
await hooks.start();
process.stdout.write('works\n');
