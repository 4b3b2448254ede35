import path from 'node:path';
import { build } from 'vite';

export type ProcessName = 'plan' | 'replan' | 'oracle' | 'pass' | 'empty';
const NAMES: readonly ProcessName[] = ['plan', 'replan', 'oracle', 'pass', 'empty'];

/**
 * Bundles each measured process into one file with everything it imports, so that a measurement is a plain `node file.js` without a module runner.
 * Returns the file of each.
 */
export async function buildProcesses(root: string, outDir: string): Promise<Readonly<Record<ProcessName, string>>> {
  for (const name of NAMES)
    // One build per process: a chunk shared by all of them would make the empty one load the planner.
    await build({
      root,
      configFile: false,
      logLevel: 'error',
      resolve: { tsconfigPaths: true },
      ssr: { noExternal: true },
      build: {
        ssr: path.join(root, `libs/planner/bench/processes/${name}.process.ts`),
        outDir,
        emptyOutDir: false,
        target: 'node20',
        rollupOptions: { output: { entryFileNames: `${name}.js`, format: 'es' } },
      },
    });
  return Object.fromEntries(NAMES.map((name) => [name, path.join(outDir, `${name}.js`)])) as Record<ProcessName, string>;
}
