/** `npm run test:props -- --runs 10000 [vitest arguments]`: the property tests, each in that proportion to its own number of runs, of
 *  which the main one has 2000. The agreement with clingo (libs/planner/bench) compares what it always does. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values, tokens } = parseArgs({
  args: process.argv.slice(2),
  options: { runs: { type: 'string' } },
  strict: false,
  allowPositionals: true,
  tokens: true,
});
const runs = values.runs;
if (runs !== undefined && !/^[1-9]\d{0,7}$/.test(String(runs)))
  throw new Error(`test:props; --runs; must be a whole number above 0; found ${String(runs)}`);

const ownPlaces = new Set(
  tokens.flatMap((token) =>
    token.kind === 'option' && token.name === 'runs' ? [token.index, ...(token.inlineValue ? [] : [token.index + 1])] : [],
  ),
);
const rest = process.argv.slice(2).filter((_, index) => !ownPlaces.has(index));
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const { status } = spawnSync(process.execPath, [vitest, 'run', '--project', 'props', ...rest], {
  stdio: 'inherit',
  env: { ...process.env, ...(runs === undefined ? {} : { PROPERTY_RUNS: String(runs) }) },
});
process.exitCode = status ?? 1;
