/** A process that looks once at a change record: `node scripts/run.mjs <this file> <LookOnce as JSON>`. */
import { lookOnce } from './look-once.js';

await lookOnce(JSON.parse(process.argv[2]!) as Parameters<typeof lookOnce>[0]);
