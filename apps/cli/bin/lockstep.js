#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';

// A command is over before most optimised code has paid for its making: without this, V8 spends as long on optimising as a large plan takes.
setFlagsFromString('--interrupt-budget=1200000');

const built = new URL('../../../dist/apps/cli/main.js', import.meta.url);
if (!existsSync(built)) {
  process.stderr.write('lockstep; not built yet; run `npm run build` first; found no dist/apps/cli/main.js\n');
  process.exit(1);
}
await import(built.href);
