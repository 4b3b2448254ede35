/** `node oracle.process.js FILE...`: brute force over each problem; same arguments and output as plan.process. */
import { solveByEnumeration } from '@lockstep/testing/oracle';
import { readProblem, sourceOf } from './read-problem.js';
import { cpuSeconds, printReport, type SolverAnswer } from './process-report.js';

/** Far above what random problems of three clusters need; larger problems end as `too-large`. */
const MAX_STATES = 200_000;

const answers = process.argv.slice(2).map((problem): SolverAnswer => {
  const start = cpuSeconds();
  const input = readProblem(problem.split(',').map(sourceOf));
  const solution = solveByEnumeration(input, { maxStates: MAX_STATES });
  const rest = { seconds: cpuSeconds() - start, states: null, latest: [], layers: 0 };
  if (solution.outcome === 'feasible') return { outcome: 'feasible', objective: solution.objective, ...rest };
  return { outcome: solution.outcome === 'infeasible' ? 'infeasible' : 'gave-up', objective: null, ...rest };
});
printReport({ answers, phases: null });
