/**
 * `npm run data:check`: the rules of data/matrix/README.md. Errors go to standard error and make the exit code 1, warnings too go there and do not;
 * `--info` also lists what is merely worth knowing.
 */
import process from 'node:process';
import { checkData } from './data-check/check-data.js';
import { readDataTexts } from './data-check/data-texts.js';
import { renderFindings } from './data-check/findings.js';

const texts = readDataTexts('data');
const findings = checkData(texts);
const count = (severity: string) => findings.filter((finding) => finding.severity === severity).length;

for (const line of renderFindings(findings.filter(({ severity }) => severity !== 'info'))) console.error(line);
if (process.argv.includes('--info'))
  for (const line of renderFindings(findings.filter(({ severity }) => severity === 'info'))) console.log(line);

const files = texts.base.length + texts.overlays.length + texts.examples.length;
console.log(
  `${files} files: ${count('error')} errors, ${count('warning')} warnings, ${count('info')} notes${count('info') > 0 && !process.argv.includes('--info') ? ' (--info lists them)' : ''}`,
);
if (count('error') > 0) process.exitCode = 1;
