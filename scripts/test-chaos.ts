/** `npm run test:chaos -- [--minutes N] [--seed N] [file]`: the long fault tests. The seed is printed; the same seed draws the same lots, but the server
 *  and the scheduler keep some chance of their own. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  args: process.argv.slice(2),
  options: { minutes: { type: 'string', default: '5' }, seed: { type: 'string', default: String(Date.now() % 1_000_000) } },
  allowPositionals: true,
});
for (const option of ['minutes', 'seed'] as const) {
  if (!/^\d{1,9}(\.\d+)?$/.test(values[option])) throw new Error(`test:chaos; --${option}; must be a number; found ${values[option]}`);
}
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const { status } = spawnSync(process.execPath, [vitest, 'run', '--config', 'vitest.chaos.config.ts', ...positionals], {
  stdio: 'inherit',
  env: { ...process.env, LOCKSTEP_CHAOS_MINUTES: values.minutes, LOCKSTEP_CHAOS_SEED: values.seed },
});
process.exitCode = status ?? 1;
