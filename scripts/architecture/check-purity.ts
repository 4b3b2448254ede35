/** `npm run check:purity`: pure folders use no clock, chance, waiting, process or locale. Tests in them may. */
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { findImpurities } from './find-impurities.js';
import pureFolders from './pure-folders.json' with { type: 'json' };
import { listSourceFiles } from './source-files.js';

const folders = pureFolders.map((folder) => new RegExp(folder));
const tests = /\.(spec|props|int-spec|chaos-spec|e2e-spec)\.ts$/;
const files = listSourceFiles('.', ['libs']).filter((file) => folders.some((folder) => folder.test(file)) && !tests.test(file));

let failures = 0;
for (const file of files) {
  for (const { line, column, found } of findImpurities(file, readFileSync(file, 'utf8'))) {
    console.error(`purity; ${file}:${line}:${column}; pure folders use no clock, chance, waiting, process or locale: ${found}`);
    failures += 1;
  }
}
if (files.length === 0) console.error('purity; libs; there are pure folders to check: found none');

if (failures > 0 || files.length === 0) process.exitCode = 1;
else console.log(`${files.length} files in pure folders are pure`);
