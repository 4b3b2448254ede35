/** `npm run sync` writes the generated files of `generated/registry.ts`; `npm run sync:check` (`--check`) only compares. */
import process from 'node:process';
import { generatedFiles, generatedFolders } from './generated/registry.js';
import { syncFiles } from './generated/sync-files.js';

const [mode, ...more] = process.argv.slice(2);
if ((mode !== undefined && mode !== '--check') || more.length > 0) throw new Error('usage: sync.ts [--check]');
const write = mode === undefined;

const differences = await syncFiles('.', generatedFiles, generatedFolders, write);
for (const { path, message } of differences) console.error(`generated file; ${path}; ${message}`);

const nobodys = differences.filter(({ path }) => !generatedFiles.some((file) => file.path === path));
if (write) {
  console.log(`${generatedFiles.length} generated files, ${differences.length - nobodys.length} written`);
  if (nobodys.length > 0) process.exitCode = 1;
} else if (differences.length > 0) {
  console.error('run `npm run sync` and commit what it writes');
  process.exitCode = 1;
} else {
  console.log(`${generatedFiles.length} generated files are up to date`);
}
