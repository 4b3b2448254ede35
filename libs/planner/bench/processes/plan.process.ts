/** `node plan.process.js FILE...`: the whole way of `lockstep plan -o json` over each problem, in one process; prints one line of JSON. A problem's files are joined by commas. */
import { openSync, writeSync } from 'node:fs';
import { devNull } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { jsonPieces } from '@lockstep/documents';
import { computePlan } from '@lockstep/planner';
import { readProblem, sourceOf } from './read-problem.js';
import { answerOf, cpuSeconds, printReport, type SolverAnswer } from './process-report.js';

// As apps/cli/bin/lockstep.js does.
setFlagsFromString('--interrupt-budget=1200000');

const output = openSync(devNull, 'w');
const answers: SolverAnswer[] = [];
const phases = { read: 0, compute: 0, write: 0 };
for (const problem of process.argv.slice(2)) {
  const start = cpuSeconds();
  const input = readProblem(problem.split(',').map(sourceOf));
  const read = cpuSeconds();
  let states = 0;
  const plan = computePlan(input, { onSearched: (size) => (states += size) });
  const computed = cpuSeconds();
  for (const piece of jsonPieces(plan)) writeSync(output, piece);
  const written = cpuSeconds();
  phases.read += read - start;
  phases.compute += computed - read;
  phases.write += written - computed;
  answers.push(answerOf(plan.spec, written - start, states));
}
printReport({ answers, phases });
