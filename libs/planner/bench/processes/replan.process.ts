/**
 * `node replan.process.js FILE,...`: plans as the worker does, with a `WarmPlanner`, then again after each of several events, every one of which changes one cluster
 * of the fleet as it was before; prints one line of JSON. The last plan is compared with one that starts afresh. The parts are measured beside it, on the same events.
 */
import { FleetTexts } from '@lockstep/documents';
import { canonicalJson } from '@lockstep/kernel';
import { computePlan, PlanningMemory } from '@lockstep/planner';
import { readFleet, WarmPlanner } from '@lockstep/plans/domain';
import { readProblem, sourceOf } from './read-problem.js';
import { answerOf, cpuSeconds, printReport, type Replan } from './process-report.js';

/** A worker plans for days: the first of them are for the compiler of the engine. */
const WARM_UP = 12;
const EVENTS = WARM_UP + 9;

const input = readProblem(process.argv[2]!.split(',').map(sourceOf));
const start = cpuSeconds();
const { spec } = computePlan(input);
const answers = [answerOf(spec, cpuSeconds() - start, null)];

const known = { matrix: JSON.stringify(input.matrix.document), goal: JSON.stringify(input.goal) };
const planner = new WarmPlanner();
const memory = new PlanningMemory();
const reader = new FleetTexts(readFleet);
let text = flat(canonicalJson(input.fleet));
let last = planAgain(text).text;
planParts(text);
const replans: Replan[] = [];
for (let event = 0; event < EVENTS; event++) {
  text = afterEvent(text, event);
  const { whole, text: plan } = planAgain(text);
  last = plan;
  replans.push({ whole, ...planParts(text) });
}
if (last !== JSON.stringify(computePlan({ ...input, fleet: readFleet(text) })))
  throw new Error('replan; memory; a plan is the same with it and without it; found two plans');
printReport({ answers, phases: null, replans: replans.slice(WARM_UP) });

function planAgain(fleet: string): Pick<Replan, 'whole'> & { readonly text: string } {
  const begun = cpuSeconds();
  const planned = planner.plan({ ...known, fleet });
  if (planned.outcome === 'defect') throw new Error(planned.reason);
  return { whole: cpuSeconds() - begun, text: planned.text };
}

function planParts(fleetText: string): Omit<Replan, 'whole'> {
  const begun = cpuSeconds();
  const fleet = reader.read(fleetText);
  const read = cpuSeconds();
  let [searched, assembled] = [read, read];
  const plan = computePlan(
    { ...input, fleet },
    { memory, onSearched: () => (searched = cpuSeconds()), onAssembled: () => (assembled = cpuSeconds()) },
  );
  const proven = cpuSeconds();
  JSON.stringify(plan);
  return {
    ...{ read: read - begun, search: searched - read, steps: assembled - searched },
    ...{ proof: proven - assembled, write: cpuSeconds() - proven },
  };
}

/** One cluster was observed to run what its neighbour in the document runs. */
function afterEvent(before: string, event: number): string {
  const { clusters } = input.fleet.spec;
  const index = Math.floor(((event + 1) * clusters.length) / (EVENTS + 2));
  const cluster = clusters[index]!;
  return flat(before.replace(canonicalJson(cluster), canonicalJson({ ...cluster, versions: clusters[index + 1]!.versions })));
}

/** As a text is that crossed a thread. */
function flat(text: string): string {
  return Buffer.from(text).toString();
}
