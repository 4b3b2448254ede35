#!/usr/bin/env node
import { existsSync } from 'node:fs';

const built = new URL('../../../dist/apps/cli/main.js', import.meta.url);
if (!existsSync(built)) {
  process.stderr.write('lockstep; not built yet; run `npm run build` first; found no dist/apps/cli/main.js\n');
  process.exit(1);
}
await import(built.href);
