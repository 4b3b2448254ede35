/**
 * Runs one TypeScript script: `node scripts/run.mjs scripts/sync.ts --check`.
 *
 * It is Vite's module runner with the transform that the tests use, so workspace aliases resolve and NestJS constructor injection by type
 * works. esbuild-based runners drop `emitDecoratorMetadata`: a NestJS module then starts, with every injected field undefined.
 * A script sees itself in `process.argv[1]`, reports failure by throwing or by `process.exitCode`, and must await its work at the top
 * level: the runner closes once the script's module has been evaluated, and later dynamic imports of TypeScript fail.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const [script, ...rest] = process.argv.slice(2);
if (script === undefined) {
  console.error('usage: node scripts/run.mjs <script.ts> [arguments]');
  process.exit(1);
}

const root = fileURLToPath(new URL('..', import.meta.url));
const entry = path.resolve(script);
process.argv = [process.argv[0], entry, ...rest];
await runnerImport(entry, { configFile: false, root, logLevel: 'warn', resolve: { tsconfigPaths: true } });
