/** `npm run check:deps`: the import rules of `.dependency-cruiser.cjs` over the whole workspace. */
import process from 'node:process';
import { cruise } from './cruise.js';
import { listSourceFiles } from './source-files.js';

const folders = ['libs', 'apps', 'migrations', 'scripts'];
const files = listSourceFiles('.', folders);
const { modules, violations } = cruise('.', folders);

for (const { rule, from, to } of violations) console.error(`import; ${from}; ${rule}: imports ${to}`);

// Without a TypeScript it can load (none installed, or a major it does not know), dependency-cruiser skips every .ts file and reports
// success over nothing. What it read is therefore compared with what lies on disk.
const seen = new Set(modules);
const unseen = files.filter((file) => !seen.has(file));
for (const file of unseen) console.error(`import rules; ${file}; every source file is read by dependency-cruiser: it was skipped`);
if (files.length === 0) console.error('import rules; libs, apps; there are source files to check: found none');

if (violations.length > 0 || unseen.length > 0 || files.length === 0) process.exitCode = 1;
else console.log(`import rules hold in ${files.length} files`);
