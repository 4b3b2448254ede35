/** Starts a throw-away cluster in the folder given and hangs, to be killed by the test. */
import { startEmbeddedPostgres } from './start-embedded-postgres.js';

const server = await startEmbeddedPostgres({ dataDir: process.argv[2]!, throwaway: true });
process.stdout.write(`${server.url}\n`);
setInterval(() => {}, 1_000);
await new Promise(() => {});
