/**
 * `node replan.process.js FILE,...`: plans once with a memory, then again after each of several events, every one of which changes one cluster of the fleet as it was
 * before; prints one line of JSON. The last plan is compared with one that starts afresh.
 */
import { fleetDigest, type FleetSnapshot } from '@lockstep/documents';
import { computePlan, PlanningMemory } from '@lockstep/planner';
import { readProblem, sourceOf } from './read-problem.js';
import { answerOf, cpuSeconds, printReport, type Replan } from './process-report.js';

const EVENTS = 5;

const input = readProblem(process.argv[2]!.split(',').map(sourceOf));
const memory = new PlanningMemory();
const start = cpuSeconds();
let plan = computePlan(input, { memory });
const answers = [answerOf(plan.spec, cpuSeconds() - start, null)];

let { fleet } = input;
const replans: Replan[] = [];
for (let event = 0; event < EVENTS; event++) {
  fleet = afterEvent(fleet, event);
  const begun = cpuSeconds();
  // The planner would work it out as well, and later; it is remembered.
  fleetDigest(fleet);
  const digested = cpuSeconds();
  let searched = digested;
  plan = computePlan({ ...input, fleet }, { memory, onSearched: () => (searched = cpuSeconds()) });
  const done = cpuSeconds();
  replans.push({ digest: digested - begun, search: searched - digested, rest: done - searched, whole: done - begun });
}
if (JSON.stringify(plan) !== JSON.stringify(computePlan({ ...input, fleet })))
  throw new Error('replan; memory; a plan is the same with it and without it; found two plans');
printReport({ answers, phases: null, replans });

/** One cluster was observed to run what its neighbour in the document runs. All others are the same objects as before. */
function afterEvent(before: FleetSnapshot, event: number): FleetSnapshot {
  const clusters = [...before.spec.clusters];
  const index = Math.floor(((event + 1) * clusters.length) / (EVENTS + 2));
  clusters[index] = { ...clusters[index]!, versions: clusters[index + 1]!.versions };
  return { ...before, spec: { ...before.spec, clusters } };
}
