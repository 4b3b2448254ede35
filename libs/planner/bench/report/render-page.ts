import { judgeTargets } from './judge-targets.js';
import { renderSchedules } from '../schedule/measure-schedules.js';
import { renderTables, type Results } from './render-results.js';

/** docs/reference/benchmarks.md. Written by a full run; `npm run sync` leaves it as it is, because two runs never measure the same. */
export function renderPage(results: Results): string {
  const { machine, seed, seconds, runs, mode, empty, emptyRss } = results;
  const verdicts = judgeTargets(results);
  const count = (verdict: string) => verdicts.filter((one) => one.verdict === verdict).length;
  return `# Benchmarks of the planner

Written by \`npm run bench:planner\` (${mode}, seed ${seed}) on ${machine.date}; do not edit. Ratios hold on other machines, absolute numbers are for orientation.

| | |
|---|---|
| Machine | ${machine.model}, ${machine.cores} cores, ${machine.memoryGb} GB, ${machine.platform} |
| Load when it began | ${machine.load} (other work beside adds to CPU times, through caches and shared cores) |
| Node | ${machine.node} |
| Commit | ${machine.commit ?? 'unknown'} |
| clingo | ${machine.clingo ?? 'not installed: nothing is compared with it'} |
| Empty Node process | ${empty.toFixed(2)} CPU-s, ${emptyRss.toFixed(0)} MB |
| Limit | ${seconds} CPU-s per measurement; the least CPU of ${runs} run${runs === 1 ? '' : 's'} counts; above 2 s one run is made |

## Against what it should reach

${count('met')} met, ${count('MISSED')} missed, ${count('not measured')} not measured.

| What | Found | |
|---|---|---|
${verdicts.map(({ target, measured, verdict }) => `| ${target} | ${measured} | ${verdict} |`).join('\n')}

## How to read the tables

Every measurement is a process of its own: plain Node runs one bundled file, with the one V8 setting that the command line makes, which reads and validates the JSON documents, plans, has the plan proven by the checker and writes it
as JSON. CPU is user and system time of that whole process. *Over empty* takes the CPU of a Node process that does nothing off. *One pass* is a process that reads the same fleet document with
\`JSON.parse\` and touches every cluster. *Exponent* compares CPU over empty with the row above: 1 is growth in proportion to clusters. *Classes* are distinct clusters as far as a plan can tell
them apart. *States* are what the search for the plan laid out: states of classes, and entries of their frontiers; what an explanation looks at is not among them. An *answer* is shared hops / cluster rollouts / add-on hops, or why there is none. \`–\` was not tried; once a solver does not finish a problem, it is not asked for a larger one.

*Planned again* is one process that plans as the worker does (\`WarmPlanner\`), again and again, each time with the text of a fleet in which one more cluster runs something else. The first dozen
plans are left out, for the engine still compiles what they need; of nine others the medians count. The whole is measured by itself, and the parts with planner and reader one by one, on the same
texts. What it takes to bring a text to the worker's thread and a plan back is not in it.

Brute force is the oracle of the property tests (\`libs/testing/src/oracle\`). clingo runs in one thread on the encoding in \`libs/planner/bench/clingo\`, which states the same rules on the same
problems; its CPU includes grounding. Small random problems are proven with as many layers of steps as can ever matter; elsewhere clingo gets as many layers as the plan has, which helps it: it then
proves that no plan as short is cheaper. \`latest\` targets are handed to it as the planner decided them. All answers were compared: a run in which two solvers disagree fails and writes no page.

## Results

${renderTables(results)}

${renderSchedules(results.schedules)}
`;
}
